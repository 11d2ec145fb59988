using DiffGen.Generator.Tests.Infrastructure;

namespace DiffGen.Generator.Tests.Snapshots;

/// <summary>Straight-line code on scalars.</summary>
public sealed class ScalarTests
{
    [Fact]
    public void StraightLine() => Snapshot.Check(
        """
        public static partial class Rosenbrock
        {
            [Differentiable]
            public static double Value(double x, double y)
            {
                double a = 1 - x;
                double b = y - x * x;
                return a * a + 100 * b * b;
            }
        }
        """,
        """
        public static double Value(double[] at) => Rosenbrock.Value(at[0], at[1]);

        public static double Gradient(double[] at, double[] g) => Rosenbrock.ValueGradient(at[0], at[1], out g[0], out g[1]);
        """,
        [[-1.2, 1], [0.5, 0.5]]);

    [Fact]
    public void OverwrittenLocals() => Snapshot.Check(
        """
        public static partial class Chain
        {
            [Differentiable]
            public static double Value(double x)
            {
                double t = x;
                t = t * t;
                t += t * x;
                return t;
            }
        }
        """,
        """
        public static double Value(double[] at) => Chain.Value(at[0]);

        public static double Gradient(double[] at, double[] g) => Chain.ValueGradient(at[0], out g[0]);
        """,
        [[2], [-0.3]]);

    [Fact]
    public void MathFunctions() => Snapshot.Check(
        """
        public static partial class Functions
        {
            [Differentiable]
            public static double Value(double x, double y) =>
                Math.Exp(-x) * Math.Sin(y) + Math.Sqrt(x * x + y * y) - Math.Log(1 + x * x) * Math.Tanh(y) + Math.Pow(x, 3);
        }
        """,
        """
        public static double Value(double[] at) => Functions.Value(at[0], at[1]);

        public static double Gradient(double[] at, double[] g) => Functions.ValueGradient(at[0], at[1], out g[0], out g[1]);
        """,
        [[0.7, -1.1], [1.5, 0.2]]);
}
