namespace DiffGen.Schedules;

/// <summary>The state of a <see cref="PlateauSchedule"/>: plain data, to be saved.</summary>
/// <param name="Rate">The learning rate.</param>
/// <param name="Best">The best metric so far; positive infinity before the first one.</param>
/// <param name="Bad">The number of metrics since then that weren't better.</param>
/// <param name="Cooling">The number of metrics yet that don't count, after a drop.</param>
public sealed record PlateauState(double Rate, double Best, int Bad, int Cooling);
