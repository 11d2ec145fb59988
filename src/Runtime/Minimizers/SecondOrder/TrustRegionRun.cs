namespace DiffGen.Minimizers;

/// <summary>One minimization by a trust-region method.</summary>
/// <param name="options">The options.</param>
/// <param name="run">The bookkeeping.</param>
/// <param name="model">The function and its model.</param>
/// <param name="dimension">The number of variables.</param>
internal sealed class TrustRegionRun(TrustRegionMinimizer options, MinimizationRun run, TrustRegionModel model, int dimension)
{
    private const double Noise = 1e-15;
    private const double LargestMove = 1e20;

    private readonly double[] _step = new double[dimension];
    private SearchPoint _current = new(dimension);
    private SearchPoint _trial = new(dimension);
    private double _radius = Math.Min(options.InitialRadius, options.MaxRadius);

    /// <summary>Runs to the end.</summary>
    /// <param name="x0">The starting point.</param>
    /// <returns>The result.</returns>
    public MinimizationResult Minimize(ReadOnlySpan<double> x0)
    {
        x0.CopyTo(_current.X);
        double farthest = LargestMove * Math.Max(1, VectorMath.InfinityNorm(x0));
        model.Evaluate(_current);
        model.Accept();
        double gradientNorm = _current.IsFinite ? _current.GradientNorm : double.NaN;
        StopReason? reason = run.Begin(_current.Value, gradientNorm, _current.X);
        while (reason is null)
        {
            double predicted = model.Solve(_current, _radius, _step);
            reason = run.Interruption ?? Try(predicted);
            if (VectorMath.InfinityNorm(_current.X) > farthest)
                reason = StopReason.UnboundedBelow;
        }

        return run.Result(reason.Value, _current.X, _current.Value, _current.GradientNorm);
    }

    private StopReason? Try(double predicted)
    {
        double length = VectorMath.Norm(_step);
        for (int i = 0; i < dimension; i++)
            _trial.X[i] = _current.X[i] + _step[i];
        if (!(predicted >= 0) || _trial.X.AsSpan().SequenceEqual(_current.X))
            return StopReason.NoDecrease;
        model.Evaluate(_trial);
        if (_trial.Value == double.NegativeInfinity)
            return StopReason.UnboundedBelow;

        double noise = Noise * Math.Abs(_current.Value);
        double ratio = _trial.IsFinite ? (_current.Value - _trial.Value + noise) / (predicted + noise) : double.NegativeInfinity;
        bool isAccepted = ratio > 1e-4 && (_trial.Value < _current.Value || IsFlatterWithinNoise(noise));
        double relativeStep = length / _radius;
        if (!(ratio >= 0.25) || !isAccepted)
            _radius = 0.25 * Math.Min(length, _radius);
        else if (ratio > 0.75 && length >= 0.99 * _radius)
            _radius = Math.Min(2 * _radius, options.MaxRadius);
        return isAccepted ? Accept(relativeStep) : null;
    }

    // Where rounding hides the decrease, the gradient shows it.
    private bool IsFlatterWithinNoise(double noise)
        => _trial.Value - _current.Value <= noise && _trial.GradientNorm < _current.GradientNorm;

    private StopReason? Accept(double relativeStep)
    {
        model.Accept();
        StopReason? reason = run.Advance(_trial.Value, _trial.GradientNorm, relativeStep, _current.X, _trial.X);
        (_current, _trial) = (_trial, _current);
        return reason;
    }
}
