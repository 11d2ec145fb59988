using DiffGen.Numerics;

namespace DiffGen.Minimizers;

/// <summary>Looks for a step along a descent direction d that lowers the function enough.</summary>
/// <remarks>
/// <para>A point where value or gradient isn't finite counts as infinitely high. Where no point meets the conditions, the
/// lowest that was seen is taken. A function that still falls when a variable has moved by 10²⁰ times the size of the point
/// is unbounded.</para>
/// <para>An instance holds only options: it may be used again, and by several threads.</para>
/// </remarks>
public abstract class LineSearch
{
    /// <summary>Leaves deriving to this assembly.</summary>
    private protected LineSearch()
    {
    }

    /// <summary>The largest number of trial points of one search, at least 1; 60 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public int MaxTrials
    {
        get;
        init => field = Require.AtLeast(value, 1);
    } = 60;

    /// <summary>Searches along a direction.</summary>
    /// <param name="f">The function with its gradient.</param>
    /// <param name="x">The point to start from.</param>
    /// <param name="direction">The direction d, as long as <paramref name="x"/>.</param>
    /// <param name="firstStep">The first step to try, above 0; 1 by default.</param>
    /// <returns>The point found. <see cref="LineSearchOutcome.NoDecrease"/> where d isn't downhill, or value or gradient at x
    /// isn't finite.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="f"/> is <c>null</c>.</exception>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="firstStep"/> isn't a finite number above 0.</exception>
    public LineSearchResult Search(
        GradientFunction<double> f, ReadOnlySpan<double> x, ReadOnlySpan<double> direction, double firstStep = 1)
    {
        ArgumentNullException.ThrowIfNull(f);
        Require.Positive(firstStep, nameof(firstStep));
        if (direction.Length != x.Length)
        {
            throw new ArgumentException(
                $"'{nameof(direction)}' must have length {x.Length}, but has length {direction.Length}", nameof(direction));
        }

        var run = new MinimizationRun(new Lbfgs { MaxEvaluations = int.MaxValue });
        var objective = new Objective(f, run);
        var start = new SearchPoint(x.Length);
        x.CopyTo(start.X);
        objective.Evaluate(start);
        var line = new SearchLine(objective, x.Length);
        line.Begin(start, direction.ToArray());
        LineSearchOutcome outcome = start.IsFinite && line.Start.Slope < 0
            ? Search(line, firstStep)
            : LineSearchOutcome.NoDecrease;
        bool found = outcome is LineSearchOutcome.Satisfied or LineSearchOutcome.Decreased
            || (outcome == LineSearchOutcome.Unbounded && line.Found != start);
        SearchPoint point = found ? line.Found : start;
        return new LineSearchResult(outcome, point.Step, point.X, point.Value, point.Slope, point.Gradient, run.Evaluations);
    }

    /// <summary>Searches along a line.</summary>
    /// <param name="line">The line, at a start with a slope below 0.</param>
    /// <param name="firstStep">The first step to try, above 0.</param>
    /// <returns>How it ended; <see cref="SearchLine.Found"/> has the point.</returns>
    internal abstract LineSearchOutcome Search(SearchLine line, double firstStep);
}
