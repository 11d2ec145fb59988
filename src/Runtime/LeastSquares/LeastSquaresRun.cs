using DiffGen.Numerics;

namespace DiffGen.Minimizers;

/// <summary>One minimization of a sum of squares.</summary>
internal sealed class LeastSquaresRun
{
    // A step is accepted if it keeps at least this part of its promise.
    private const double LeastRatio = 1e-4;

    // Where a step promises at most this part of the cost, rounding errors may decide whether the cost falls.
    private const double NoisePart = 1e-10;

    // There a step is accepted as well if it leaves at most this part of the gradient.
    private const double PolishedPart = 0.9;

    // Or if it is whole, as the step before, and promises at most this part of what that one did.
    private const double ContractedPart = 0.25;

    // With this cosine between residuals and columns of J the steepest descent promises a rounding error of the cost.
    private const double NoiseCosine = 1e-8;

    private readonly LeastSquaresMinimizer _options;
    private readonly LeastSquaresProblem _problem;
    private readonly BoxBounds _bounds;
    private readonly StepStrategy _strategy;
    private readonly MinimizationRun _run;
    private readonly Iterate _iterate;
    private readonly double[] _step;
    private readonly double[] _sizes;
    private LeastSquaresPoint _trial;
    private double _lastPromise;
    private int _jacobians;

    /// <summary>Prepares a run.</summary>
    /// <param name="options">The options.</param>
    /// <param name="problem">The problem.</param>
    /// <param name="bounds">The bounds.</param>
    /// <param name="strategy">How steps are found.</param>
    /// <param name="x0">The starting point.</param>
    public LeastSquaresRun(
        LeastSquaresMinimizer options, LeastSquaresProblem problem, BoxBounds bounds, StepStrategy strategy, ReadOnlySpan<double> x0)
    {
        _options = options;
        _problem = problem;
        _bounds = bounds;
        _strategy = strategy;
        _run = new MinimizationRun(options);
        _iterate = new Iterate(problem, bounds);
        _step = new double[x0.Length];
        _sizes = new double[x0.Length];
        _trial = problem.NewPoint();
        for (int j = 0; j < x0.Length; j++)
            _trial.X[j] = bounds.Clip(j, x0[j]);
    }

    private LeastSquaresPoint Point => _iterate.Point;

    /// <summary>Runs to the end.</summary>
    /// <returns>The result.</returns>
    public LeastSquaresResult Run()
    {
        EvaluateAll();
        bool isFinite = _trial.HasJacobian && Finite.All<double>(_trial.X);
        double gradientNorm = isFinite ? _iterate.GradientNorm(_trial) : double.NaN;
        StopReason? reason = _run.Begin(_trial.Cost, gradientNorm, _trial.X);
        Move(isFinite);
        while (reason is null)
            reason = Step();

        gradientNorm = isFinite ? _iterate.GradientNorm(Point) : double.NaN;
        MinimizationResult result = _run.Result(reason.Value, Point.X, Point.Cost, gradientNorm);
        return new LeastSquaresResult(_problem, _bounds, Point, result, _jacobians);
    }

    // One accepted step; why the search ends, or null.
    private StopReason? Step()
    {
        while (!_strategy.IsExhausted)
        {
            if (!_strategy.Propose(_iterate, _step))
            {
                _strategy.Rejected();
                continue;
            }

            bool rests = _strategy.IsWhole && Rests();
            if (!SetTrial())
                return rests ? StopReason.ParameterTolerance : Stall();
            double promise = _iterate.Promise(_step);
            if (promise > 0)
            {
                if (_run.Interruption is { } interruption)
                    return interruption;
                double? ratio = Try(promise, out StopReason? reason);
                if (reason is not null)
                    return reason;
                if (ratio is not null)
                    return Accept(ratio.Value, promise, rests);
            }

            if (rests)
                return StopReason.ParameterTolerance;
            _strategy.Rejected();
        }

        return Stall();
    }

    // The ratio of the reduction to what was promised, if the trial is to be accepted; then it has a Jacobian.
    private double? Try(double promise, out StopReason? reason)
    {
        reason = null;
        _run.CountEvaluation();
        if (!_problem.EvaluateCost(_trial))
            return null;
        double reduction = _problem.Reduction(Point, _trial);
        bool isGood = reduction >= LeastRatio * promise;
        double noise = NoisePart * Point.Cost;
        if (!isGood && !(promise <= noise && Math.Abs(reduction) <= noise))
            return null;

        if (!_problem.HasOwnResiduals)
        {
            _jacobians++;
        }
        else
        {
            reason = _run.Interruption;
            if (reason is not null)
                return null;
            EvaluateAll();
        }

        if (!_trial.HasJacobian)
            return null;
        if (isGood)
            return reduction / promise;

        // Gauss–Newton steps that fall to half each time converge, whatever the rounding errors of the cost say.
        if (_strategy.IsWhole && promise <= ContractedPart * _lastPromise)
            return 1;
        return _iterate.ScaledGradientNorm(_trial) <= PolishedPart * _iterate.ScaledGradientNorm(Point) ? 1 : null;
    }

    private StopReason? Accept(double ratio, double promise, bool rests)
    {
        _lastPromise = _strategy.IsWhole ? promise : 0;
        _strategy.Accepted(ratio);
        StopReason? reason = _run.Advance(
            _trial.Cost, _iterate.GradientNorm(_trial), EuclideanNorm.Of(_step), rests, _trial.X);
        Move(isFinite: true);
        return reason;
    }

    // No step changes the parameters any more.
    private StopReason Stall()
    {
        bool isSettled = _iterate.ScaledGradientNorm(Point) <= NoiseCosine * Math.Sqrt(2 * Point.Cost)
            || (_iterate.Linearization.Solve(Linearization.LeastDamping, _iterate.IsHeld, Cleared(_step))
                && _iterate.Promise(_step) <= NoisePart * Point.Cost);
        return isSettled ? StopReason.FunctionTolerance : StopReason.NoDecrease;
    }

    private void EvaluateAll()
    {
        _run.CountEvaluation();
        _jacobians++;
        _problem.EvaluateAll(_trial);
    }

    private void Move(bool isFinite)
    {
        _trial = _iterate.MoveTo(_trial, isFinite);
        for (int j = 0; j < _sizes.Length; j++)
            _sizes[j] = Math.Max(_sizes[j], Math.Abs(Point.X[j]));
    }

    private bool Rests()
    {
        double tolerance = _options.ParameterTolerance;
        if (tolerance == 0)
            return false;
        for (int j = 0; j < _step.Length; j++)
        {
            if (!(Math.Abs(_step[j]) <= tolerance * Math.Max(Math.Abs(Point.X[j]), tolerance * _sizes[j])))
                return false;
        }

        return true;
    }

    // Whether the step changes a parameter.
    private bool SetTrial()
    {
        bool changes = false;
        for (int j = 0; j < _step.Length; j++)
        {
            double x = Point.X[j];
            _trial.X[j] = _bounds.Snap(j, x, x + _step[j]);
            changes |= _trial.X[j] != x;
        }

        return changes;
    }

    private static Span<double> Cleared(double[] values)
    {
        Array.Clear(values);
        return values;
    }
}
