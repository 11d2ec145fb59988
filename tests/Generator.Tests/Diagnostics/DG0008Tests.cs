namespace DiffGen.Generator.Tests.Diagnostics;

/// <summary>DG0008: constructs.</summary>
public sealed class DG0008Tests : RuleTests
{
    protected override string Refused => """
        public static partial class Sample
        {
            private static readonly object Gate = new();

            [Differentiable]
            public static double F(double x)
            {
                double y = x;
                [|lock (Gate)
                    y *= 2;|]
                return x * y;
            }
        }
        """;

    protected override string Accepted => """
        public static partial class Sample
        {
            [Differentiable]
            public static double F(double x)
            {
                double y = 0.5;
                return x * y;
            }
        }
        """;
}
