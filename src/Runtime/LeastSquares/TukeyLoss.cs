namespace DiffGen.Minimizers;

/// <summary>ρ(z) = (1 - (1 - z)³)/3 for z ≤ 1, else 1/3.</summary>
internal sealed record TukeyLoss : RobustLoss
{
    /// <summary>Sets the scale.</summary>
    /// <param name="scale">The scale, above 0.</param>
    public TukeyLoss(double scale) : base(scale)
    {
    }

    /// <inheritdoc/>
    public override double Evaluate(double z, out double first, out double second)
    {
        if (z >= 1)
        {
            (first, second) = (0, 0);
            return 1.0 / 3;
        }

        double left = 1 - z;
        first = left * left;
        second = -2 * left;
        return z * (1 - z + z * z / 3);
    }
}
