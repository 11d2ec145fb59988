namespace DiffGen.Minimizers;

/// <summary>
/// A line search for the strong Wolfe conditions: with φ(α) = f(x + α·d), a step α such that
/// φ(α) ≤ φ(0) + c₁·α·φ'(0) and |φ'(α)| ≤ c₂·|φ'(0)|.
/// </summary>
/// <remarks>
/// <para>J. Nocedal, S. J. Wright, "Numerical optimization", 2nd edition, algorithms 3.5 (bracket) and 3.6 (zoom), with cubic
/// interpolation, equation 3.59, kept off the ends of the bracket.</para>
/// <para>Near the minimum the first condition drowns in rounding; there it is replaced by
/// (2·c₁ - 1)·φ'(0) ≥ φ'(α) where |φ(α) - φ(0)| ≤ ε·|φ(0)|: W. W. Hager, H. Zhang, "A new conjugate gradient method with
/// guaranteed descent and an efficient line search", SIAM J. Optim. 16 (2005), equation 4.1.</para>
/// <para>A point where value or gradient isn't finite counts as infinitely high. Where no point meets both conditions, the
/// lowest that was seen is taken.</para>
/// </remarks>
internal sealed class WolfeLineSearch(Objective objective, int dimension)
{
    private const double SufficientDecrease = 1e-4;
    private const double Curvature = 0.9;
    private const double RelativeNoise = 1e-14;
    private const double Expansion = 10;
    private const double LargestMove = 1e20;
    private const int MaxZooms = 60;

    private SearchPoint _trial = new(dimension);
    private SearchPoint _low = new(dimension);
    private SearchPoint _start = new(dimension);
    private double[] _direction = [];

    /// <summary>The point found, where the outcome is <see cref="LineSearchOutcome.Decreased"/>; otherwise the lowest seen, if
    /// any. Valid until the next search.</summary>
    public SearchPoint Found => _trial;

    /// <summary>Searches along a direction.</summary>
    /// <param name="start">The point x.</param>
    /// <param name="direction">The direction d, downhill.</param>
    /// <param name="firstStep">The first step to try, above 0.</param>
    /// <returns>How it ended.</returns>
    public LineSearchOutcome Search(SearchPoint start, double[] direction, double firstStep)
    {
        _start = start;
        _direction = direction;
        start.Step = 0;
        start.Slope = VectorMath.Dot(start.Gradient, direction);
        double limit = LargestMove * Math.Max(1, VectorMath.InfinityNorm(start.X)) / VectorMath.InfinityNorm(direction);

        // Walk outwards until a minimum is bracketed between `low` and the trial point.
        SearchPoint low = start;
        double step = Math.Min(firstStep, limit);
        for (; ; )
        {
            if (objective.Exhausted)
                return Take(low, LineSearchOutcome.Exhausted);
            Evaluate(step);
            if (_trial.Value == double.NegativeInfinity)
                return Take(low, LineSearchOutcome.Unbounded);
            if (IsAcceptable(_trial))
                return LineSearchOutcome.Decreased;
            if (IsTooHigh(_trial, low))
                return Zoom(low, _trial.IsFinite ? Bracket.Of(_trial) : Bracket.Infinite(step));
            if (_trial.Slope >= 0)
            {
                var far = Bracket.Of(low);
                return Zoom(Keep(), far);
            }

            low = Keep();
            if (step >= limit)
                return Take(low, LineSearchOutcome.Unbounded);
            step = Math.Min(step * Expansion, limit);
        }
    }

