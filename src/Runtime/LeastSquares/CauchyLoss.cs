namespace DiffGen.Minimizers;

/// <summary>ρ(z) = ln(1 + z).</summary>
internal sealed record CauchyLoss : RobustLoss
{
    /// <summary>Sets the scale.</summary>
    /// <param name="scale">The scale, above 0.</param>
    public CauchyLoss(double scale) : base(scale)
    {
    }

    /// <inheritdoc/>
    public override double Evaluate(double z, out double first, out double second)
    {
        first = 1 / (1 + z);
        second = -first * first;
        return LogOnePlus.Of(z);
    }
}
