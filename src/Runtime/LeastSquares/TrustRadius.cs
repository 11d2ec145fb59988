namespace DiffGen.Minimizers;

/// <summary>The radius Δ of a trust region |D·s| ≤ Δ.</summary>
internal sealed class TrustRadius(double initial)
{
    // Of the first radius: no step of this length changes a parameter that matters.
    private const double LeastPart = 1e-40;

    private double _least = double.NegativeInfinity;
    private bool _isFirst = true;

    /// <summary>Δ.</summary>
    public double Value { get; private set; } = double.PositiveInfinity;

    /// <summary>Whether it has become too small to go on.</summary>
    public bool IsExhausted => !(Value > _least);

    /// <summary>Sets the first radius, in units of |D·x0|; of the undamped step, where x0 is 0.</summary>
    /// <param name="iterate">Where the search is.</param>
    /// <param name="whole">|D·s| of the undamped step.</param>
    public void Begin(Iterate iterate, double whole)
    {
        if (_least >= 0)
            return;
        double size = iterate.ScaledNorm(iterate.Point.X);
        if (size == 0)
            size = double.IsFinite(whole) ? whole : iterate.ScaledGradientLength();
        Value = initial * size;
        _least = LeastPart * Value;
    }

    /// <summary>A step was accepted.</summary>
    /// <param name="ratio">The reduction over what was promised.</param>
    /// <param name="length">|D·s|.</param>
    /// <param name="isWhole">Whether nothing shortened the step.</param>
    public void Accepted(double ratio, double length, bool isWhole)
    {
        if (_isFirst)
            Value = Math.Min(Value, length);
        _isFirst = false;
        if (ratio <= 0.25)
            Value = 0.5 * Math.Min(Value, length);
        else if (ratio >= 0.75 || isWhole)
            Value = 2 * length;
    }

    /// <summary>A step was rejected.</summary>
    /// <param name="length">|D·s|.</param>
    public void Rejected(double length) => Value = 0.25 * Math.Min(Value, length);
}
