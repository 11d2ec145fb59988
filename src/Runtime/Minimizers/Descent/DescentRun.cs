namespace DiffGen.Minimizers;

/// <summary>One minimization by a line search method: direction, search, step, until a stopping rule is met.</summary>
/// <param name="run">The bookkeeping.</param>
/// <param name="objective">The function.</param>
/// <param name="lineSearch">The line search.</param>
/// <param name="rule">The directions.</param>
/// <param name="dimension">The number of variables.</param>
internal sealed class DescentRun(
    MinimizationRun run, Objective objective, LineSearch lineSearch, DescentDirection rule, int dimension)
{
    private readonly SearchLine _line = new(objective, dimension);
    private readonly SearchPoint _current = new(dimension);
    private readonly double[] _direction = new double[dimension];

    /// <summary>Runs to the end.</summary>
    /// <param name="x0">The starting point.</param>
    /// <returns>The result.</returns>
    public MinimizationResult Minimize(ReadOnlySpan<double> x0)
    {
        x0.CopyTo(_current.X);
        objective.Evaluate(_current);
        StopReason? reason = run.Begin(_current.Value, _current.GradientNorm, _current.X);
        while (reason is null)
        {
            LineSearchOutcome outcome = Search();
            if (outcome == LineSearchOutcome.NoDecrease && rule.Forget())
            {
                // What was learnt may mislead: once more, along the gradient alone.
                outcome = Search();
            }

            reason = outcome switch
            {
                LineSearchOutcome.NoDecrease => StopReason.NoDecrease,
                LineSearchOutcome.Exhausted => run.Interruption,
                LineSearchOutcome.Unbounded => Fall(),
                _ => Accept(),
            };
        }

        return run.Result(reason.Value, _current.X, _current.Value, _current.GradientNorm);
    }

    private LineSearchOutcome Search()
    {
        double step = rule.Compute(_current, _direction);
        _line.Begin(_current, _direction);
        if (!IsDownhill() && rule.Forget())
        {
            step = rule.Compute(_current, _direction);
            _line.Begin(_current, _direction);
        }

        return IsDownhill() ? lineSearch.Search(_line, step) : LineSearchOutcome.NoDecrease;
    }

    private bool IsDownhill() => _line.Start.Slope < 0 && double.IsFinite(_line.Start.Slope);

    private StopReason Fall()
    {
        if (_line.Found != _current)
            Accept();
        return StopReason.UnboundedBelow;
    }

    private StopReason? Accept()
    {
        SearchPoint next = _line.Found;
        rule.Learn(_current, next);
        StopReason? reason = run.Advance(next.Value, next.GradientNorm, next.Step, _current.X, next.X);
        next.X.CopyTo(_current.X, 0);
        next.Gradient.CopyTo(_current.Gradient, 0);
        _current.Value = next.Value;
        return reason;
    }
}