    // A bracket of `low`, the lowest point seen, and `high`, with φ'(low) pointing towards high.
    private LineSearchOutcome Zoom(SearchPoint low, Bracket high)
    {
        for (int zoom = 0; zoom < MaxZooms; zoom++)
        {
            double step = Interpolate(low, high);
            if (IsNegligible(high.Step - low.Step) || step == low.Step || step == high.Step)
                break;
            if (objective.Exhausted)
                return Take(low, LineSearchOutcome.Exhausted);
            Evaluate(step);
            if (_trial.Value == double.NegativeInfinity)
                return Take(low, LineSearchOutcome.Unbounded);
            if (IsAcceptable(_trial))
                return LineSearchOutcome.Decreased;
            if (IsTooHigh(_trial, low))
            {
                high = _trial.IsFinite ? Bracket.Of(_trial) : Bracket.Infinite(step);
                continue;
            }

            if (_trial.Slope * (high.Step - low.Step) >= 0)
                high = Bracket.Of(low);
            low = Keep();
        }

        return Take(low, LineSearchOutcome.NoDecrease);
    }

    private void Evaluate(double step)
    {
        for (int i = 0; i < _direction.Length; i++)
            _trial.X[i] = _start.X[i] + step * _direction[i];
        objective.Evaluate(_trial);
        _trial.Step = step;
        _trial.Slope = VectorMath.Dot(_trial.Gradient, _direction);
    }

    private bool IsTooHigh(SearchPoint trial, SearchPoint low)
        => !trial.IsFinite
            || !double.IsFinite(trial.Slope)
            || trial.Value > _start.Value + SufficientDecrease * trial.Step * _start.Slope
            || (low.Step > 0 && trial.Value >= low.Value);

    private bool IsAcceptable(SearchPoint trial)
    {
        if (!trial.IsFinite || !(Math.Abs(trial.Slope) <= -Curvature * _start.Slope))
            return false;
        return trial.Value <= _start.Value + SufficientDecrease * trial.Step * _start.Slope
            || (Math.Abs(trial.Value - _start.Value) <= RelativeNoise * Math.Abs(_start.Value)
                && trial.Slope <= (2 * SufficientDecrease - 1) * _start.Slope);
    }

    // Whether a change of the step no longer moves the point.
    private bool IsNegligible(double change)
    {
        for (int i = 0; i < _direction.Length; i++)
        {
            if (Math.Abs(change * _direction[i]) > double.Epsilon + 1e-16 * Math.Abs(_start.X[i]))
                return false;
        }

        return true;
    }

    // Makes the trial point the lowest one; the buffers change places.
    private SearchPoint Keep()
    {
        (_trial, _low) = (_low, _trial);
        return _low;
    }

    private LineSearchOutcome Take(SearchPoint low, LineSearchOutcome otherwise)
    {
        if (low.Step == 0 || !(low.Value < _start.Value))
            return otherwise;
        (_trial, _low) = (_low, _trial);
        return otherwise == LineSearchOutcome.Unbounded ? otherwise : LineSearchOutcome.Decreased;
    }

    // The minimum of the cubic through values and slopes at both ends; the middle where there is none.
    private static double Interpolate(SearchPoint low, Bracket high)
    {
        double width = high.Step - low.Step;
        double middle = low.Step + 0.5 * width;
        if (!double.IsFinite(high.Value))
            return low.Step + 0.1 * width;

        double d1 = low.Slope + high.Slope - 3 * (low.Value - high.Value) / (low.Step - high.Step);
        double radicand = d1 * d1 - low.Slope * high.Slope;
        if (!(radicand >= 0))
            return middle;
        double d2 = Math.Sign(width) * Math.Sqrt(radicand);
        double step = high.Step - width * (high.Slope + d2 - d1) / (high.Slope - low.Slope + 2 * d2);
        if (!double.IsFinite(step))
            return middle;

        double margin = 0.1 * Math.Abs(width);
        return Math.Clamp(step, Math.Min(low.Step, high.Step) + margin, Math.Max(low.Step, high.Step) - margin);
    }

    private readonly record struct Bracket(double Step, double Value, double Slope)
    {
        public static Bracket Of(SearchPoint point) => new(point.Step, point.Value, point.Slope);

        public static Bracket Infinite(double step) => new(step, double.PositiveInfinity, double.NaN);
    }
}
