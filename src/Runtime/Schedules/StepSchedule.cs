using DiffGen.Numerics;

namespace DiffGen.Schedules;

/// <summary>A learning rate that drops by a factor every so many steps: rate · factor^⌊step / interval⌋.</summary>
/// <remarks>So in K. He, X. Zhang, S. Ren, J. Sun, "Deep residual learning for image recognition", CVPR 2016.</remarks>
/// <param name="rate">The first learning rate, at least 0.</param>
/// <param name="interval">The number of steps between drops, at least 1.</param>
/// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
public sealed class StepSchedule(double rate, int interval) : Schedule
{
    private readonly double _rate = Require.NonNegative(rate, nameof(rate));
    private readonly int _interval = Require.AtLeast(interval, 1, nameof(interval));

    /// <summary>The factor of a drop, in (0, 1]; 0.1 by default, as in the paper.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public double Factor
    {
        get;
        init => field = Require.Portion(value);
    } = 0.1;

    /// <inheritdoc/>
    protected override double Rate(long step) => _rate * Powers.Of(Factor, step / _interval);
}
