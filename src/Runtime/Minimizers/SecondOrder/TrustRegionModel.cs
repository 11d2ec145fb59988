namespace DiffGen.Minimizers;

/// <summary>The part of a trust-region method that is its own: the function and its model.</summary>
internal abstract class TrustRegionModel
{
    /// <summary>Evaluates the function at a trial point, if it has to be.</summary>
    /// <param name="point">Has the position; receives the value, and the gradient.</param>
    public abstract void Evaluate(SearchPoint point);

    /// <summary>Makes the point evaluated last the centre of the model.</summary>
    public abstract void Accept();

    /// <summary>Minimises the model within the radius.</summary>
    /// <param name="at">The centre.</param>
    /// <param name="radius">The radius Δ.</param>
    /// <param name="step">Receives p.</param>
    /// <returns>m(0) - m(p), at least 0; NaN where no step could be had.</returns>
    public abstract double Solve(SearchPoint at, double radius, double[] step);
}
