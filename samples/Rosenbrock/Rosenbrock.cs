namespace DiffGen.Samples.Rosenbrock;

/// <summary>Rosenbrock's function in any dimension: a curved valley, with its minimum 0 at (1, …, 1).</summary>
public static partial class Rosenbrock
{
    /// <summary>Σᵢ 100·(xᵢ₊₁ - xᵢ²)² + (1 - xᵢ)².</summary>
    /// <param name="x">The point.</param>
    /// <returns>The value.</returns>
    [Differentiable]
    public static double Value(ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 0; i + 1 < x.Length; i++)
        {
            double a = 1 - x[i];
            double b = x[i + 1] - x[i] * x[i];
            sum += a * a + 100 * b * b;
        }

        return sum;
    }
}
