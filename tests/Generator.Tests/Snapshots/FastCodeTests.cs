using DiffGen.Generator.Tests.Infrastructure;

namespace DiffGen.Generator.Tests.Snapshots;

/// <summary>What the compiler does for speed can still be read: rows fused with scratch of their own, gates, loops in lanes.</summary>
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
