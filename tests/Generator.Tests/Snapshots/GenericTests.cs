using DiffGen.Generator.Tests.Infrastructure;

namespace DiffGen.Generator.Tests.Snapshots;

/// <summary>Methods that are generic in their number type.</summary>
public sealed class GenericTests
{
    [Fact]
    public void LoopWithHelper() => Snapshot.Check(
        """
        public static partial class Chain
        {
            /// <summary>A chain of activations.</summary>
            [Differentiable]
            public static T Loss<T>(T x, ReadOnlySpan<T> w)
                where T : System.Numerics.IFloatingPointIeee754<T>
            {
                T sum = T.Zero;
                for (int i = 0; i < w.Length; i++)
                {
                    x = Activation(w[i] * x + T.CreateChecked(i) / T.CreateChecked(10));
                    sum += x * x;
                }

                return T.Sqrt(sum) * T.CreateChecked(0.5) + T.Pi;
            }

            private static TNumber Activation<TNumber>(TNumber z)
                where TNumber : System.Numerics.IFloatingPointIeee754<TNumber>
                => z > TNumber.Zero ? TNumber.Tanh(z) : TNumber.ExpM1(z);
        }
        """,
        """
        public static double Value(double[] at) => Chain.Loss(at[0], at.AsSpan(1));

        public static double Gradient(double[] at, double[] g) => Chain.LossGradient(at[0], at.AsSpan(1), out g[0], g.AsSpan(1));
        """,
        [[1, -0.5, 0.75, 2], [-1, -0.25, 0.5, 1.5]]);
}
