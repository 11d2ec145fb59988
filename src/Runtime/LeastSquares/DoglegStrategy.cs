namespace DiffGen.Minimizers;

/// <summary>Powell's dogleg: the path from the iterate over the Cauchy point to the Gauss–Newton point, as far as a trust region
/// in units of D reaches.</summary>
/// <remarks>M. J. D. Powell, "A hybrid method for nonlinear equations", in: Numerical methods for nonlinear algebraic equations
/// (1970). Both corners are within the bounds, and so is the path.</remarks>
internal sealed class DoglegStrategy(int parameters, double initialRadius) : StepStrategy
{
    private readonly double[] _cauchy = new double[parameters];
    private readonly double[] _newton = new double[parameters];
    private readonly TrustRadius _radius = new(initialRadius);
    private LeastSquaresPoint? _prepared;
    private bool _hasNewton;
    private double _length;

    /// <inheritdoc/>
    public override bool IsExhausted => _radius.IsExhausted;

    /// <inheritdoc/>
    public override bool Propose(Iterate iterate, Span<double> step)
    {
        if (_prepared != iterate.Point)
            Prepare(iterate);
        double newton = iterate.ScaledNorm(_newton), cauchy = iterate.ScaledNorm(_cauchy);
        IsWhole = _hasNewton && newton <= _radius.Value;
        if (IsWhole)
            _newton.CopyTo(step);
        else if (!_hasNewton || cauchy >= _radius.Value)
            VectorMath.Scale(Math.Min(1, _radius.Value / cauchy), _cauchy, step);
        else
            Bend(iterate, step);

        // The second leg is sure to go down only where no bound bends it.
        if (iterate.Bounds.IsBounded && !(iterate.Promise(step) > iterate.Promise(_cauchy)) && cauchy <= _radius.Value)
            _cauchy.CopyTo(step);
        _length = iterate.ScaledNorm(step);
        return double.IsFinite(_length);
    }

    /// <inheritdoc/>
    public override void Accepted(double ratio)
    {
        _prepared = null;
        _radius.Accepted(ratio, _length, IsWhole);
    }

    /// <inheritdoc/>
    public override void Rejected() => _radius.Rejected(_length);

    private void Prepare(Iterate iterate)
    {
        _prepared = iterate.Point;
        _hasNewton = SolveWithin(iterate, damping: 0, _newton);
        SetCauchy(iterate);
        _radius.Begin(iterate, iterate.ScaledNorm(_hasNewton ? _newton : _cauchy));
    }

    // The minimum of the linearized problem along -D⁻²·g, as far as the bounds allow.
    private void SetCauchy(Iterate iterate)
    {
        double square = 0;
        for (int j = 0; j < _cauchy.Length; j++)
        {
            double scaled = iterate.IsHeld[j] ? 0 : iterate.Point.Gradient[j] / iterate.Linearization.Scale[j];
            square += scaled * scaled;
            _cauchy[j] = -scaled / iterate.Linearization.Scale[j];
        }

        double curvature = iterate.Linearization.ProductNormSquared(iterate.Point, _cauchy);
        VectorMath.Scale(curvature > 0 ? square / curvature : 0, _cauchy, _cauchy);
        if (iterate.Bounds.IsBounded)
            VectorMath.Scale(iterate.Bounds.LargestPart(iterate.Point.X, _cauchy), _cauchy, _cauchy);
    }

    // c + t·(n - c) with |D·…| = radius: the positive root of a quadratic in t, in the form that doesn't cancel.
    private void Bend(Iterate iterate, Span<double> step)
    {
        double a = 0, b = 0, c = -_radius.Value * _radius.Value;
        for (int j = 0; j < step.Length; j++)
        {
            double from = iterate.Linearization.Scale[j] * _cauchy[j];
            double along = iterate.Linearization.Scale[j] * (_newton[j] - _cauchy[j]);
            a += along * along;
            b += from * along;
            c += from * from;
        }

        double root = Math.Sqrt(Math.Max(0, b * b - a * c));
        double t = b > 0 ? -c / (b + root) : (root - b) / a;
        for (int j = 0; j < step.Length; j++)
            step[j] = _cauchy[j] + t * (_newton[j] - _cauchy[j]);
    }
}
