namespace DiffGen.Generator.Tests.Diagnostics;

/// <summary>DG0011: names of generated members.</summary>
public sealed class DG0011Tests : RuleTests
{
    protected override string Refused => """
        public static partial class Sample
        {
            [Differentiable]
            public static double [|F|](double x) => x * x;

            public static int FGradient => 1;
        }
        """;

    protected override string Accepted => """
        public static partial class Sample
        {
            [Differentiable]
            public static double F(double x) => x * x;

            public static int FGradient() => 1;
        }
        """;
}
