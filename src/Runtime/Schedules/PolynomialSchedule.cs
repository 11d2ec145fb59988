using DiffGen.Numerics;

namespace DiffGen.Schedules;

/// <summary>A learning rate that goes down to an end along a power: end + (rate - end) · (1 - step / steps)^power; the end from
/// then on.</summary>
/// <remarks>With the power 0.9 in L.-C. Chen, G. Papandreou, I. Kokkinos, K. Murphy, A. Yuille, "DeepLab", IEEE Transactions on Pattern
/// Analysis and Machine Intelligence 40, 2018.</remarks>
/// <param name="rate">The first learning rate, at least 0.</param>
/// <param name="steps">The number of steps till the end, at least 1.</param>
/// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
public sealed class PolynomialSchedule(double rate, int steps) : Schedule
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

    /// <summary>The power, above 0; 1, a straight line, by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public double Power
    {
        get;
        init => field = Require.Positive(value);
    } = 1;

    /// <inheritdoc/>
    protected override double Rate(long step)
        => step >= _steps ? End : End + (_rate - End) * Math.Pow(1 - (double)step / _steps, Power);
}
