namespace DiffGen.Generator.Tests.Diagnostics;

/// <summary>DG0003: something to differentiate with respect to.</summary>
public sealed class DG0003Tests : RuleTests
{
    protected override string Refused => """
        public static partial class Sample
        {
            [[|Differentiable|]]
            public static double F(int n, [NoDiff] double x) => n * x;
        }
        """;

    protected override string Accepted => """
        public static partial class Sample
        {
            [Differentiable]
            public static double F(int n, double x) => n * x;
        }
        """;
}
