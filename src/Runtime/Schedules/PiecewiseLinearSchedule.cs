namespace DiffGen.Schedules;

/// <summary>A learning rate that is given at some steps and goes along straight lines between them. Before the first and after the last it
/// stays.</summary>
public sealed class PiecewiseLinearSchedule : Schedule
{
    private readonly PointTable _points;

    /// <summary>Makes a schedule.</summary>
    /// <param name="points">The steps, ascending, with their learning rates.</param>
    /// <exception cref="ArgumentException">There is none, or they don't ascend.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A learning rate is negative or not finite.</exception>
    public PiecewiseLinearSchedule(params ReadOnlySpan<SchedulePoint> points) => _points = new PointTable(points);

    /// <inheritdoc/>
    protected override double Rate(long step)
    {
        int i = _points.LastUpTo(step);
        if (i < 0 || i == _points.Count - 1)
            return _points[Math.Max(i, 0)].Rate;
        (long from, double rate) = _points[i];
        (long to, double next) = _points[i + 1];
        return Interpolation.Linear(rate, next, (double)(step - from) / (to - from));
    }
}
