namespace DiffGen.Generator.Tests.Diagnostics;

/// <summary>DG0004: parameter types.</summary>
public sealed class DG0004Tests : RuleTests
{
    protected override string Refused => """
        public static partial class Sample
        {
            [Differentiable]
            public static double F(double x, [|decimal rate|]) => x * 2;
        }
        """;

    protected override string Accepted => """
        public static partial class Sample
        {
            [Differentiable]
            public static double F(double x, [NoDiff] double rate, string name) => x * rate;
        }
        """;
}
