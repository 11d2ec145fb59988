namespace DiffGen.Minimizers;

/// <summary>ρ(z) = arctan z.</summary>
internal sealed record ArctanLoss : RobustLoss
{
    /// <summary>Sets the scale.</summary>
    /// <param name="scale">The scale, above 0.</param>
    public ArctanLoss(double scale) : base(scale)
    {
    }

    /// <inheritdoc/>
    public override double Evaluate(double z, out double first, out double second)
    {
        first = 1 / (1 + z * z);
        second = -2 * (z * first) * first;
        return Math.Atan(z);
    }
}
