using DiffGen.Numerics;

namespace DiffGen.Schedules;

/// <summary>A learning rate that drops by a factor at every step: rate · factor^step.</summary>
/// <remarks>Textbook; so in C. Szegedy et al., "Rethinking the Inception architecture for computer vision", CVPR 2016.</remarks>
/// <param name="rate">The first learning rate, at least 0.</param>
/// <param name="factor">The factor, in (0, 1].</param>
/// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
public sealed class ExponentialSchedule(double rate, double factor) : Schedule
{
    private readonly double _rate = Require.NonNegative(rate, nameof(rate));
    private readonly double _factor = Require.Portion(factor, nameof(factor));

    /// <inheritdoc/>
    protected override double Rate(long step) => _rate * Powers.Of(_factor, step);
}
