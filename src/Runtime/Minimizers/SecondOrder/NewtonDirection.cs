namespace DiffGen.Minimizers;

/// <summary>The directions of <see cref="NewtonCg"/>: conjugate gradients on B·d = -g, until the residual is small or the
/// curvature isn't positive.</summary>
/// <param name="product">Products with the second derivatives B.</param>
/// <param name="dimension">The number of variables.</param>
internal sealed class NewtonDirection(HessianProduct product, int dimension) : DescentDirection
{
    private readonly double[] _residual = new double[dimension];
    private readonly double[] _conjugate = new double[dimension];
    private readonly double[] _image = new double[dimension];
    private bool _isNewton;
    private bool _plain;

    public override double Compute(SearchPoint at, double[] direction)
    {
        _isNewton = !_plain && Solve(at, direction);
        _plain = false;
        return _isNewton ? 1 : AgainstScaledGradient(at, direction);
    }

    public override void Learn(SearchPoint from, SearchPoint to)
    {
    }

    public override bool Forget()
    {
        _plain = _isNewton;
        return _isNewton;
    }

    // From d = 0, with residual B·d + g and conjugate direction p.
    private bool Solve(SearchPoint at, double[] d)
    {
        Array.Clear(d);
        at.Gradient.CopyTo(_residual, 0);
        VectorMath.Scale(-1, _residual, _conjugate);
        double square = VectorMath.Dot(_residual, _residual);
        double norm = Math.Sqrt(square);
        double enough = Math.Min(0.5, Math.Sqrt(norm)) * norm;
        bool hasMoved = false;
        for (int i = 0; i < 2 * dimension; i++)
        {
            if (!product.Multiply(at.X, _conjugate, _image))
                return hasMoved;
            double curvature = VectorMath.Dot(_conjugate, _image);
            if (!(curvature > 1e-16 * VectorMath.Dot(_conjugate, _conjugate)))
                return hasMoved;
            double alpha = square / curvature;
            if (!double.IsFinite(alpha))
                return hasMoved;
            VectorMath.AddScaled(alpha, _conjugate, d);
            VectorMath.AddScaled(alpha, _image, _residual);
            hasMoved = true;
            double next = VectorMath.Dot(_residual, _residual);
            if (Math.Sqrt(next) <= enough)
                return true;
            double beta = next / square;
            for (int j = 0; j < dimension; j++)
                _conjugate[j] = beta * _conjugate[j] - _residual[j];
            square = next;
        }

        return true;
    }
}
