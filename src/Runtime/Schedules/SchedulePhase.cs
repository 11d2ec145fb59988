using DiffGen.Numerics;

namespace DiffGen.Schedules;

/// <summary>A schedule for some steps: a part of a <see cref="SequentialSchedule"/>.</summary>
/// <param name="schedule">The schedule; its step 0 is the first of the phase.</param>
/// <param name="steps">The number of steps, at least 1.</param>
/// <exception cref="ArgumentNullException">There is no schedule.</exception>
/// <exception cref="ArgumentOutOfRangeException">The number is less than 1.</exception>
public sealed class SchedulePhase(Schedule schedule, int steps)
{
    /// <summary>The schedule.</summary>
    public Schedule Schedule { get; } = schedule ?? throw new ArgumentNullException(nameof(schedule));

    /// <summary>The number of steps.</summary>
    public int Steps { get; } = Require.AtLeast(steps, 1, nameof(steps));
}
