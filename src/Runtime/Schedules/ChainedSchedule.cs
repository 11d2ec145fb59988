namespace DiffGen.Schedules;

/// <summary>Schedules that act together: their product at every step. The first gives a learning rate, the others factors.</summary>
public sealed class ChainedSchedule : Schedule
{
    private readonly Schedule[] _factors;

    /// <summary>Makes a product.</summary>
    /// <param name="factors">The schedules.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public ChainedSchedule(params ReadOnlySpan<Schedule> factors)
    {
        if (factors.IsEmpty)
            throw new ArgumentException("A product needs a schedule", nameof(factors));
        _factors = factors.ToArray();
        foreach (Schedule factor in _factors)
            ArgumentNullException.ThrowIfNull(factor, nameof(factors));
    }

    /// <summary>Tells all of them.</summary>
    /// <inheritdoc/>
    public override void Report(double metric)
    {
        foreach (Schedule factor in _factors)
            factor.Report(metric);
    }

    /// <inheritdoc/>
    protected override double Rate(long step)
    {
        double product = 1;
        foreach (Schedule factor in _factors)
            product *= factor.At(step);
        return product;
    }
}
