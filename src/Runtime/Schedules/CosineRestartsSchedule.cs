using DiffGen.Numerics;

namespace DiffGen.Schedules;

/// <summary>A learning rate that goes down along half a cosine, again and again: end + (rate - end) · (1 + cos(π · s / p)) / 2 at step s of
/// a period of p steps.</summary>
/// <remarks>I. Loshchilov, F. Hutter, "SGDR: stochastic gradient descent with warm restarts", ICLR 2017, equation 5.</remarks>
/// <param name="rate">The learning rate at the beginning of every period, at least 0.</param>
/// <param name="period">The number of steps of the first period, at least 1.</param>
/// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
public sealed class CosineRestartsSchedule(double rate, int period) : Schedule
{
    private readonly double _rate = Require.NonNegative(rate, nameof(rate));
    private readonly int _period = Require.AtLeast(period, 1, nameof(period));

    /// <summary>The learning rate that a period goes down to, at least 0; 0 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public double End
    {
        get;
        init => field = Require.NonNegative(value);
    }

    /// <summary>How many times as long as the one before a period is, at least 1; 1 by default (2 in the paper's longer runs).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public int Multiplier
    {
        get;
        init => field = Require.AtLeast(value, 1);
    } = 1;

    /// <inheritdoc/>
    protected override double Rate(long step)
    {
        long period = _period;
        if (Multiplier == 1)
            step %= period;
        for (; step >= period; period *= Multiplier)
            step -= period;
        return Interpolation.Cosine(_rate, End, (double)step / period);
    }
}
