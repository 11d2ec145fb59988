namespace DiffGen.Minimizers;

/// <summary>The directions of <see cref="NewtonCg"/>: conjugate gradients on B·d = -g, until the residual is small or the
/// curvature isn't positive.</summary>
/// <param name="product">Products with the second derivatives B.</param>
/// <param name="forcing">The largest relative residual.</param>
/// <param name="dimension">The number of variables.</param>
internal sealed class NewtonDirection(HessianProduct product, double forcing, int dimension) : DescentDirection
{
    private readonly double[] _residual = new double[dimension];
    private readonly double[] _conjugate = new double[dimension];
    private readonly double[] _image = new double[dimension];
    private double _lastMove;
    private bool _isNewton;
    private bool _plain;

    public override double Compute(SearchPoint at, double[] direction)
    {
        _isNewton = !_plain && Solve(at, direction);
        _plain = false;
        return _isNewton ? 1 : Math.Max(AgainstScaledGradient(at, direction), 2 * _lastMove);
    }

    // Without curvature the model says nothing of lengths: the last one serves where it was found like that too.
    public override void Learn(SearchPoint from, SearchPoint to)
    {
        _lastMove = 0;
        for (int i = 0; !_isNewton && i < dimension; i++)
            _lastMove = Math.Max(_lastMove, Math.Abs(to.X[i] - from.X[i]));
    }

    public override bool Forget()
    {
        _plain = _isNewton;
        return _isNewton;
    }

    // From d = 0, with residual B·d + g and conjugate direction p.
    private bool Solve(SearchPoint at, double[] d)
    {
        // In units of the gradient: its square may overflow.
        double unit = at.GradientNorm, inverse = 1 / unit;
        Array.Clear(d);
        VectorMath.Scale(inverse, at.Gradient, _residual);
        VectorMath.Scale(-1, _residual, _conjugate);
        double square = VectorMath.Dot(_residual, _residual);
        double norm = Math.Sqrt(square);
        double enough = Math.Min(forcing, Math.Sqrt(norm * unit)) * norm;
        bool hasMoved = false;
        for (int i = 0; i < 2 * dimension; i++)
        {
            if (!product.Multiply(at.X, _conjugate, _image))
                return hasMoved;
            VectorMath.Scale(inverse, _image, _image);
            double curvature = VectorMath.Dot(_conjugate, _image);
            if (!(curvature > 1e-16 * VectorMath.Norm(_conjugate) * VectorMath.Norm(_image)))
            {
                // Downhill too, and the value falls faster and faster along it: as far again.
                if (hasMoved)
                    VectorMath.AddScaled(VectorMath.Norm(d) / VectorMath.Norm(_conjugate), _conjugate, d);
                return hasMoved;
            }

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
