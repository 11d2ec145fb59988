using DiffGen.Numerics;

namespace DiffGen.Schedules;

/// <summary>The same learning rate at every step.</summary>
/// <param name="rate">The learning rate, at least 0.</param>
/// <exception cref="ArgumentOutOfRangeException">It is negative or not finite.</exception>
public sealed class ConstantSchedule(double rate) : Schedule
{
    private readonly double _rate = Require.NonNegative(rate, nameof(rate));

    /// <inheritdoc/>
    protected override double Rate(long step) => _rate;
}
