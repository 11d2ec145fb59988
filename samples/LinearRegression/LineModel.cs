namespace DiffGen.Samples.LinearRegression;

/// <summary>A line y = weight·x + bias.</summary>
public sealed partial class LineModel
{
    /// <summary>The slope.</summary>
    [Parameter] public partial double Weight { get; set; }

    /// <summary>The value at 0.</summary>
    [Parameter] public partial double Bias { get; set; }

    /// <summary>The squared error of one sample.</summary>
    /// <param name="x">The feature.</param>
    /// <param name="y">The value observed.</param>
    /// <returns>The loss.</returns>
    [Differentiable]
    public double Loss([Batch] double x, [Batch] double y)
    {
        double residual = Weight * x + Bias - y;
        return residual * residual;
    }
}
