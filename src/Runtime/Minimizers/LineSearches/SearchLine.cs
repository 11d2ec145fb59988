namespace DiffGen.Minimizers;

/// <summary>The half-line x + α·d, α ≥ 0, of a line search: evaluates points on it and keeps the lowest.</summary>
internal sealed class SearchLine(Objective objective, int dimension)
{
    private const double LargestMove = 1e20;
    private const double RelativeNoise = 1e-14;

    private readonly SearchPoint[] _buffers = [new(dimension), new(dimension)];
    private SearchPoint _origin = new(0);
    private SearchPoint _last = new(0);
    private SearchPoint? _lowest;
    private double[] _direction = [];
    private Box? _box;
    private double _largestStep;

    /// <summary>The point at α = 0.</summary>
    public LinePoint Start { get; private set; }

    /// <summary>The largest step that makes sense.</summary>
    public double Limit { get; private set; }

    /// <summary>Whether no evaluation may be made any more.</summary>
    public bool Exhausted => objective.Exhausted;

    /// <summary>The point that the search took; valid until the next search. The start where it took none.</summary>
    public SearchPoint Found { get; private set; } = new(0);

    /// <summary>Begins a search.</summary>
    /// <param name="start">The point x.</param>
    /// <param name="direction">The direction d.</param>
    /// <param name="box">Bounds, if any; rounding doesn't carry a point across them.</param>
    /// <param name="largestStep">The largest step allowed.</param>
    public void Begin(SearchPoint start, double[] direction, Box? box = null, double largestStep = double.PositiveInfinity)
    {
        (_origin, _direction, _box, _largestStep) = (start, direction, box, largestStep);
        (_lowest, Found, _last) = (null, start, start);
        start.Step = 0;
        start.Slope = VectorMath.Dot(start.Gradient, direction);
        Start = new LinePoint(0, start.Value, start.Slope);
        double limit = LargestMove * Math.Max(1, VectorMath.InfinityNorm(start.X)) / VectorMath.InfinityNorm(direction);
        Limit = Math.Min(limit, largestStep);
    }

    /// <summary>Evaluates the function at a step.</summary>
    /// <param name="step">α.</param>
    /// <returns>The point; infinitely high where value or gradient isn't finite, unless the value is minus infinity.</returns>
    public LinePoint Evaluate(double step)
    {
        _last = _buffers[0] == _lowest ? _buffers[1] : _buffers[0];
        double[] x = _last.X, from = _origin.X;
        for (int i = 0; i < _direction.Length; i++)
            x[i] = from[i] + step * _direction[i];
        _box?.Project(x);
        objective.Evaluate(_last);
        _last.Step = step;
        _last.Slope = VectorMath.Dot(_last.Gradient, _direction);
        if (_last.Value == double.NegativeInfinity)
            return new LinePoint(step, _last.Value, _last.Slope);
        if (!_last.IsFinite || !double.IsFinite(_last.Slope))
            return LinePoint.Infinite(step);
        if (_last.Value < (_lowest ?? _origin).Value)
            _lowest = _last;
        return new LinePoint(step, _last.Value, _last.Slope);
    }

    /// <summary>Takes the point evaluated last.</summary>
    /// <returns><see cref="LineSearchOutcome.Satisfied"/>.</returns>
    public LineSearchOutcome TakeLast()
    {
        Found = _last;
        return LineSearchOutcome.Satisfied;
    }

    /// <summary>Takes the lowest point, if it is lower than the start.</summary>
    /// <param name="otherwise">The outcome where there is none.</param>
    /// <returns>The outcome.</returns>
    public LineSearchOutcome TakeLowest(LineSearchOutcome otherwise)
    {
        if (_lowest is null)
            return otherwise;
        Found = _lowest;
        return otherwise == LineSearchOutcome.Unbounded ? otherwise : LineSearchOutcome.Decreased;
    }

    /// <summary>Takes the point at <see cref="Limit"/>, where the function still falls.</summary>
    /// <returns>The outcome: unbounded, unless the limit was asked for.</returns>
    public LineSearchOutcome TakeLimit()
        => Limit == _largestStep ? TakeLast() : TakeLowest(LineSearchOutcome.Unbounded);

    /// <summary>Whether a point differs from the start by no more than rounding of the value, and its slope meets
    /// φ'(α) ≤ (2δ - 1)·φ'(0), which for a parabola is the same as φ(α) ≤ φ(0) + δ·α·φ'(0), and φ'(α) > σ·φ'(0).</summary>
    /// <remarks>W. W. Hager, H. Zhang, "A new conjugate gradient method with guaranteed descent and an efficient line search",
    /// SIAM J. Optim. 16 (2005), equation 4.1.</remarks>
    /// <param name="point">The point.</param>
    /// <param name="decrease">δ.</param>
    /// <param name="curvature">σ.</param>
    /// <returns><c>true</c> if so.</returns>
    public bool IsDecreaseUpToRounding(LinePoint point, double decrease, double curvature)
        => Math.Abs(point.Value - Start.Value) <= RelativeNoise * Math.Abs(Start.Value)
            && point.Slope <= (2 * decrease - 1) * Start.Slope
            && point.Slope > curvature * Start.Slope;

    /// <summary>Whether a change of the step no longer moves the point.</summary>
    /// <param name="change">The change of α.</param>
    /// <returns><c>true</c> if no component feels it.</returns>
    public bool IsNegligible(double change)
    {
        for (int i = 0; i < _direction.Length; i++)
        {
            if (Math.Abs(change * _direction[i]) > double.Epsilon + 1e-16 * Math.Abs(_origin.X[i]))
                return false;
        }

        return true;
    }
}
