namespace DiffGen.Minimizers;

/// <summary>ρ(z) = z for z ≤ 1, else 2√z - 1.</summary>
internal sealed record HuberLoss : RobustLoss
{
    /// <summary>Sets the scale.</summary>
    /// <param name="scale">The scale, above 0.</param>
    public HuberLoss(double scale) : base(scale)
    {
    }

    /// <inheritdoc/>
    public override double Evaluate(double z, out double first, out double second)
    {
        if (z <= 1)
        {
            (first, second) = (1, 0);
            return z;
        }

        double root = Math.Sqrt(z);
        first = 1 / root;
        second = -0.5 * first / z;
        return 2 * root - 1;
    }
}
