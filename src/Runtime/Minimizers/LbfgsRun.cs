namespace DiffGen.Minimizers;

/// <summary>One minimization by <see cref="Lbfgs"/>.</summary>
internal sealed class LbfgsRun
{
    private readonly Lbfgs _options;
    private readonly Objective _objective;
    private readonly WolfeLineSearch _lineSearch;
    private readonly LbfgsMemory _memory;
    private readonly SearchPoint _current;
    private readonly double[] _direction;
    private readonly List<MinimizationStep> _history = [];
    private int _iterations;
    private double _previousValue = double.PositiveInfinity;

    /// <summary>Prepares a run.</summary>
    /// <param name="options">The options.</param>
    /// <param name="f">The function.</param>
    /// <param name="x0">The starting point.</param>
    public LbfgsRun(Lbfgs options, GradientFunction<double> f, ReadOnlySpan<double> x0)
    {
        _options = options;
        _objective = new Objective(f, options.MaxEvaluations);
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
        Record();
        if (_current.Value == double.NegativeInfinity)
            return Result(StopReason.UnboundedBelow);
        if (!_current.IsFinite)
            return Result(StopReason.NonFiniteStart);

        for (; ; )
        {
            if (GradientToleranceReached())
                return Result(StopReason.GradientTolerance);
            if (FunctionToleranceReached())
                return Result(StopReason.FunctionTolerance);
            if (_iterations >= _options.MaxIterations)
                return Result(StopReason.MaxIterations);

            LineSearchOutcome outcome = Search();
            if (outcome == LineSearchOutcome.NoDecrease && _memory.Count > 0)
            {
                // The memory may mislead: once more, along the gradient alone.
                _memory.Clear();
                outcome = Search();
            }

            switch (outcome)
            {
                case LineSearchOutcome.NoDecrease:
                    return Result(StopReason.NoDecrease);
                case LineSearchOutcome.Exhausted:
                    return Result(StopReason.MaxEvaluations);
                case LineSearchOutcome.Unbounded:
                    if (_lineSearch.Found.IsFinite && _lineSearch.Found.Value < _current.Value)
                        Accept();
                    return Result(StopReason.UnboundedBelow);
                case LineSearchOutcome.Decreased:
                    Accept();
                    break;
            }
        }
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

    private void Accept()
    {
        SearchPoint next = _lineSearch.Found;
        _memory.Add(_current, next);
        _previousValue = _current.Value;
        next.X.CopyTo(_current.X, 0);
        next.Gradient.CopyTo(_current.Gradient, 0);
        _current.Value = next.Value;
        _current.Step = next.Step;
        _iterations++;
        Record();
    }

    private bool GradientToleranceReached() => _current.GradientNorm <= _options.GradientTolerance;

    private bool FunctionToleranceReached()
        => _options.FunctionTolerance > 0
            && Math.Abs(_previousValue - _current.Value)
                <= _options.FunctionTolerance * Math.Max(Math.Abs(_previousValue), Math.Abs(_current.Value))
            && _iterations > 0;

    private void Record()
        => _history.Add(new MinimizationStep(_iterations, _current.Value, _current.GradientNorm, _current.Step));

    private MinimizationResult Result(StopReason reason)
        => new(_current.X, _current.Value, _current.GradientNorm, _iterations, _objective.Evaluations, reason, _history);
}
