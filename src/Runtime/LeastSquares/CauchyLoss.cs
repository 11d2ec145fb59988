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

        // What 1 + z loses of a small z is put back by the factor z / ((1 + z) - 1).
        double sum = 1 + z;
        return sum == 1 ? z : Math.Log(sum) * (z / (sum - 1));
    }
}
