namespace DiffGen.Schedules;

/// <summary>A learning rate at a step.</summary>
/// <param name="Step">The step, at least 0.</param>
/// <param name="Rate">The learning rate, at least 0.</param>
public readonly record struct SchedulePoint(long Step, double Rate);
