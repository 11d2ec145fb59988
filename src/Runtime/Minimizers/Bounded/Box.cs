namespace DiffGen.Minimizers;

/// <summary>Bounds lower ≤ x ≤ upper, of which any may be infinite.</summary>
internal sealed class Box
{
    /// <summary>Copies and checks the bounds.</summary>
    /// <param name="lower">The lower bounds.</param>
    /// <param name="upper">The upper bounds.</param>
    /// <param name="dimension">The number of variables.</param>
    /// <exception cref="ArgumentException">A length is wrong, a bound is NaN, or a lower bound isn't below plus infinity, an upper
    /// one above minus infinity, or lower is above upper.</exception>
    public Box(ReadOnlySpan<double> lower, ReadOnlySpan<double> upper, int dimension)
    {
        CheckLength(lower.Length, dimension, nameof(lower));
        CheckLength(upper.Length, dimension, nameof(upper));
        for (int i = 0; i < dimension; i++)
        {
            if (!(lower[i] < double.PositiveInfinity))
                throw new ArgumentException($"'{nameof(lower)}' has {lower[i]} at {i}: it must be below plus infinity", nameof(lower));
            if (!(upper[i] > double.NegativeInfinity))
                throw new ArgumentException($"'{nameof(upper)}' has {upper[i]} at {i}: it must be above minus infinity", nameof(upper));
            if (lower[i] > upper[i])
                throw new ArgumentException($"'{nameof(lower)}' is above '{nameof(upper)}' at {i}: {lower[i]} > {upper[i]}", nameof(lower));
        }

        IsBounded = lower.ContainsAnyExcept(double.NegativeInfinity) || upper.ContainsAnyExcept(double.PositiveInfinity);
        Lower = lower.ToArray();
        Upper = upper.ToArray();
    }

    /// <summary>The lower bounds.</summary>
    public double[] Lower { get; }

    /// <summary>The upper bounds.</summary>
    public double[] Upper { get; }

    /// <summary>Whether any bound is finite.</summary>
    public bool IsBounded { get; }

    /// <summary>Moves a point to the nearest one in the box.</summary>
    /// <param name="x">The point; NaN stays NaN.</param>
    public void Project(Span<double> x)
    {
        for (int i = 0; i < x.Length; i++)
            x[i] = Math.Clamp(x[i], Lower[i], Upper[i]);
    }

    /// <summary>max |P(xᵢ - gᵢ) - xᵢ|: the norm of the projected gradient, 0 exactly at a stationary point of the
    /// box.</summary>
    /// <param name="x">A point of the box.</param>
    /// <param name="gradient">The gradient there.</param>
    /// <returns>The norm; NaN if a component is.</returns>
    public double ProjectedNorm(ReadOnlySpan<double> x, ReadOnlySpan<double> gradient)
    {
        double norm = 0;
        for (int i = 0; i < x.Length; i++)
        {
            // The difference to the bound is the shorter one where the step hits it; the gradient itself is exact elsewhere.
            double g = gradient[i];
            double move = g > 0 ? Math.Min(g, x[i] - Lower[i]) : g < 0 ? Math.Min(-g, Upper[i] - x[i]) : g;
            norm = Math.Max(norm, Math.Abs(move));
        }

        return norm;
    }

    private static void CheckLength(int length, int dimension, string name)
    {
        if (length != dimension)
            throw new ArgumentException($"'{name}' must have length {dimension}, but has length {length}", name);
    }
}
