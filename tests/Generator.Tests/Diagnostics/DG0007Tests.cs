using DiffGen.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;

namespace DiffGen.Generator.Tests.Diagnostics;

/// <summary>DG0007: a call of a derivative that was refused; the compiler itself says so, by [Obsolete].</summary>
public sealed class DG0007Tests
{
    private const string Caller = "\npublic static class Caller { public static Delegate F() => Sample.FGradient; }\n";

    [Fact]
    public void Triggers()
    {
        Diagnostic error = Assert.Single(CompilerErrors("x * decimal.ToDouble(2)"));
        Assert.Equal("DG0007", error.Id);
        Assert.Equal("Sample.FGradient", Check.TextAt(error));
        Assert.EndsWith("docs/diagnostics/DG0009.md", error.Descriptor.HelpLinkUri, StringComparison.Ordinal);
    }

    [Fact]
    public void Is_silent() => Assert.Empty(CompilerErrors("x * 2"));

    private static IEnumerable<Diagnostic> CompilerErrors(string expression)
    {
        GeneratorRun run = GeneratorRun.Of(
            $"{MarkedSource.Usings}public static partial class Sample {{ [Differentiable] public static double F(double x) => {expression}; }}{Caller}");
        return run.Output.GetDiagnostics(TestContext.Current.CancellationToken).Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
    }
}
