namespace DiffGen.GradBench.Objectives;

/// <summary>A chain of ordinary differential equations, each driven by the one before, by Runge and Kutta's method of fourth order.</summary>
public static partial class Ode
{
    /// <summary>y′₀ = x₀, y′ᵢ = xᵢ·yᵢ₋₁, from y = 0 over the time 2.</summary>
    /// <param name="x">The coefficients.</param>
    /// <param name="steps">Number of steps, at least 1.</param>
    /// <param name="y">Receives the solution; as long as <paramref name="x"/>.</param>
    [Differentiable(Derivatives.Pullback)]
    public static void Solve(ReadOnlySpan<double> x, [NoDiff] int steps, Span<double> y)
    {
        int n = x.Length;
        double h = 2.0 / steps;
        double[] k1 = new double[n], k2 = new double[n], k3 = new double[n], k4 = new double[n], moved = new double[n];
        y.Clear();
        for (int s = 0; s < steps; s++)
        {
            Slope(x, y, k1);
            for (int i = 0; i < n; i++)
                moved[i] = y[i] + h / 2 * k1[i];
            Slope(x, moved, k2);
            for (int i = 0; i < n; i++)
                moved[i] = y[i] + h / 2 * k2[i];
            Slope(x, moved, k3);
            for (int i = 0; i < n; i++)
                moved[i] = y[i] + h * k3[i];
            Slope(x, moved, k4);
            for (int i = 0; i < n; i++)
                y[i] += h * (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]) / 6;
        }
    }

    /// <summary>The last component of the solution.</summary>
    /// <inheritdoc cref="Solve"/>
    [Differentiable]
    public static double Last(ReadOnlySpan<double> x, [NoDiff] int steps)
    {
        double[] y = new double[x.Length];
        Solve(x, steps, y);
        return y[^1];
    }

    private static void Slope(ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<double> slope)
    {
        slope[0] = x[0];
        for (int i = 1; i < x.Length; i++)
            slope[i] = x[i] * y[i - 1];
    }
}
