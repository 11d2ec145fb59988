using DiffGen.Numerics;

namespace DiffGen.Minimizers;

/// <summary>No search at all: the same multiple α of the direction every time. Where that step doesn't lower the value (nor
/// keeps it up to rounding, with the minimum ahead), the search ends with
/// <see cref="LineSearchOutcome.NoDecrease"/>.</summary>
/// <param name="step">The step α, above 0.</param>
/// <exception cref="ArgumentOutOfRangeException"><paramref name="step"/> isn't a finite number above 0.</exception>
public sealed class FixedStep(double step) : LineSearch
{
    /// <summary>The step α.</summary>
    public double Step { get; } = Require.Positive(step);

    internal override LineSearchOutcome Search(SearchLine line, double firstStep)
    {
        if (line.Exhausted)
            return LineSearchOutcome.Exhausted;
        LinePoint trial = line.Evaluate(Math.Min(Step, line.Limit));
        if (trial.Value == double.NegativeInfinity)
            return LineSearchOutcome.Unbounded;
        return trial.IsFinite && (trial.Value < line.Start.Value || line.IsDecreaseUpToRounding(trial, decrease: 0, curvature: 1))
            ? line.TakeLast()
            : LineSearchOutcome.NoDecrease;
    }
}
