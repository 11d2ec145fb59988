using DiffGen.Generator.Tests.Infrastructure;

namespace DiffGen.Generator.Tests.Snapshots;

/// <summary>What the compiler does for speed can still be read: rows fused with scratch of their own, gates, loops in lanes, unrolled loops.</summary>
public sealed class FastCodeTests
{
    [Fact]
    public void MixtureOverRows() => Snapshot.Check(
        """
        public static partial class Mixture
        {
            [Differentiable]
            public static double LogLikelihood(ReadOnlySpan<double> weights, ReadOnlySpan<double> means, [NoDiff] ReadOnlySpan<double> points, [NoDiff] int d)
            {
                double[] terms = new double[weights.Length];
                double sum = 0;
                for (int row = 0; row < points.Length / d; row++)
                {
                    for (int k = 0; k < terms.Length; k++)
                    {
                        double squares = 0;
                        for (int j = 0; j < d; j++)
                        {
                            double difference = points[row * d + j] - means[k * d + j];
                            squares += difference * difference;
                        }
                        terms[k] = weights[k] - 0.5 * squares;
                    }
                    double largest = terms[0];
                    for (int k = 1; k < terms.Length; k++)
                        largest = Math.Max(largest, terms[k]);
                    double total = 0;
                    for (int k = 0; k < terms.Length; k++)
                        total += Math.Exp(terms[k] - largest);
                    sum += largest + Math.Log(total);
                }
                return sum;
            }
        }
        """,
        """
        private static readonly double[] Points = [0.3, -0.2, 1.4, 0.9, -0.8, 2.1];

        public static double Value(double[] at) => Mixture.LogLikelihood(at.AsSpan(0, 2), at.AsSpan(2), Points, 2);

        public static double Gradient(double[] at, double[] g) => Mixture.LogLikelihoodGradient(at.AsSpan(0, 2), at.AsSpan(2), Points, 2, g.AsSpan(0, 2), g.AsSpan(2));
        """,
        [[0.2, -0.4, 0.1, 0.5, 1.2, -0.3]]);

    [Fact]
    public void UnrolledSolution() => Snapshot.Check(
        """
        public static partial class Triangle
        {
            [Differentiable(UnrollLimit = 200)]
            public static double SquaredSolution([Shape(6)] ReadOnlySpan<double> l, [Shape(3)] ReadOnlySpan<double> b)
            {
                Span<double> y = stackalloc double[3];
                double sum = 0;
                for (int i = 0; i < b.Length; i++)
                {
                    double rest = b[i];
                    int row = i * (i + 1) / 2;
                    for (int j = 0; j < i; j++)
                        rest -= l[row + j] * y[j];
                    y[i] = rest / l[row + i];
                    sum += y[i] * y[i];
                }
                return sum;
            }
        }
        """,
        """
        public static double Value(double[] at) => Triangle.SquaredSolution(at.AsSpan(0, 6), at.AsSpan(6));

        public static double Gradient(double[] at, double[] g) => Triangle.SquaredSolutionGradient(at.AsSpan(0, 6), at.AsSpan(6), g.AsSpan(0, 6), g.AsSpan(6));
        """,
        [[2, 0.5, 1.5, -0.3, 0.7, 1.2, 0.4, -1, 0.9]]);

    [Fact]
    public void UnrolledNetwork() => Snapshot.Check(
        """
        public static partial class Network
        {
            [Differentiable(UnrollLimit = 200)]
            public static double Loss([Shape(3, 2)] ReadOnlySpan<double> w, [Shape(3)] ReadOnlySpan<double> bias, [Shape(3)] ReadOnlySpan<double> v, [NoDiff, Shape(2)] ReadOnlySpan<double> x, [NoDiff] double target)
            {
                Span<double> hidden = stackalloc double[3];
                for (int i = 0; i < hidden.Length; i++)
                {
                    double z = bias[i];
                    for (int j = 0; j < x.Length; j++)
                        z += w[i * x.Length + j] * x[j];
                    hidden[i] = Math.Tanh(z);
                }
                double error = -target;
                for (int i = 0; i < hidden.Length; i++)
                    error += v[i] * hidden[i];
                return error * error;
            }
        }
        """,
        """
        private static readonly double[] Input = [0.4, -1.1];

        public static double Value(double[] at) => Network.Loss(at.AsSpan(0, 6), at.AsSpan(6, 3), at.AsSpan(9), Input, 0.3);

        public static double Gradient(double[] at, double[] g) => Network.LossGradient(at.AsSpan(0, 6), at.AsSpan(6, 3), at.AsSpan(9), Input, 0.3, g.AsSpan(0, 6), g.AsSpan(6, 3), g.AsSpan(9));
        """,
        [[0.1, -0.2, 0.4, 0.3, -0.5, 0.6, 0.05, -0.1, 0.2, 0.7, -0.3, 0.25]]);

    [Fact]
    public void WaveInLanes() => Snapshot.Check(
        """
        public static partial class Wave
        {
            [Differentiable]
            public static double Energy(ReadOnlySpan<double> start, [NoDiff] double step, [NoDiff] int steps)
            {
                double[] height = start.ToArray(), speed = new double[start.Length];
                for (int s = 0; s < steps; s++)
                {
                    for (int i = 1; i < height.Length - 1; i++)
                        speed[i] += step * (height[i - 1] - 2 * height[i] + height[i + 1]);
                    for (int i = 0; i < height.Length; i++)
                        height[i] += step * speed[i];
                }
                double energy = 0;
                for (int i = 0; i < height.Length; i++)
                    energy += height[i] * height[i] + speed[i] * speed[i];
                return energy;
            }
        }
        """,
        """
        public static double Value(double[] at) => Wave.Energy(at, 0.3, 3);

        public static double Gradient(double[] at, double[] g) => Wave.EnergyGradient(at, 0.3, 3, g);
        """,
        [[0, 1, 0.5, -0.3, 0.2, 0.7, 0]]);
}
