namespace DiffGen.Minimizers;

/// <summary>ρ(z) = 2·(√(1 + z) - 1).</summary>
internal sealed record SoftL1Loss : RobustLoss
{
    /// <summary>Sets the scale.</summary>
    /// <param name="scale">The scale, above 0.</param>
    public SoftL1Loss(double scale) : base(scale)
    {
    }

    /// <inheritdoc/>
    public override double Evaluate(double z, out double first, out double second)
    {
        double root = Math.Sqrt(1 + z);
        first = 1 / root;
        second = -0.5 * first / (1 + z);
        return 2 * (z / (1 + root));
    }
}
