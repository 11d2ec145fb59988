namespace DiffGen.Minimizers;

/// <summary>The interval of the search of Moré and Thuente, and the choice of the next trial step.</summary>
/// <remarks>J. J. Moré, D. J. Thuente, "Line search algorithms with guaranteed sufficient decrease", ACM TOMS 20 (1994):
/// sections 2 and 3 (updating), 4 (trial values).</remarks>
/// <param name="start">The point at α = 0.</param>
internal struct TrialInterval(LinePoint start)
{
    private const double ExtrapolateAtLeast = 1.1;
    private const double ExtrapolateAtMost = 4;
    private const double Shrink = 0.66;

    private LinePoint _other = start;
    private double _width = double.PositiveInfinity;
    private double _widthBefore = double.PositiveInfinity;

    /// <summary>The end with the least value.</summary>
    public LinePoint Best { get; private set; } = start;

    /// <summary>Whether a minimum is bracketed between the ends.</summary>
    public bool IsBracket { get; private set; }

    /// <summary>The distance of the ends.</summary>
    public readonly double Width => Math.Abs(_other.Step - Best.Step);

    /// <summary>Whether a step is strictly between the ends.</summary>
    /// <param name="step">The step.</param>
    /// <returns><c>true</c> if so.</returns>
    public readonly bool HasInside(double step)
        => step > Math.Min(Best.Step, _other.Step) && step < Math.Max(Best.Step, _other.Step);

    /// <summary>Makes a step at which the function isn't finite an end of the interval.</summary>
    /// <param name="step">The step.</param>
    /// <returns>The next trial step: a tenth of the way to it.</returns>
    public double Wall(double step)
    {
        _other = LinePoint.Infinite(step);
        IsBracket = true;
        (_width, _widthBefore) = (Width, double.PositiveInfinity);
        return Best.Step + 0.1 * (step - Best.Step);
    }

    /// <summary>As <see cref="Next"/>, with all values taken from φ(α) - tilt·α.</summary>
    /// <inheritdoc cref="Next"/>
    /// <param name="trial">The point evaluated.</param>
    /// <param name="tilt">The slope taken off.</param>
    /// <param name="limit">The largest step allowed.</param>
    public double NextTilted(LinePoint trial, double tilt, double limit)
    {
        (Best, _other) = (Best.Tilt(tilt), _other.Tilt(tilt));
        double next = Next(trial.Tilt(tilt), limit);
        (Best, _other) = (Best.Tilt(-tilt), _other.Tilt(-tilt));
        return next;
    }

    /// <summary>Takes a trial point into the interval and chooses the next step.</summary>
    /// <param name="trial">The point evaluated.</param>
    /// <param name="limit">The largest step allowed.</param>
    /// <returns>The next step.</returns>
    public double Next(LinePoint trial, double limit)
    {
        double next = Choose(trial, limit);
        Update(trial);
        if (!IsBracket)
            return next;
        if (Width >= Shrink * _widthBefore)
            next = Best.Step + 0.5 * (_other.Step - Best.Step);
        (_widthBefore, _width) = (_width, Width);
        return next;
    }

    private void Update(LinePoint trial)
    {
        if (trial.Value > Best.Value)
        {
            _other = trial;
            return;
        }

        if (trial.Slope * Math.Sign(Best.Slope) < 0)
            _other = Best;
        Best = trial;
    }

    // The four cases of section 4.
    private double Choose(LinePoint trial, double limit)
    {
        if (trial.Value > Best.Value)
        {
            IsBracket = true;
            double cubic = Cubic(Best, trial), parabola = Parabola(Best, trial);
            return Math.Abs(cubic - Best.Step) < Math.Abs(parabola - Best.Step) ? cubic : 0.5 * (cubic + parabola);
        }

        if (trial.Slope * Math.Sign(Best.Slope) < 0)
        {
            IsBracket = true;
            double cubic = Cubic(Best, trial), secant = Secant(Best, trial);
            return Math.Abs(cubic - trial.Step) >= Math.Abs(secant - trial.Step) ? cubic : secant;
        }

        bool flattens = Math.Abs(trial.Slope) < Math.Abs(Best.Slope);
        if (IsBracket)
            return flattens ? Shorten(trial) : double.IsFinite(_other.Value) ? Cubic(trial, _other) : Middle(trial);

        double move = trial.Step - Best.Step;
        double least = Math.Min(trial.Step + ExtrapolateAtLeast * move, limit);
        double most = Math.Min(trial.Step + ExtrapolateAtMost * move, limit);
        return flattens ? Math.Clamp(Math.Max(Ahead(trial, most), Secant(Best, trial)), least, most) : most;
    }

    // Case 3 within a bracket: the closer one of cubic and secant, not too near to the other end.
    private readonly double Shorten(LinePoint trial)
    {
        double cubic = Ahead(trial, _other.Step), secant = Secant(Best, trial);
        double next = Math.Abs(trial.Step - cubic) < Math.Abs(trial.Step - secant) ? cubic : secant;
        double farthest = trial.Step + Shrink * (_other.Step - trial.Step);
        return trial.Step > Best.Step ? Math.Min(farthest, next) : Math.Max(farthest, next);
    }

    // The minimum of the cubic where it lies beyond the trial point, else the far end.
    private readonly double Ahead(LinePoint trial, double farthest)
    {
        double cubic = Cubic(Best, trial);
        return HasMinimum(Best, trial) && (cubic - trial.Step) * (trial.Step - Best.Step) > 0 ? cubic : farthest;
    }

    private readonly double Middle(LinePoint trial) => trial.Step + 0.5 * (_other.Step - trial.Step);

    // The minimum of the cubic through values and slopes at both points.
    private static double Cubic(LinePoint a, LinePoint b)
    {
        (double theta, double root) = Terms(a, b);
        double ratio = (root - a.Slope + theta) / (root - a.Slope + root + b.Slope);
        return double.IsFinite(ratio) ? a.Step + ratio * (b.Step - a.Step) : a.Step + 0.5 * (b.Step - a.Step);
    }

    private static bool HasMinimum(LinePoint a, LinePoint b) => Terms(a, b).Root != 0;

    // Divided by the largest of its terms, the radicand doesn't overflow.
    private static (double Theta, double Root) Terms(LinePoint a, LinePoint b)
    {
        double width = b.Step - a.Step;
        double theta = 3 * (a.Value - b.Value) / width + a.Slope + b.Slope;
        double scale = Math.Max(Math.Abs(theta), Math.Max(Math.Abs(a.Slope), Math.Abs(b.Slope)));
        double radicand = theta / scale * (theta / scale) - a.Slope / scale * (b.Slope / scale);
        return (theta, Math.Sign(width) * scale * Math.Sqrt(Math.Max(0, radicand)));
    }

    // The minimum of the parabola through both values and the slope at a.
    private static double Parabola(LinePoint a, LinePoint b)
    {
        double width = b.Step - a.Step;
        return a.Step + 0.5 * a.Slope / ((a.Value - b.Value) / width + a.Slope) * width;
    }

    // The minimum of the parabola through both slopes.
    private static double Secant(LinePoint a, LinePoint b)
    {
        double step = b.Step + b.Slope / (b.Slope - a.Slope) * (a.Step - b.Step);
        return double.IsFinite(step) ? step : b.Step;
    }
}
