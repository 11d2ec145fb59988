namespace DiffGen.Minimizers;

/// <summary>What a minimizer found.</summary>
/// <param name="Point">The best point.</param>
/// <param name="Value">The value there.</param>
/// <param name="GradientNorm">The largest absolute component of the gradient there.</param>
/// <param name="Iterations">The number of iterations, that is of accepted steps.</param>
/// <param name="Evaluations">The number of calls of the function.</param>
/// <param name="Reason">Why the search stopped.</param>
/// <param name="History">The starting point and every accepted step.</param>
public sealed record MinimizationResult(
    double[] Point,
    double Value,
    double GradientNorm,
    int Iterations,
    int Evaluations,
    StopReason Reason,
    IReadOnlyList<MinimizationStep> History)
{
    /// <summary>Whether one of the two convergence tests was met.</summary>
    public bool Converged => Reason is StopReason.GradientTolerance or StopReason.FunctionTolerance;

    /// <summary>One line: reason, value, gradient norm, iterations, evaluations.</summary>
    /// <returns>The text.</returns>
    public override string ToString()
        => FormattableString.Invariant(
            $"{Reason}: value {Value:G10}, gradient norm {GradientNorm:G3}, {Iterations} iterations, {Evaluations} evaluations");
}
