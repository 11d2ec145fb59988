namespace DiffGen.Minimizers;

/// <summary>What a line search found.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Step">The step α; 0 where no point lowers the value.</param>
/// <param name="Point">x + α·d.</param>
/// <param name="Value">The value there.</param>
/// <param name="Slope">The derivative along d there.</param>
/// <param name="Gradient">The gradient there.</param>
/// <param name="Evaluations">The number of calls of the function, the one at x included.</param>
public sealed record LineSearchResult(
    LineSearchOutcome Outcome, double Step, double[] Point, double Value, double Slope, double[] Gradient, int Evaluations);
