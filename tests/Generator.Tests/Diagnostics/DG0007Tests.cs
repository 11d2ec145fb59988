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

    /// <summary>The property beside a sparse derivative, too: nothing but DG errors where a refused method's members are used.</summary>
    [Theory]
    [InlineData("SparseJacobian", "Jacobian", "public static", "public static int F() => Sample.FJacobianPattern.Count;")]
    [InlineData("SparseHessian", "Hessian", "public static", "public static int F() => Sample.FHessianPattern.Count;")]
    [InlineData("SparseHessian", "Hessian", "internal static", "public static SparsityPattern F() => Sample.FHessianPattern;")]
    public void Triggers_at_the_pattern_of_a_sparse_derivative(string form, string matrix, string modifiers, string use)
    {
        GeneratorRun run = GeneratorRun.Of(
            $"{MarkedSource.Usings}public static partial class Sample {{ [Differentiable(Derivatives.{form})] {modifiers} double F(double x, double y) => x * decimal.ToDouble(2); }}\npublic static class Caller {{ {use} }}");
        Diagnostic error = Assert.Single(run.Output.GetDiagnostics(TestContext.Current.CancellationToken), diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        Assert.Equal("DG0007", error.Id);
        Assert.Equal($"Sample.F{matrix}Pattern", Check.TextAt(error));
    }

    private static IEnumerable<Diagnostic> CompilerErrors(string expression)
    {
        GeneratorRun run = GeneratorRun.Of(
            $"{MarkedSource.Usings}public static partial class Sample {{ [Differentiable] public static double F(double x) => {expression}; }}{Caller}");
        return run.Output.GetDiagnostics(TestContext.Current.CancellationToken).Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
    }
}
