using DiffGen.Numerics;

namespace DiffGen.Schedules;

/// <summary>A learning rate that rises along a straight line to where another schedule begins, and then follows that.</summary>
/// <remarks>
/// <code>
/// (start + (1 - start) · (step + 1) / steps) · then(0)     while step &lt; steps
/// then(step - steps)                                       from then on
/// </code>
/// <para>P. Goyal et al., "Accurate, large minibatch SGD: training ImageNet in 1 hour", arXiv:1706.02677, 2017, section 2.2.</para>
/// </remarks>
/// <param name="steps">The number of steps in which it rises, at least 1.</param>
/// <param name="then">What comes then; its step 0 is the first one after the warm-up.</param>
/// <exception cref="ArgumentOutOfRangeException">The number is outside its range.</exception>
/// <exception cref="ArgumentNullException">There is no other schedule.</exception>
public sealed class LinearWarmupSchedule(int steps, Schedule then) : Schedule
{
    private readonly int _steps = Require.AtLeast(steps, 1, nameof(steps));
    private readonly Schedule _then = then ?? throw new ArgumentNullException(nameof(then));

    /// <summary>Where the line begins, before the first step, in units of its end: in [0, 1); 0 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public double Start
    {
        get;
        init => field = Require.Fraction(value);
    }

    /// <inheritdoc/>
    public override void Report(double metric) => _then.Report(metric);

    /// <inheritdoc/>
    protected override double Rate(long step)
        => step < _steps
            ? Interpolation.Linear(Start, 1, (step + 1.0) / _steps) * _then.At(0)
            : _then.At(step - _steps);
}
