namespace DiffGen.Minimizers;

/// <summary>The directions of <see cref="Bfgs"/>: -H·g with an approximation H of the inverse second derivatives.</summary>
/// <param name="dimension">The number of variables.</param>
internal sealed class BfgsDirection(int dimension) : DescentDirection
{
    private readonly double[] _step = new double[dimension];
    private readonly double[] _change = new double[dimension];
    private readonly double[] _product = new double[dimension];
    private double[] _inverse = [];
    private bool _hasLearnt;

    public override double Compute(SearchPoint at, double[] direction)
    {
        if (!_hasLearnt)
            return AgainstScaledGradient(at, direction);
        VectorMath.MultiplySymmetric(_inverse, at.Gradient, direction);
        VectorMath.Scale(-1, direction, direction);
        return 1;
    }

    public override void Learn(SearchPoint from, SearchPoint to)
    {
        VectorMath.Subtract(to.X, from.X, _step);
        VectorMath.Subtract(to.Gradient, from.Gradient, _change);
        double sy = VectorMath.Dot(_step, _change), yy = VectorMath.Dot(_change, _change);
        if (!(sy > 1e-16 * yy) || !double.IsFinite(1 / sy) || !double.IsFinite(yy))
            return;
        if (!_hasLearnt)
            Begin(sy / yy);

        VectorMath.MultiplySymmetric(_inverse, _change, _product);
        double factor = (1 + VectorMath.Dot(_change, _product) / sy) / sy;
        for (int i = 0; i < dimension; i++)
        {
            Span<double> row = _inverse.AsSpan(i * dimension, dimension);
            VectorMath.AddScaled(factor * _step[i] - _product[i] / sy, _step, row);
            VectorMath.AddScaled(-_step[i] / sy, _product, row);
        }
    }

    public override bool Forget()
    {
        bool had = _hasLearnt;
        _hasLearnt = false;
        return had;
    }

    private void Begin(double scale)
    {
        if (_inverse.Length == 0)
            _inverse = new double[dimension * dimension];
        Array.Clear(_inverse);
        for (int i = 0; i < dimension; i++)
            _inverse[i * dimension + i] = scale;
        _hasLearnt = true;
    }
}
