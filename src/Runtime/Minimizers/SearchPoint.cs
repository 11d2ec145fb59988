namespace DiffGen.Minimizers;

/// <summary>A point with value and gradient.</summary>
internal sealed class SearchPoint(int dimension)
{
    /// <summary>The position.</summary>
    public double[] X { get; } = new double[dimension];

    /// <summary>The gradient.</summary>
    public double[] Gradient { get; } = new double[dimension];

    /// <summary>The value.</summary>
    public double Value { get; set; }

    /// <summary>Whether value and gradient are finite.</summary>
    public bool IsFinite { get; set; }

    /// <summary>The step along the search direction that led here.</summary>
    public double Step { get; set; }

    /// <summary>The derivative along the search direction.</summary>
    public double Slope { get; set; }

    /// <summary>The largest absolute component of the gradient.</summary>
    public double GradientNorm => VectorMath.InfinityNorm(Gradient);
}
