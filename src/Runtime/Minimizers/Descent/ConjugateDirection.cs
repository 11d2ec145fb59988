namespace DiffGen.Minimizers;

/// <summary>The directions of <see cref="ConjugateGradient"/>.</summary>
/// <param name="update">The formula for β.</param>
/// <param name="dimension">The number of variables.</param>
internal sealed class ConjugateDirection(ConjugateGradientUpdate update, int dimension) : DescentDirection
{
    // Of the papers: the bound η on a negative β (Hager and Zhang), and how far from orthogonal two gradients may be
    // (Powell; Nocedal and Wright, equation 5.52).
    private const double LeastBeta = 0.01;
    private const double Orthogonality = 0.1;

    // Directions lose their conjugacy after about n steps; 2·n was best by measurement among n, 2·n, 6·n and never.
    private const int Period = 2;

    private readonly double[] _last = new double[dimension];
    private readonly double[] _change = new double[dimension];
    private double _beta;
    private double _lastStep;
    private double _lastSlope;
    private int _sinceRestart;
    private bool _hasLearnt;

    public override double Compute(SearchPoint at, double[] direction)
    {
        double step = AgainstGradient(at, direction);
        if (_hasLearnt)
        {
            VectorMath.AddScaled(_beta, _last, direction);
            double guess = _lastStep * (_lastSlope / VectorMath.Dot(at.Gradient, direction));
            if (guess > 0 && double.IsFinite(guess))
                step = guess;
        }

        direction.CopyTo(_last, 0);
        return step;
    }

    public override void Learn(SearchPoint from, SearchPoint to)
    {
        VectorMath.Subtract(to.Gradient, from.Gradient, _change);
        double beta = update switch
        {
            ConjugateGradientUpdate.FletcherReeves => FletcherReeves(from, to),
            ConjugateGradientUpdate.PolakRibierePlus => PolakRibierePlus(from, to),
            _ => HagerZhang(from, to),
        };
        _sinceRestart = _sinceRestart + 1 >= Period * dimension ? 0 : _sinceRestart + 1;
        _beta = double.IsFinite(beta) && _sinceRestart > 0 ? beta : 0;
        (_lastStep, _lastSlope, _hasLearnt) = (to.Step, from.Slope, true);
    }

    public override bool Forget()
    {
        bool had = _hasLearnt;
        _hasLearnt = false;
        return had;
    }

    private static double FletcherReeves(SearchPoint from, SearchPoint to)
    {
        double square = VectorMath.Dot(to.Gradient, to.Gradient);
        return Math.Abs(VectorMath.Dot(to.Gradient, from.Gradient)) >= Orthogonality * square
            ? 0
            : square / VectorMath.Dot(from.Gradient, from.Gradient);
    }

    private double PolakRibierePlus(SearchPoint from, SearchPoint to)
        => Math.Max(0, VectorMath.Dot(to.Gradient, _change) / VectorMath.Dot(from.Gradient, from.Gradient));

    private double HagerZhang(SearchPoint from, SearchPoint to)
    {
        double dy = VectorMath.Dot(_last, _change);
        double beta = (VectorMath.Dot(_change, to.Gradient)
            - 2 * VectorMath.Dot(_change, _change) * (VectorMath.Dot(_last, to.Gradient) / dy)) / dy;
        double least = -1 / (VectorMath.Norm(_last) * Math.Min(LeastBeta, VectorMath.Norm(from.Gradient)));
        return Math.Max(beta, least);
    }
}
