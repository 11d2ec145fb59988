using DiffGen.Generator.Tests.Infrastructure;

namespace DiffGen.Generator.Tests.Diagnostics;

/// <summary>DG0015: nesting beyond the stack. The compiler gives up on such code first; what counts is that nobody crashes.</summary>
public sealed class DG0015Tests
{
    [Fact]
    public void Long_sums_are_not_deep() => Check.IsSilent(Method(string.Join(" + ", Enumerable.Repeat("x", 2000))));

    [Fact]
    public void Deep_nesting_never_throws()
    {
        string nested = string.Concat(Enumerable.Repeat("Math.Sin(", 300)) + "x" + new string(')', 300);
        GeneratorRun run = GeneratorRun.Of(MarkedSource.Usings + Method(nested));
        GeneratorChecks.Reports_nothing(run);
        Assert.All(Check.Errors(run), error => Assert.Equal("DG0015", error.Id));
    }

    private static string Method(string expression) =>
        $"public static partial class Sample {{ [Differentiable] public static double F(double x) => {expression}; }}";
}
