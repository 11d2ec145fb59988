namespace DiffGen.Schedules;

/// <summary>Schedules one after the other. Each begins with its step 0; the last one goes on after its phase.</summary>
public sealed class SequentialSchedule : Schedule
{
    private readonly SchedulePhase[] _phases;

    /// <summary>Makes a sequence.</summary>
    /// <param name="phases">The schedules, each with its number of steps.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public SequentialSchedule(params ReadOnlySpan<SchedulePhase> phases)
    {
        if (phases.IsEmpty)
            throw new ArgumentException("A sequence needs a phase", nameof(phases));
        _phases = phases.ToArray();
        foreach (SchedulePhase phase in _phases)
            ArgumentNullException.ThrowIfNull(phase, nameof(phases));
    }

    /// <summary>Tells all of them.</summary>
    /// <inheritdoc/>
    public override void Report(double metric)
    {
        foreach (SchedulePhase phase in _phases)
            phase.Schedule.Report(metric);
    }

    /// <inheritdoc/>
    protected override double Rate(long step)
    {
        int i = 0;
        for (; i < _phases.Length - 1 && step >= _phases[i].Steps; i++)
            step -= _phases[i].Steps;
        return _phases[i].Schedule.At(step);
    }
}
