using DiffGen.Numerics;

namespace DiffGen.Schedules;

/// <summary>A learning rate that drops by a factor at given steps: rate · factor^(milestones ≤ step).</summary>
/// <remarks>So in K. He, X. Zhang, S. Ren, J. Sun, "Deep residual learning for image recognition", CVPR 2016.</remarks>
public sealed class MultiStepSchedule : Schedule
{
    private readonly double _rate;
    private readonly long[] _milestones;

    /// <summary>Makes a schedule.</summary>
    /// <param name="rate">The first learning rate, at least 0.</param>
    /// <param name="milestones">The steps from which on it is lower, ascending, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is outside its range.</exception>
    /// <exception cref="ArgumentException">The milestones don't ascend.</exception>
    public MultiStepSchedule(double rate, params ReadOnlySpan<long> milestones)
    {
        _rate = Require.NonNegative(rate, nameof(rate));
        _milestones = milestones.ToArray();
        Ascending.Check(_milestones, nameof(milestones));
    }

    /// <summary>The factor of a drop, in (0, 1]; 0.1 by default, as in the paper.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public double Factor
    {
        get;
        init => field = Require.Portion(value);
    } = 0.1;

    /// <inheritdoc/>
    protected override double Rate(long step)
    {
        int next = Array.BinarySearch(_milestones, step);
        return _rate * Powers.Of(Factor, next < 0 ? ~next : next + 1);
    }
}
