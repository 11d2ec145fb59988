namespace DiffGen.Generator.Tests.Diagnostics;

/// <summary>DG0006: what is emitted yet.</summary>
public sealed class DG0006Tests : RuleTests
{
    protected override string Refused => """
        public static partial class Sample
        {
            [[|Differentiable(FloatingPoint = FloatingPoint.Fast)|]]
            public static double F(double x) => x * x;
        }
        """;

    protected override string Accepted => """
        public static partial class Sample
        {
            [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
            public static double F(double x) => x * x;
        }
        """;
}
