using DiffGen.CodeFixes;

namespace DiffGen.Generator.Tests.CodeFixes;

/// <summary>DG0017 by <c>Gradient.Stop</c>.</summary>
public sealed class StopGradientFixTests
{
    [Fact]
    public void Steps_are_wrapped() => FixRun.Fixes(new StopGradientFix(), "DG0017", """
        using System;
        using DiffGen;

        public static partial class Sample
        {
            [Differentiable]
            public static double F(double x, double y)
            {
                int cell = (int)x; // the cell
                return y * Math.Floor((int)(y + 1) * x) + (x - cell) + Math.Sign(y) * x;
            }
        }
        """, """
        using System;
        using DiffGen;

        public static partial class Sample
        {
            [Differentiable]
            public static double F(double x, double y)
            {
                int cell = Gradient.Stop((int)x); // the cell
                return y * Gradient.Stop(Math.Floor(Gradient.Stop((int)(y + 1)) * x)) + (x - cell) + Gradient.Stop(Math.Sign(y)) * x;
            }
        }
        """);

    [Fact]
    public void Another_Gradient_in_scope_is_told_apart() => Assert.Contains("x * global::DiffGen.Gradient.Stop(Math.Floor(x))", FixRun.First(new StopGradientFix(), "DG0017", """
        using System;
        using DiffGen;

        public static partial class Sample
        {
            [Differentiable]
            public static double F(double x) => x * Math.Floor(x);

            private static double Gradient(double x) => x;
        }
        """), StringComparison.Ordinal);

    [Fact]
    public void The_using_is_added() => FixRun.Fixes(new StopGradientFix(), "DG0017", """
        public static partial class Sample
        {
            [DiffGen.Differentiable]
            public static double F(double x) => x * System.Math.Floor(x);
        }
        """, """
        using DiffGen;

        public static partial class Sample
        {
            [DiffGen.Differentiable]
            public static double F(double x) => x * Gradient.Stop(System.Math.Floor(x));
        }
        """);
}
