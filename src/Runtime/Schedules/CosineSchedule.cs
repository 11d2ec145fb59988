using DiffGen.Numerics;

namespace DiffGen.Schedules;

/// <summary>A learning rate that goes down along half a cosine: end + (rate - end) · (1 + cos(π · step / steps)) / 2; the end from
/// then on.</summary>
/// <remarks>I. Loshchilov, F. Hutter, "SGDR: stochastic gradient descent with warm restarts", ICLR 2017, equation 5, without
/// restarts.</remarks>
/// <param name="rate">The first learning rate, at least 0.</param>
/// <param name="steps">The number of steps till the end, at least 1.</param>
/// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
public sealed class CosineSchedule(double rate, int steps) : Schedule
{
    private readonly double _rate = Require.NonNegative(rate, nameof(rate));
    private readonly int _steps = Require.AtLeast(steps, 1, nameof(steps));

    /// <summary>The last learning rate, at least 0; 0 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public double End
    {
        get;
        init => field = Require.NonNegative(value);
    }

    /// <inheritdoc/>
    protected override double Rate(long step)
        => step >= _steps ? End : Interpolation.Cosine(_rate, End, (double)step / _steps);
}
