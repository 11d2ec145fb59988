namespace DiffGen.Minimizers;

/// <summary>What a least-squares minimizer found, and how well the residuals determine it.</summary>
/// <remarks>
/// <para>The covariance is s²·(JᵀJ)⁻¹ with s² = Σr²/(m - p): that of parameters estimated from residuals with equal variances, as
/// far as the residuals are linear around the solution. With a robust loss it is Huber's, "Robust statistics" (1981), section
/// 7.6.</para>
/// <para>A parameter at a bound counts as known: its standard error is NaN, and those of the others are what they would be with the
/// parameter fixed there. Where J doesn't have full rank, the standard errors of the parameters that aren't determined are NaN. With
/// as many independent parameters as residuals there is no s², and all are NaN.</para>
/// </remarks>
public sealed class LeastSquaresResult
{
    private readonly MinimizationResult _result;
    private readonly Lazy<ParameterStatistics> _statistics;
    private readonly bool[] _isAtBound;

    /// <summary>Makes a result.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="bounds">The bounds.</param>
    /// <param name="point">The solution.</param>
    /// <param name="result">What was counted.</param>
    /// <param name="jacobianEvaluations">How many evaluations were of the Jacobian.</param>
    internal LeastSquaresResult(
        LeastSquaresProblem problem, BoxBounds bounds, LeastSquaresPoint point, MinimizationResult result, int jacobianEvaluations)
    {
        _result = result;
        Residuals = point.Residuals;
        JacobianEvaluations = jacobianEvaluations;
        _isAtBound = new bool[point.X.Length];
        for (int j = 0; j < _isAtBound.Length; j++)
            _isAtBound[j] = bounds.IsAtBound(j, point.X[j]);
        double sum = 0;
        foreach (double r in point.Residuals)
            sum += r * r;
        ResidualSumOfSquares = sum;
        bool[] isAtBound = _isAtBound;
        _statistics = new Lazy<ParameterStatistics>(() => new ParameterStatistics(problem, point, isAtBound));
    }

    /// <summary>The best parameters.</summary>
    public double[] Point => _result.Point;

    /// <summary>The cost there: ½·Σ rᵢ², or with a robust loss ½·c²·Σ ρ((rᵢ/c)²).</summary>
    public double Cost => _result.Value;

    /// <summary>The residuals there.</summary>
    public double[] Residuals { get; }

    /// <summary>Σ rᵢ², without the loss.</summary>
    public double ResidualSumOfSquares { get; }

    /// <summary>The largest absolute component of the gradient of the cost there, without those that point out of a bound.</summary>
    public double GradientNorm => _result.GradientNorm;

    /// <summary>The number of iterations, that is of accepted steps.</summary>
    public int Iterations => _result.Iterations;

    /// <summary>The number of calls of both functions.</summary>
    public int Evaluations => _result.Evaluations;

    /// <summary>How many of them were of the one with the Jacobian.</summary>
    public int JacobianEvaluations { get; }

    /// <summary>Why the search stopped.</summary>
    public StopReason Reason => _result.Reason;

    /// <summary>Whether a convergence test was met or the target value was reached.</summary>
    public bool Converged => _result.Converged;

    /// <summary>The starting point and every accepted step; the value is the cost, the step the Euclidean length of the
    /// step.</summary>
    public IReadOnlyList<MinimizationStep> History => _result.History;

    /// <summary>The number of parameters that the residuals determine independently of each other, those at a bound not counted. Of a
    /// sparse Jacobian without full rank: a lower bound.</summary>
    public int Rank => _statistics.Value.Rank;

    /// <summary>The number of residuals less <see cref="Rank"/>, at least 0.</summary>
    public int DegreesOfFreedom => _statistics.Value.DegreesOfFreedom;

    /// <summary>s, in the unit of the residuals: the root of Σr²/(m - p), with a loss of Huber's estimate in its place.</summary>
    public double ResidualStandardError => Math.Sqrt(_statistics.Value.Variance);

    /// <summary>The covariance of the parameters, parameters × parameters; NaN where there is none (see the remarks).</summary>
    public double[,] Covariance => _statistics.Value.Covariance;

    /// <summary>The standard errors of the parameters; NaN where there is none (see the remarks).</summary>
    public double[] StandardErrors => _statistics.Value.StandardErrors;

    /// <summary>The correlation of the parameters' estimates, parameters × parameters.</summary>
    /// <returns>Numbers in [-1, 1]; NaN where there is no covariance.</returns>
    public double[,] Correlation()
    {
        double[,] covariance = Covariance;
        int n = Point.Length;
        var correlation = new double[n, n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
                correlation[i, j] = covariance[i, j] / (StandardErrors[i] * StandardErrors[j]);
        }

        return correlation;
    }

    /// <summary>The intervals that contain the true values with a probability, by Student's t, as far as the residuals are linear
    /// around the solution.</summary>
    /// <param name="level">The probability, in (0, 1).</param>
    /// <returns>An interval per parameter; NaN where there is no standard error.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The probability is outside the range.</exception>
    public (double Lower, double Upper)[] ConfidenceIntervals(double level = 0.95)
    {
        if (!(level > 0 && level < 1))
            throw new ArgumentOutOfRangeException(nameof(level), level, $"{nameof(level)} must be above 0 and below 1");
        double t = DegreesOfFreedom > 0 ? StudentT.TwoSidedQuantile(1 - level, DegreesOfFreedom) : double.NaN;
        var intervals = new (double Lower, double Upper)[Point.Length];
        for (int j = 0; j < intervals.Length; j++)
        {
            double half = t * StandardErrors[j];
            intervals[j] = (Point[j] - half, Point[j] + half);
        }

        return intervals;
    }

    /// <summary>Several lines: parameters with standard errors, t values and 95 % confidence intervals, the residuals, why the search
    /// stopped. The same on every culture; lines end with <c>\n</c>.</summary>
    /// <param name="names">The names of the parameters, or none: then they are b1, b2, …</param>
    /// <returns>The text.</returns>
    /// <exception cref="ArgumentException">There are names, but not one per parameter.</exception>
    public string FullReport(params ReadOnlySpan<string> names)
    {
        if (names.Length != 0 && names.Length != Point.Length)
            throw new ArgumentException($"There must be {Point.Length} names, one per parameter, or none, but there are {names.Length}", nameof(names));
        return LeastSquaresReport.Of(this, names, _isAtBound);
    }

    /// <summary>One line: reason, cost, gradient norm, iterations, evaluations.</summary>
    /// <returns>The text.</returns>
    public override string ToString()
        => FormattableString.Invariant(
            $"{Reason}: cost {Cost:G10}, gradient norm {GradientNorm:G3}, {Iterations} iterations, {Evaluations} evaluations");
}
