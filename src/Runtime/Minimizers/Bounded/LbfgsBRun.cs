namespace DiffGen.Minimizers;

/// <summary>One minimization by <see cref="LbfgsB"/>.</summary>
internal sealed class LbfgsBRun
{
    private readonly MinimizationRun _run;
    private readonly Objective _objective;
    private readonly LineSearch _lineSearch;
    private readonly Box _box;
    private readonly SearchLine _line;
    private readonly CompactMemory _memory;
    private readonly CauchyPoint _cauchy;
    private readonly SubspaceMinimum _subspace;
    private readonly SearchPoint _current;
    private readonly double[] _direction;

    /// <summary>Prepares a run.</summary>
    /// <param name="options">The options.</param>
    /// <param name="lineSearch">The line search.</param>
    /// <param name="f">The function.</param>
    /// <param name="box">The bounds.</param>
    /// <param name="dimension">The number of variables.</param>
    public LbfgsBRun(LbfgsB options, LineSearch lineSearch, GradientFunction<double> f, Box box, int dimension)
    {
        _run = new MinimizationRun(options);
        _objective = new Objective(f, _run);
        _lineSearch = lineSearch;
        _box = box;
        int history = Math.Min(options.History, Math.Max(1, options.MaxIterations));
        _line = new SearchLine(_objective, dimension);
        _memory = new CompactMemory(history, dimension);
        _cauchy = new CauchyPoint(_memory, box, history, dimension);
        _subspace = new SubspaceMinimum(_memory, box, history, dimension);
        _current = new SearchPoint(dimension);
        _direction = new double[dimension];
    }

    /// <summary>Runs to the end.</summary>
    /// <param name="x0">The starting point; it is projected into the box.</param>
    /// <returns>The result.</returns>
    public MinimizationResult Minimize(ReadOnlySpan<double> x0)
    {
        x0.CopyTo(_current.X);
        _box.Project(_current.X);
        _objective.Evaluate(_current);
        StopReason? reason = _run.Begin(_current.Value, _current.IsFinite ? Norm(_current) : double.NaN, _current.X);
        while (reason is null)
        {
            LineSearchOutcome outcome = Search();
            if (outcome == LineSearchOutcome.NoDecrease && _memory.Count > 0)
            {
                // The memory may mislead: once more, along the projected gradient alone.
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

        return _run.Result(reason.Value, _current.X, _current.Value, Norm(_current));
    }

    private double Norm(SearchPoint point) => _box.ProjectedNorm(point.X, point.Gradient);

    private LineSearchOutcome Search()
    {
        if (_memory.Count == 0)
            return SearchAlong(AgainstGradient());
        if (!_box.IsBounded)
        {
            _memory.Newton(_current.Gradient, _direction);
            return SearchAlong(1);
        }

        _cauchy.Find(_current);
        return _subspace.Find(_current, _cauchy, _direction) ? SearchAlong(1) : LineSearchOutcome.NoDecrease;
    }

    private LineSearchOutcome SearchAlong(double firstStep)
    {
        double largest = LargestStep();
        _line.Begin(_current, _direction, _box, largest);
        return _line.Start.Slope < 0 && double.IsFinite(_line.Start.Slope) && largest > 0
            ? _lineSearch.Search(_line, firstStep)
            : LineSearchOutcome.NoDecrease;
    }

    // Without curvature the model says nothing of lengths: the gradient's free part, to move no variable by more than 1, and
    // by what can be felt at the point.
    private double AgainstGradient()
    {
        double length = 0;
        for (int i = 0; i < _direction.Length; i++)
        {
            double g = _current.Gradient[i];
            bool isHeld = g > 0 ? _current.X[i] <= _box.Lower[i] : _current.X[i] >= _box.Upper[i];
            _direction[i] = isHeld ? 0 : -g;
            length = Math.Max(length, Math.Abs(_direction[i]));
        }

        if (length == 0)
            return 1;
        double step = Math.Max(Math.Min(1, length), 1e-3 * Math.Max(1, VectorMath.InfinityNorm(_current.X)));
        for (int i = 0; i < _direction.Length; i++)
        {
            double to = Math.Clamp(_current.X[i] + step * (_direction[i] / length), _box.Lower[i], _box.Upper[i]);
            _direction[i] = (to - _current.X[i]) / step;
        }

        return step;
    }

    // How far the direction stays in the box. Rounding must not make that shorter than the step to a point of the box.
    private double LargestStep()
    {
        double largest = double.PositiveInfinity;
        for (int i = 0; i < _direction.Length; i++)
        {
            double d = _direction[i];
            double room = d > 0 ? _box.Upper[i] - _current.X[i] : _current.X[i] - _box.Lower[i];
            if (d != 0)
                largest = Math.Min(largest, room / Math.Abs(d));
        }

        return largest is > 0.999_999 and < 1 ? 1 : largest;
    }

    private StopReason Fall()
    {
        if (_line.Found != _current)
            Accept();
        return StopReason.UnboundedBelow;
    }

    private StopReason? Accept()
    {
        SearchPoint next = _line.Found;
        _memory.Add(_current, next);
        StopReason? reason = _run.Advance(next.Value, Norm(next), next.Step, _current.X, next.X);
        next.X.CopyTo(_current.X, 0);
        next.Gradient.CopyTo(_current.Gradient, 0);
        _current.Value = next.Value;
        return reason;
    }
}
