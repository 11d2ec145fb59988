namespace DiffGen.Minimizers;

/// <summary>The vector operations of the minimizers. Sums run from left to right, so results are the same on every
/// machine.</summary>
internal static class VectorMath
{
    /// <summary>aᵀ·b.</summary>
    /// <param name="a">A vector.</param>
    /// <param name="b">A vector of the same length.</param>
    /// <returns>The product.</returns>
    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }

    /// <summary>max |aᵢ|; NaN if a component is NaN, 0 for an empty vector.</summary>
    /// <param name="a">A vector.</param>
    /// <returns>The norm.</returns>
    public static double InfinityNorm(ReadOnlySpan<double> a)
    {
        double norm = 0;
        foreach (double component in a)
            norm = Math.Max(norm, Math.Abs(component));
        return norm;
    }

    /// <summary>y ← y + factor·x.</summary>
    /// <param name="factor">A number.</param>
    /// <param name="x">A vector.</param>
    /// <param name="y">A vector of the same length.</param>
    public static void AddScaled(double factor, ReadOnlySpan<double> x, Span<double> y)
    {
        for (int i = 0; i < y.Length; i++)
            y[i] += factor * x[i];
    }

    /// <summary>result ← factor·x.</summary>
    /// <param name="factor">A number.</param>
    /// <param name="x">A vector.</param>
    /// <param name="result">A vector of the same length.</param>
    public static void Scale(double factor, ReadOnlySpan<double> x, Span<double> result)
    {
        for (int i = 0; i < result.Length; i++)
            result[i] = factor * x[i];
    }
}
