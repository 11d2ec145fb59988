namespace DiffGen.Minimizers;

/// <summary>The bookkeeping of one minimization: what was counted and recorded, and the stopping rules of
/// <see cref="Minimizer"/>.</summary>
internal sealed class MinimizationRun
{
    private readonly Minimizer _options;
    private readonly List<MinimizationStep> _history = [];
    private readonly long _start;
    private double _value;

    /// <summary>Starts the clock.</summary>
    /// <param name="options">The options.</param>
    public MinimizationRun(Minimizer options)
    {
        _options = options;
        _start = options.MaxTime == Timeout.InfiniteTimeSpan ? 0 : options.TimeProvider.GetTimestamp();
    }

    /// <summary>The number of accepted steps.</summary>
    public int Iterations { get; private set; }

    /// <summary>The number of evaluations, of second derivatives too.</summary>
    public int Evaluations { get; private set; }

    /// <summary>The number of evaluations of second derivatives.</summary>
    public int SecondDerivatives { get; private set; }

    /// <summary>Why no further evaluation may be made; <c>null</c> while one may.</summary>
    public StopReason? Interruption
    {
        get
        {
            if (_options.CancellationToken.IsCancellationRequested)
                return StopReason.Cancelled;
            if (Evaluations >= _options.MaxEvaluations)
                return StopReason.MaxEvaluations;
            return _options.MaxTime != Timeout.InfiniteTimeSpan && _options.TimeProvider.GetElapsedTime(_start) >= _options.MaxTime
                ? StopReason.MaxTime
                : null;
        }
    }

    /// <summary>Counts an evaluation of the function.</summary>
    public void CountEvaluation() => Evaluations++;

    /// <summary>Counts an evaluation of second derivatives.</summary>
    public void CountSecondDerivative()
    {
        Evaluations++;
        SecondDerivatives++;
    }

    /// <summary>Records the starting point.</summary>
    /// <param name="value">The value.</param>
    /// <param name="gradientNorm">The largest absolute component of the (projected) gradient; NaN where one is NaN.</param>
    /// <param name="x">The point.</param>
    /// <returns>Why the search ends here, or <c>null</c>.</returns>
    public StopReason? Begin(double value, double gradientNorm, ReadOnlySpan<double> x)
    {
        _value = value;
        bool goOn = Record(gradientNorm, step: 0, x);
        if (value == double.NegativeInfinity)
            return StopReason.UnboundedBelow;
        if (!double.IsFinite(value) || !double.IsFinite(gradientNorm))
            return StopReason.NonFiniteStart;
        return Reached(gradientNorm) ?? Limit(goOn);
    }

    /// <summary>Records an accepted step.</summary>
    /// <param name="value">The new value.</param>
    /// <param name="gradientNorm">The new norm of the (projected) gradient.</param>
    /// <param name="step">The length of the step, as <see cref="MinimizationStep.Step"/> has it.</param>
    /// <param name="from">The old point.</param>
    /// <param name="to">The new point.</param>
    /// <returns>Why the search ends here, or <c>null</c>.</returns>
    public StopReason? Advance(
        double value, double gradientNorm, double step, ReadOnlySpan<double> from, ReadOnlySpan<double> to)
        => Advance(value, gradientNorm, step, Rests(from, to), to);

    /// <summary>Records an accepted step of a method with a parameter test of its own.</summary>
    /// <param name="value">The new value.</param>
    /// <param name="gradientNorm">The new norm of the (projected) gradient.</param>
    /// <param name="step">The length of the step, as <see cref="MinimizationStep.Step"/> has it.</param>
    /// <param name="rests">Whether the step was too small to count.</param>
    /// <param name="to">The new point.</param>
    /// <returns>Why the search ends here, or <c>null</c>.</returns>
    public StopReason? Advance(double value, double gradientNorm, double step, bool rests, ReadOnlySpan<double> to)
    {
        double previous = _value;
        _value = value;
        Iterations++;
        bool goOn = Record(gradientNorm, step, to);
        return Reached(gradientNorm) ?? Settled(previous) ?? (rests ? StopReason.ParameterTolerance : Limit(goOn));
    }

    /// <summary>Makes the result.</summary>
    /// <param name="reason">Why the search ended.</param>
    /// <param name="x">The best point; the result keeps the array.</param>
    /// <param name="value">The value there.</param>
    /// <param name="gradientNorm">The norm of the (projected) gradient there.</param>
    /// <returns>The result.</returns>
    public MinimizationResult Result(StopReason reason, double[] x, double value, double gradientNorm)
        => new(x, value, gradientNorm, Iterations, Evaluations, reason, _history)
        {
            SecondDerivativeEvaluations = SecondDerivatives,
        };

    private bool Record(double gradientNorm, double step, ReadOnlySpan<double> x)
    {
        var line = new MinimizationStep(Iterations, _value, gradientNorm, step);
        _history.Add(line);
        return _options.Callback?.Invoke(line, x) ?? true;
    }

    private StopReason? Reached(double gradientNorm)
    {
        if (gradientNorm <= _options.GradientTolerance)
            return StopReason.GradientTolerance;
        return _value <= _options.TargetValue ? StopReason.TargetValue : null;
    }

    private StopReason? Settled(double previous)
    {
        double change = Math.Abs(previous - _value);
        if (_options.FunctionTolerance > 0
            && change <= _options.FunctionTolerance * Math.Max(Math.Abs(previous), Math.Abs(_value)))
        {
            return StopReason.FunctionTolerance;
        }

        return _options.AbsoluteFunctionTolerance > 0 && change <= _options.AbsoluteFunctionTolerance
            ? StopReason.AbsoluteFunctionTolerance
            : null;
    }

    private bool Rests(ReadOnlySpan<double> from, ReadOnlySpan<double> to)
    {
        double tolerance = _options.ParameterTolerance;
        if (tolerance == 0)
            return false;
        for (int i = 0; i < to.Length; i++)
        {
            if (!(Math.Abs(to[i] - from[i]) <= tolerance * (Math.Abs(to[i]) + tolerance)))
                return false;
        }

        return true;
    }

    private StopReason? Limit(bool goOn)
    {
        if (!goOn)
            return StopReason.Callback;
        return Iterations >= _options.MaxIterations ? StopReason.MaxIterations : Interruption;
    }
}
