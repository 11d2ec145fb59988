namespace DiffGen.Benchmarks.HandWritten;

/// <summary>The gradient of <see cref="Objectives.Rosenbrock"/>.</summary>
internal static class Rosenbrock
{
    public static double Gradient(ReadOnlySpan<double> x, Span<double> g)
    {
        g.Clear();
        double sum = 0;
        for (int i = 0; i < x.Length - 1; i++)
        {
            double xi = x[i], a = 1 - xi, b = x[i + 1] - xi * xi;
            sum += a * a + 100 * b * b;
            double db = 200 * b;
            g[i] -= 2 * a + 2 * xi * db;
            g[i + 1] += db;
        }
        return sum;
    }
}
