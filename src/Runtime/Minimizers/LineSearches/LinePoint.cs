namespace DiffGen.Minimizers;

/// <summary>A point of φ(α) = f(x + α·d).</summary>
/// <param name="Step">α.</param>
/// <param name="Value">φ(α).</param>
/// <param name="Slope">φ'(α).</param>
internal readonly record struct LinePoint(double Step, double Value, double Slope)
{
    /// <summary>Whether value and slope are finite.</summary>
    public bool IsFinite => double.IsFinite(Value) && double.IsFinite(Slope);

    /// <summary>A point that counts as infinitely high.</summary>
    /// <param name="step">α.</param>
    /// <returns>The point.</returns>
    public static LinePoint Infinite(double step) => new(step, double.PositiveInfinity, double.NaN);

    /// <summary>The point of φ(α) - slope·α at the same step.</summary>
    /// <param name="slope">The slope taken off.</param>
    /// <returns>The point.</returns>
    public LinePoint Tilt(double slope) => new(Step, Value - slope * Step, Slope - slope);
}
