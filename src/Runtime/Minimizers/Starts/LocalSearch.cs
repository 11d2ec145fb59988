namespace DiffGen.Minimizers;

/// <summary>A minimization from one point, by any method: what <see cref="MultiStart"/> repeats.</summary>
/// <param name="x0">The point to start from.</param>
/// <returns>The result.</returns>
public delegate MinimizationResult LocalSearch(ReadOnlySpan<double> x0);
