using DiffGen.Generator.Tests.Infrastructure;

namespace DiffGen.Generator.Tests.Snapshots;

/// <summary>Classes with [Parameter] properties, and [Batch].</summary>
public sealed class ModelTests
{
    [Fact]
    public void ModelWithParameters() => Snapshot.Check(
        """
        public sealed partial class Line
        {
            [Parameter(2)]
            public partial Span<double> Weights { get; }

            [Parameter]
            public partial double Bias { get; set; }

            [Differentiable]
            public double Loss(ReadOnlySpan<double> features, double label)
            {
                double z = Bias;
                for (int i = 0; i < features.Length; i++)
                    z += Weights[i] * features[i];
                return (z - label) * (z - label);
            }
        }
        """,
        """
        private static Line At(double[] at)
        {
            var line = new Line();
            at.AsSpan(3).CopyTo(line.Parameters);
            return line;
        }

        public static double Value(double[] at) => At(at).Loss(at.AsSpan(0, 2), at[2]);

        public static double Gradient(double[] at, double[] g) =>
            At(at).LossGradient(at.AsSpan(0, 2), at[2], g.AsSpan(0, 2), out g[2], g.AsSpan(3));
        """,
        [[0.5, -1, 2, 0.25, 1.5, -0.75]]);

    [Fact]
    public void BatchLoss() => Snapshot.Check(
        """
        public static partial class Parabola
        {
            [Differentiable]
            public static double Loss(ReadOnlySpan<double> theta, [Batch] double x, [Batch] double y)
            {
                double error = theta[0] + theta[1] * x + theta[2] * x * x - y;
                return error * error;
            }
        }
        """,
        """
        private static readonly double[] X = [0.5, -1, 1.5, 0.25, 3];

        private static readonly double[] Y = [1, 0, 1, -4, 2.5];

        public static double Value(double[] at) => Parabola.LossBatch(at, X, Y, 5);

        public static double Gradient(double[] at, double[] g) => Parabola.LossBatchGradient(at, X, Y, 5, g);
        """,
        [[1, 2, 3]]);
}
