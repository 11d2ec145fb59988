namespace DiffGen.Minimizers;

/// <summary>Bounds on every parameter.</summary>
internal sealed class BoxBounds
{
    private readonly double[] _lower;
    private readonly double[] _upper;

    private BoxBounds(double[] lower, double[] upper, bool isBounded)
        => (_lower, _upper, IsBounded) = (lower, upper, isBounded);

    /// <summary>Whether there is a bound at all.</summary>
    public bool IsBounded { get; }

    /// <summary>Takes the user's bounds.</summary>
    /// <param name="lower">The lower bounds, or <c>null</c>.</param>
    /// <param name="upper">The upper bounds, or <c>null</c>.</param>
    /// <param name="count">The number of parameters.</param>
    /// <returns>The bounds.</returns>
    /// <exception cref="ArgumentException">They aren't <paramref name="count"/>, or a lower one is above the upper.</exception>
    public static BoxBounds Of(IReadOnlyList<double>? lower, IReadOnlyList<double>? upper, int count)
    {
        var bounds = new BoxBounds(
            Fill(lower, double.NegativeInfinity, count, "lower"),
            Fill(upper, double.PositiveInfinity, count, "upper"),
            lower is not null || upper is not null);
        for (int j = 0; j < count; j++)
        {
            if (bounds._lower[j] > bounds._upper[j])
                throw new ArgumentException($"The lower bound of parameter {j}, {bounds._lower[j]}, is above the upper, {bounds._upper[j]}");
        }

        return bounds;
    }

    /// <summary>The nearest value within the bounds.</summary>
    /// <param name="j">The parameter.</param>
    /// <param name="value">A value; NaN stays NaN.</param>
    /// <returns>The value within.</returns>
    public double Clip(int j, double value) => Math.Clamp(value, _lower[j], _upper[j]);

    /// <summary>Where a step ends: within the bounds, and at one if rounding alone keeps it off.</summary>
    /// <param name="j">The parameter.</param>
    /// <param name="from">Where the step begins.</param>
    /// <param name="to">Where it ends.</param>
    /// <returns>The value within.</returns>
    public double Snap(int j, double from, double to)
    {
        if (!IsBounded)
            return to;
        double bound = to < from ? _lower[j] : _upper[j];
        return double.IsFinite(bound) && Math.Abs(to - bound) <= 4e-16 * (Math.Abs(from) + Math.Abs(bound)) ? bound : Clip(j, to);
    }

    /// <summary>Whether a parameter can't follow the negative gradient: it is at a bound, and would leave the box.</summary>
    /// <param name="j">The parameter.</param>
    /// <param name="value">Its value.</param>
    /// <param name="slope">Its component of the gradient.</param>
    /// <returns><c>true</c> if it stays where it is.</returns>
    public bool Holds(int j, double value, double slope)
        => (slope >= 0 && value <= _lower[j]) || (slope <= 0 && value >= _upper[j]);

    /// <summary>Whether a parameter is at a bound.</summary>
    /// <param name="j">The parameter.</param>
    /// <param name="value">Its value.</param>
    /// <returns><c>true</c> if it is.</returns>
    public bool IsAtBound(int j, double value) => value <= _lower[j] || value >= _upper[j];

    /// <summary>The largest part of a step, at most 1, that stays within the bounds.</summary>
    /// <param name="x">A point within.</param>
    /// <param name="step">The step.</param>
    /// <returns>The part, in [0, 1].</returns>
    public double LargestPart(ReadOnlySpan<double> x, ReadOnlySpan<double> step)
    {
        double part = 1;
        for (int j = 0; j < x.Length; j++)
        {
            double room = step[j] < 0 ? _lower[j] - x[j] : _upper[j] - x[j];
            if (step[j] != 0)
                part = Math.Min(part, room / step[j]);
        }

        return Math.Max(part, 0);
    }

    private static double[] Fill(IReadOnlyList<double>? bounds, double none, int count, string which)
    {
        if (bounds is not null && bounds.Count != count)
            throw new ArgumentException($"There must be {count} {which} bounds, one per parameter, but there are {bounds.Count}");
        var filled = new double[count];
        for (int j = 0; j < count; j++)
            filled[j] = bounds is null ? none : bounds[j];
        return filled;
    }
}
