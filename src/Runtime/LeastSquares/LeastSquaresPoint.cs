namespace DiffGen.Minimizers;

/// <summary>A point with residuals, their Jacobian and the cost.</summary>
internal sealed class LeastSquaresPoint(int parameters, int residuals, int jacobianLength)
{
    /// <summary>The parameters.</summary>
    public double[] X { get; } = new double[parameters];

    /// <summary>The residuals as the user's function gives them.</summary>
    public double[] Residuals { get; } = new double[residuals];

    /// <summary>Their Jacobian: row-major, or the values of the sparsity pattern.</summary>
    public double[] Jacobian { get; } = new double[jacobianLength];

    /// <summary>The gradient of the cost.</summary>
    public double[] Gradient { get; } = new double[parameters];

    /// <summary>½·Σ rᵢ², or with a robust loss ½·c²·Σ ρ(zᵢ).</summary>
    public double Cost { get; set; }

    /// <summary>Whether <see cref="Jacobian"/> and <see cref="Gradient"/> are those of <see cref="X"/>.</summary>
    public bool HasJacobian { get; set; }
}
