using DiffGen.Generator.Tests.Infrastructure;

namespace DiffGen.Generator.Tests.Snapshots;

/// <summary>for, while, break and continue.</summary>
public sealed class LoopTests
{
    [Fact]
    public void Reduction() => Snapshot.Check(
        """
        public static partial class Norm
        {
            [Differentiable]
            public static double Value(ReadOnlySpan<double> x)
            {
                double sum = 0;
                for (int i = 0; i < x.Length; i++)
                    sum += x[i] * x[i];
                return Math.Sqrt(sum);
            }
        }
        """,
        """
        public static double Value(double[] at) => Norm.Value(at);

        public static double Gradient(double[] at, double[] g) => Norm.ValueGradient(at, g);
        """,
        [[1, 2, 3], [0.5, -0.25]]);

    [Fact]
    public void MatrixVector() => Snapshot.Check(
        """
        public static partial class Quadratic
        {
            [Differentiable]
            public static double Form(ReadOnlySpan<double> matrix, ReadOnlySpan<double> x)
            {
                double result = 0;
                for (int i = 0; i < x.Length; i++)
                {
                    double row = 0;
                    for (int j = 0; j < x.Length; j++)
                        row += matrix[i * x.Length + j] * x[j];
                    result += row * row;
                }

                return result;
            }
        }
        """,
        """
        public static double Value(double[] at) => Quadratic.Form(at.AsSpan(0, 4), at.AsSpan(4));

        public static double Gradient(double[] at, double[] g) =>
            Quadratic.FormGradient(at.AsSpan(0, 4), at.AsSpan(4), g.AsSpan(0, 4), g.AsSpan(4));
        """,
        [[1, 2, 3, 4, 0.5, -1]]);

    [Fact]
    public void DataDependentWhile() => Snapshot.Check(
        """
        public static partial class Growth
        {
            [Differentiable]
            public static double Value(double x)
            {
                double t = x;
                while (t < 100)
                    t *= x;
                return t;
            }
        }
        """,
        """
        public static double Value(double[] at) => Growth.Value(at[0]);

        public static double Gradient(double[] at, double[] g) => Growth.ValueGradient(at[0], out g[0]);
        """,
        [[3], [1.7]]);

    [Fact]
    public void BreakAndContinue() => Snapshot.Check(
        """
        public static partial class Exits
        {
            [Differentiable]
            public static double Value(ReadOnlySpan<double> a, double x)
            {
                double s = 0;
                for (int i = 0; i < a.Length; i++)
                {
                    if (a[i] < 0)
                        continue;
                    s += a[i];
                    if (s > 4)
                        break;
                    s *= x;
                }

                return s;
            }
        }
        """,
        """
        public static double Value(double[] at) => Exits.Value(at.AsSpan(1), at[0]);

        public static double Gradient(double[] at, double[] g) => Exits.ValueGradient(at.AsSpan(1), at[0], g.AsSpan(1), out g[0]);
        """,
        [[1.5, 1, -2, 2, 3, 4], [0.5, 1, 2]]);
}
