namespace DiffGen.Minimizers;

/// <summary>The steps of Levenberg and Marquardt: μ is as large as it takes to keep the step in a trust region, |D·s| ≤ Δ.</summary>
/// <remarks>J. J. Moré, "The Levenberg–Marquardt algorithm: implementation and theory", Lecture Notes in Mathematics 630 (1978), with a
/// secant in place of Newton's method for μ, which serves bounds and sparse matrices alike.</remarks>
internal sealed class DampingStrategy(double initialRadius) : StepStrategy
{
    // |D·s| may differ from Δ by this part.
    private const double Slack = 0.1;
    private const int MaxTrials = 10;

    private readonly TrustRadius _radius = new(initialRadius);
    private double _damping;
    private double _length;

    /// <inheritdoc/>
    public override bool IsExhausted => _radius.IsExhausted;

    /// <inheritdoc/>
    public override bool Propose(Iterate iterate, Span<double> step)
    {
        IsWhole = false;
        bool isSolved = SolveWithin(iterate, damping: 0, step);
        double whole = isSolved ? iterate.ScaledNorm(step) : double.PositiveInfinity;
        _radius.Begin(iterate, whole);
        if (whole <= (1 + Slack) * _radius.Value)
        {
            IsWhole = true;
            _damping = 0;
            _length = whole;
            return true;
        }

        return Damp(iterate, whole, step);
    }

    /// <inheritdoc/>
    public override void Accepted(double ratio)
    {
        double before = _radius.Value;
        _radius.Accepted(ratio, _length, IsWhole);
        _damping *= Math.Min(1, before / _radius.Value);
    }

    /// <inheritdoc/>
    public override void Rejected()
    {
        _radius.Rejected(_length);
        _damping *= 4;
    }

    // 1/|D·s| is nearly linear in μ: a secant through the undamped step and the last trial, kept in a bracket.
    private bool Damp(Iterate iterate, double whole, Span<double> step)
    {
        double radius = _radius.Value, low = 0, high = iterate.ScaledGradientLength() / radius;
        double damping = _damping > 0 && _damping < high ? _damping : 1e-3 * high;
        for (int trial = 1; ; trial++)
        {
            bool isSolved = SolveWithin(iterate, damping, step);
            _length = isSolved ? iterate.ScaledNorm(step) : double.PositiveInfinity;
            _damping = damping;
            if (Math.Abs(_length - radius) <= Slack * radius || (trial >= MaxTrials && _length <= radius) || trial >= 2 * MaxTrials)
                return isSolved;
            if (_length > radius)
                low = damping;
            else
                high = damping;
            double slope = (1 / _length - 1 / whole) / damping;
            double next = (1 / radius - 1 / whole) / slope;
            bool isInside = next > low && next < high && trial < MaxTrials / 2;
            damping = isInside ? next : Math.Max(Math.Sqrt(low) * Math.Sqrt(high), 1e-3 * high);
        }
    }
}
