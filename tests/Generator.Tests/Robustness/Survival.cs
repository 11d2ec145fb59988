using DiffGen.Generator.Tests.Diagnostics;
using DiffGen.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DiffGen.Generator.Tests.Robustness;

/// <summary>What holds whatever the input: neither generator nor analyzer throws, and no fault of ours is reported.</summary>
internal static class Survival
{
    public static GeneratorRun Check(string source) => Check(TestCompilation.Create(new SourceFile("Sample.cs", source)));

    public static GeneratorRun Check(CSharpCompilation compilation)
    {
        GeneratorRun run = GeneratorRun.Of(compilation);
        GeneratorRunResult result = run.Result.Results.Single();
        string source = string.Join("\n", compilation.SyntaxTrees);
        Assert.True(result.Exception is null, $"{result.Exception}\n{source}");
        IEnumerable<Diagnostic> faults = result.Diagnostics.Concat(AnalyzerRun.Of(run)).Where(diagnostic => diagnostic.Id == "DG9999");
        Assert.True(!faults.Any(), $"{string.Join("\n", faults)}\n{source}");
        return run;
    }

    /// <summary>As <see cref="Check(string)"/>, and the whole compiles, the generated part without a warning.</summary>
    public static GeneratorRun Compiles(string source)
    {
        GeneratorRun run = Check(source);
        Assert.Empty(run.Result.Diagnostics);
        Assert.NotEmpty(run.Sources);
        Assert.DoesNotContain(AnalyzerRun.Of(run), diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        GeneratorChecks.Output_compiles_without_a_warning(run);
        return run;
    }
}
