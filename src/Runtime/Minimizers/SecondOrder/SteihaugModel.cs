namespace DiffGen.Minimizers;

/// <summary>The model of <see cref="TrustRegionNewton"/>, minimised by truncated conjugate gradients.</summary>
/// <remarks>T. Steihaug, SIAM J. Numer. Anal. 20 (1983); J. Nocedal, S. J. Wright, "Numerical optimization", 2nd edition,
/// algorithm 7.2.</remarks>
/// <param name="objective">The function.</param>
/// <param name="product">Products with the second derivatives B.</param>
/// <param name="forcing">The largest relative residual.</param>
/// <param name="dimension">The number of variables.</param>
internal sealed class SteihaugModel(Objective objective, HessianProduct product, double forcing, int dimension) : TrustRegionModel
{
    private readonly double[] _residual = new double[dimension];
    private readonly double[] _conjugate = new double[dimension];
    private readonly double[] _image = new double[dimension];

    public override void Evaluate(SearchPoint point) => objective.Evaluate(point);

    public override void Accept()
    {
    }

    public override double Solve(SearchPoint at, double radius, double[] step)
    {
        // In units of the gradient: its square may overflow.
        double unit = at.GradientNorm, inverse = 1 / unit;
        Array.Clear(step);
        VectorMath.Scale(inverse, at.Gradient, _residual);
        VectorMath.Scale(-1, _residual, _conjugate);
        double square = VectorMath.Dot(_residual, _residual);
        double norm = Math.Sqrt(square);
        double enough = Math.Min(forcing, Math.Sqrt(norm * unit)) * norm;
        double predicted = 0;
        for (int i = 0; i < 2 * dimension; i++)
        {
            if (!product.Multiply(at.X, _conjugate, _image))
                return i > 0 ? predicted * unit : double.NaN;
            VectorMath.Scale(inverse, _image, _image);
            double curvature = VectorMath.Dot(_conjugate, _image);
            double slope = VectorMath.Dot(_residual, _conjugate);
            double alpha = square / curvature;
            double boundary = ToBoundary(step, radius);
            bool isInside = curvature > 0 && alpha < boundary;
            if (!isInside)
                alpha = boundary;
            if (!double.IsFinite(alpha))
                return i > 0 ? predicted * unit : double.NaN;
            VectorMath.AddScaled(alpha, _conjugate, step);
            VectorMath.AddScaled(alpha, _image, _residual);
            predicted -= alpha * slope + 0.5 * alpha * alpha * curvature;
            double next = VectorMath.Dot(_residual, _residual);
            if (!isInside || Math.Sqrt(next) <= enough)
                break;
            double beta = next / square;
            for (int j = 0; j < dimension; j++)
                _conjugate[j] = beta * _conjugate[j] - _residual[j];
            square = next;
        }

        return predicted * unit;
    }

    // The τ ≥ 0 with ‖step + τ·p‖ = Δ.
    private double ToBoundary(double[] step, double radius)
    {
        double a = VectorMath.Dot(_conjugate, _conjugate);
        double b = VectorMath.Dot(step, _conjugate);
        double c = (radius - VectorMath.Norm(step)) * (radius + VectorMath.Norm(step));
        double root = Math.Sqrt(Math.Max(0, b * b + a * c));
        return b > 0 ? Math.Max(0, c) / (b + root) : (root - b) / a;
    }
}
