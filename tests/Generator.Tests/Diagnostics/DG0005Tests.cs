namespace DiffGen.Generator.Tests.Diagnostics;

/// <summary>DG0005: result types.</summary>
public sealed class DG0005Tests : RuleTests
{
    protected override string Refused => """
        public static partial class Sample
        {
            [Differentiable]
            public static int [|F|](double x) => x > 0 ? 1 : 0;
        }
        """;

    protected override string Accepted => """
        public static partial class Sample
        {
            [Differentiable]
            public static float F(float x) => x * x;
        }
        """;
}
