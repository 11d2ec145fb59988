namespace DiffGen.Minimizers;

/// <summary>√Σ aᵢ² without overflow or underflow of the squares.</summary>
internal static class EuclideanNorm
{
    private const double SmallestSafe = 1e-140;
    private const double LargestSafe = 1e140;

    /// <summary>The norm.</summary>
    /// <param name="a">A vector.</param>
    /// <returns>√Σ aᵢ²; NaN if a component is NaN.</returns>
    public static double Of(ReadOnlySpan<double> a)
    {
        double sum = 0;
        foreach (double component in a)
            sum += component * component;
        double norm = Math.Sqrt(sum);
        return norm is > SmallestSafe and < LargestSafe ? norm : Scaled(a);
    }

    private static double Scaled(ReadOnlySpan<double> a)
    {
        double largest = VectorMath.InfinityNorm(a);
        if (largest == 0 || !double.IsFinite(largest))
            return largest;
        double sum = 0;
        foreach (double component in a)
        {
            double ratio = component / largest;
            sum += ratio * ratio;
        }

        return largest * Math.Sqrt(sum);
    }
}
