namespace DiffGen.Minimizers;

/// <summary>One line of the history of a minimization.</summary>
/// <param name="Iteration">The iteration; 0 is the starting point.</param>
/// <param name="Value">The value after it.</param>
/// <param name="GradientNorm">The largest absolute component of the gradient after it.</param>
/// <param name="Step">The step length, in multiples of the search direction; 0 at the starting point.</param>
public readonly record struct MinimizationStep(int Iteration, double Value, double GradientNorm, double Step);
