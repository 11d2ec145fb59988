namespace DiffGen.Minimizers;

/// <summary>One search by <see cref="HagerZhang"/>; the names of steps are those of the paper.</summary>
/// <param name="options">The options.</param>
/// <param name="line">The line.</param>
internal ref struct HagerZhangSearch(HagerZhang options, SearchLine line)
{
    private const double Expansion = 5;
    private const double Shrink = 0.66;

    private readonly double _highest = line.Start.Value + options.RelativeNoise * Math.Abs(line.Start.Value);
    private LinePoint _a = line.Start;
    private LinePoint _b = line.Start;
    private int _trials;
    private LineSearchOutcome? _end;

    /// <summary>Runs to the end.</summary>
    /// <param name="firstStep">The first step to try.</param>
    /// <returns>How it ended.</returns>
    public LineSearchOutcome Run(double firstStep)
    {
        Bracket(Math.Min(firstStep, line.Limit));
        while (_end is null)
        {
            double width = _b.Step - _a.Step;
            SecantTwice();
            if (_end is null && _b.Step - _a.Step > Shrink * width)
                Update(Middle(_a, _b));
            if (_end is null && line.IsNegligible(_b.Step - _a.Step))
                _end = line.TakeLowest(LineSearchOutcome.NoDecrease);
        }

        return _end.Value;
    }

    // B1 to B3: walk outwards to an interval with φ(a) ≤ φ(0) + ε, φ'(a) < 0 and φ'(b) ≥ 0.
    private void Bracket(double step)
    {
        while (_end is null)
        {
            LinePoint c = Evaluate(step);
            if (_end is not null)
                return;
            if (c.Slope >= 0)
            {
                _b = c;
                return;
            }

            if (!(c.Value <= _highest))
            {
                Bisect(c);
                return;
            }

            if (step >= line.Limit)
            {
                _end = line.TakeLimit();
                return;
            }

            double next = Secant(_a, c);
            _a = c;
            step = Math.Min(next > step && next < Expansion * step ? next : Expansion * step, line.Limit);
        }
    }

    // U3: a point c with φ'(c) < 0 that lies too high, or isn't finite: halve between a and it.
    private void Bisect(LinePoint c)
    {
        _b = c;
        while (_end is null)
        {
            LinePoint d = Evaluate(double.IsFinite(_b.Value) ? Middle(_a, _b) : _a.Step + 0.1 * (_b.Step - _a.Step));
            if (_end is not null)
                return;
            if (d.Slope >= 0)
            {
                _b = d;
                return;
            }

            if (d.Value <= _highest)
                _a = d;
            else
                _b = d;
            if (line.IsNegligible(_b.Step - _a.Step))
                _end = line.TakeLowest(LineSearchOutcome.NoDecrease);
        }
    }

    // S1 to S4.
    private void SecantTwice()
    {
        (LinePoint a, LinePoint b) = (_a, _b);
        double c = Secant(a, b);
        Update(c);
        if (_end is not null)
            return;
        if (c == _b.Step)
            Update(Secant(b, _b));
        else if (c == _a.Step)
            Update(Secant(a, _a));
    }

    // U0 to U3.
    private void Update(double step)
    {
        if (!(step > _a.Step && step < _b.Step))
            return;
        LinePoint c = Evaluate(step);
        if (_end is not null)
            return;
        if (c.Slope >= 0)
            _b = c;
        else if (c.Value <= _highest)
            _a = c;
        else
            Bisect(c);
    }

    private LinePoint Evaluate(double step)
    {
        LinePoint start = line.Start;
        if (line.Exhausted)
        {
            _end = line.TakeLowest(LineSearchOutcome.Exhausted);
            return start;
        }

        if (_trials++ >= options.MaxTrials)
        {
            _end = line.TakeLowest(LineSearchOutcome.NoDecrease);
            return start;
        }

        LinePoint c = line.Evaluate(step);
        if (c.Value == double.NegativeInfinity)
            _end = line.TakeLowest(LineSearchOutcome.Unbounded);
        else if (c.IsFinite && c.Slope >= options.Curvature * start.Slope
            && (_trials > 1 || Math.Abs(c.Slope) <= -options.FirstCurvature * start.Slope)
            && (c.Value <= start.Value + options.SufficientDecrease * step * start.Slope
                || (c.Value <= _highest && c.Slope <= (2 * options.SufficientDecrease - 1) * start.Slope)))
        {
            _end = line.TakeLast();
        }

        return c;
    }

    private static double Middle(LinePoint a, LinePoint b) => 0.5 * (a.Step + b.Step);

    // NaN, that is no step inside, where the slopes are equal or one isn't finite.
    private static double Secant(LinePoint a, LinePoint b)
        => (a.Step * b.Slope - b.Step * a.Slope) / (b.Slope - a.Slope);
}
