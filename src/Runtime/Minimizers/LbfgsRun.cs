namespace DiffGen.Minimizers;

/// <summary>One minimization by <see cref="Lbfgs"/>.</summary>
internal sealed class LbfgsRun
{
    private readonly MinimizationRun _run;
    private readonly Objective _objective;
    private readonly WolfeLineSearch _lineSearch;
    private readonly LbfgsMemory _memory;
    private readonly SearchPoint _current;
    private readonly double[] _direction;

    /// <summary>Prepares a run.</summary>
    /// <param name="options">The options.</param>
    /// <param name="f">The function.</param>
    /// <param name="x0">The starting point.</param>
    public LbfgsRun(Lbfgs options, GradientFunction<double> f, ReadOnlySpan<double> x0)
    {
        _run = new MinimizationRun(options);
        _objective = new Objective(f, _run);
        _lineSearch = new WolfeLineSearch(_objective, x0.Length);
        _memory = new LbfgsMemory(Math.Min(options.History, Math.Max(1, options.MaxIterations)), x0.Length);
        _current = new SearchPoint(x0.Length);
        _direction = new double[x0.Length];
        x0.CopyTo(_current.X);
    }

    /// <summary>Runs to the end.</summary>
    /// <returns>The result.</returns>
    public MinimizationResult Run()
    {
        _objective.Evaluate(_current);
        StopReason? reason = _run.Begin(_current.Value, _current.GradientNorm, _current.X);
        while (reason is null)
        {
            LineSearchOutcome outcome = Search();
            if (outcome == LineSearchOutcome.NoDecrease && _memory.Count > 0)
            {
                // The memory may mislead: once more, along the gradient alone.
                _memory.Clear();
                outcome = Search();
            }

            reason = outcome switch
            {
                LineSearchOutcome.NoDecrease => StopReason.NoDecrease,
                LineSearchOutcome.Exhausted => _run.Interruption,
                LineSearchOutcome.Unbounded => Fall(),
                _ => Accept(),
            };
        }

        return _run.Result(reason.Value, _current.X, _current.Value, _current.GradientNorm);
    }

    private StopReason Fall()
    {
        if (_lineSearch.Found.IsFinite && _lineSearch.Found.Value < _current.Value)
            Accept();
        return StopReason.UnboundedBelow;
    }

    private LineSearchOutcome Search()
    {
        _memory.Direction(_current.Gradient, _direction);
        double slope = VectorMath.Dot(_current.Gradient, _direction);
        if (!(slope < 0) || !double.IsFinite(slope))
        {
            _memory.Clear();
            _memory.Direction(_current.Gradient, _direction);
        }

        // A quasi-Newton step has its natural length. The length of the bare gradient depends on the unit of the value: where it
        // is small, the first step is one that can be felt at the point.
        if (_memory.Count > 0)
            return _lineSearch.Search(_current, _direction, firstStep: 1);
        double length = VectorMath.InfinityNorm(_direction);
        for (int i = 0; i < _direction.Length; i++)
            _direction[i] /= length;
        double felt = 1e-3 * Math.Max(1, VectorMath.InfinityNorm(_current.X));
        return _lineSearch.Search(_current, _direction, Math.Max(Math.Min(1, length), felt));
    }

    private StopReason? Accept()
    {
        SearchPoint next = _lineSearch.Found;
        _memory.Add(_current, next);
        StopReason? reason = _run.Advance(next.Value, next.GradientNorm, next.Step, _current.X, next.X);
        next.X.CopyTo(_current.X, 0);
        next.Gradient.CopyTo(_current.Gradient, 0);
        _current.Value = next.Value;
        return reason;
    }
}
