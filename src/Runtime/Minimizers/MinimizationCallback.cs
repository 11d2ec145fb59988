namespace DiffGen.Minimizers;

/// <summary>Looks at a minimization while it runs, and may stop it.</summary>
/// <param name="step">The starting point or the step just accepted: the newest line of the history.</param>
/// <param name="point">The point reached; valid during the call only.</param>
/// <returns><c>true</c> to go on, <c>false</c> to stop with <see cref="StopReason.Callback"/>.</returns>
public delegate bool MinimizationCallback(MinimizationStep step, ReadOnlySpan<double> point);
