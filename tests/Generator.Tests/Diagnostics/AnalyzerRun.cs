using DiffGen.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DiffGen.Generator.Tests.Diagnostics;

/// <summary>The analyzer as a build runs it: on the compilation that already holds the generated code.</summary>
internal static class AnalyzerRun
{
    public static IReadOnlyList<Diagnostic> Of(GeneratorRun run)
    {
        CompilationWithAnalyzers analysis = run.Output.WithAnalyzers(
            [new DifferentiableAnalyzer()],
            new CompilationWithAnalyzersOptions(
                new AnalyzerOptions([]),
                onAnalyzerException: (exception, _, _) => Assert.Fail(exception.ToString()),
                concurrentAnalysis: false,
                logAnalyzerExecutionTime: false));
        return
        [
            .. analysis.GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken).GetAwaiter().GetResult()
                .OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start)
                .ThenBy(diagnostic => diagnostic.Id, StringComparer.Ordinal),
        ];
    }
}
