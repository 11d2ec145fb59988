namespace DiffGen.Generator.Tests.Diagnostics;

/// <summary>DG0014: shapes.</summary>
public sealed class DG0014Tests : RuleTests
{
    protected override string Refused => """
        public static partial class Sample
        {
            [Differentiable]
            public static double F([|[Shape(0)] ReadOnlySpan<double> x|]) => x[0] * x[0];
        }
        """;

    protected override string Accepted => """
        public static partial class Sample
        {
            [Differentiable]
            public static double F([Shape(3)] ReadOnlySpan<double> x) => x[0] * x[0];
        }
        """;
}
