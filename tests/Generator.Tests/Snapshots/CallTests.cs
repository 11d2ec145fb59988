using DiffGen.Generator.Tests.Infrastructure;

namespace DiffGen.Generator.Tests.Snapshots;

/// <summary>Helpers and recursion.</summary>
public sealed class CallTests
{
    [Fact]
    public void Helper() => Snapshot.Check(
        """
        public static partial class Logistic
        {
            [Differentiable]
            public static double Loss(double weight, double bias, [NoDiff] double x, bool label)
            {
                double z = weight * x + bias;
                return label ? -LogSigmoid(z) : -LogSigmoid(-z);
            }

            private static double LogSigmoid(double z) => z < 0 ? z - Math.Log(1 + Math.Exp(z)) : -Math.Log(1 + Math.Exp(-z));
        }
        """,
        """
        public static double Value(double[] at) => Logistic.Loss(at[0], at[1], 0.75, true);

        public static double Gradient(double[] at, double[] g) => Logistic.LossGradient(at[0], at[1], 0.75, true, out g[0], out g[1]);
        """,
        [[1, -0.5], [-1, -0.25]]);

    [Fact]
    public void Recursion() => Snapshot.Check(
        """
        public static partial class Tree
        {
            [Differentiable]
            public static double Product(ReadOnlySpan<double> a) => Product(a, 0, a.Length);

            private static double Product(ReadOnlySpan<double> a, int lo, int hi)
            {
                if (hi - lo == 1)
                    return a[lo];
                int middle = (lo + hi) / 2;
                return Product(a, lo, middle) * Product(a, middle, hi);
            }
        }
        """,
        """
        public static double Value(double[] at) => Tree.Product(at);

        public static double Gradient(double[] at, double[] g) => Tree.ProductGradient(at, g);
        """,
        [[2, 3, 4, 5], [0.5, 2, -1]]);
}
