namespace DiffGen.Minimizers;

/// <summary>What a minimizer found.</summary>
/// <param name="Point">The best point.</param>
/// <param name="Value">The value there.</param>
/// <param name="GradientNorm">The largest absolute component of the gradient there; under bounds, of the projected
/// gradient.</param>
/// <param name="Iterations">The number of iterations, that is of accepted steps.</param>
/// <param name="Evaluations">The number of calls of the function and, where the method has them, of its second
/// derivatives.</param>
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
    /// <summary>How many of the <see cref="Evaluations"/> were of second derivatives: products with the Hessian, or whole
    /// Hessians. 0 for methods that need gradients only.</summary>
    public int SecondDerivativeEvaluations { get; init; }

    /// <summary>Whether a convergence test was met (gradient, function, parameters) or the target value was reached.</summary>
    public bool Converged => Reason is StopReason.GradientTolerance or StopReason.FunctionTolerance
        or StopReason.AbsoluteFunctionTolerance or StopReason.ParameterTolerance or StopReason.TargetValue;

    /// <summary>One line: reason, value, gradient norm, iterations, evaluations.</summary>
    /// <returns>The text.</returns>
    public override string ToString()
        => FormattableString.Invariant(
            $"{Reason}: value {Value:G10}, gradient norm {GradientNorm:G3}, {Iterations} iterations, {Evaluations} evaluations");
}
