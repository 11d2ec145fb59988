namespace DiffGen.Generator.Tests.Diagnostics;

/// <summary>DG0009: calls.</summary>
public sealed class DG0009Tests : RuleTests
{
    protected override string Refused => """
        public static partial class Sample
        {
            [Differentiable]
            public static double F(double x) => x * [|double.Parse("2")|];
        }
        """;

    protected override string Accepted => """
        public static partial class Sample
        {
            [Differentiable]
            public static double F(double x) => x * Twice(x);

            private static double Twice(double x) => 2 * x;
        }
        """;
}
