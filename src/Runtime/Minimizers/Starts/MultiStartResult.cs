namespace DiffGen.Minimizers;

/// <summary>What <see cref="MultiStart"/> found.</summary>
/// <param name="Best">The result with the lowest value, of the converged ones if there are any. A search that ended in NaN
/// comes last.</param>
/// <param name="Minima">The distinct minima that converged searches ended in, by rising value; of searches that ended in the same
/// one, the lowest.</param>
/// <param name="Runs">All results, in the order of the starting points.</param>
/// <param name="Evaluations">The evaluations of all searches together.</param>
public sealed record MultiStartResult(
    MinimizationResult Best,
    IReadOnlyList<MinimizationResult> Minima,
    IReadOnlyList<MinimizationResult> Runs,
    long Evaluations);
