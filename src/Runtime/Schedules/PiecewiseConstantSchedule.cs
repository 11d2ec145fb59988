namespace DiffGen.Schedules;

/// <summary>A learning rate that is given at some steps and stays till the next of them. Before the first of them it is that of the first.</summary>
public sealed class PiecewiseConstantSchedule : Schedule
{
    private readonly PointTable _points;

    /// <summary>Makes a schedule.</summary>
    /// <param name="points">The steps, ascending, with the learning rate from there on.</param>
    /// <exception cref="ArgumentException">There is none, or they don't ascend.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A learning rate is negative or not finite.</exception>
    public PiecewiseConstantSchedule(params ReadOnlySpan<SchedulePoint> points) => _points = new PointTable(points);

    /// <inheritdoc/>
    protected override double Rate(long step) => _points[Math.Max(_points.LastUpTo(step), 0)].Rate;
}
