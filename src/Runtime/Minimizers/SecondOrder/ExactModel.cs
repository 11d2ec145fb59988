using DiffGen.Numerics;

namespace DiffGen.Minimizers;

/// <summary>The model of <see cref="TrustRegionExact"/>, with the matrix of second derivatives.</summary>
/// <param name="function">The function.</param>
/// <param name="run">The bookkeeping.</param>
/// <param name="dimension">The number of variables.</param>
internal sealed class ExactModel(HessianFunction<double> function, MinimizationRun run, int dimension) : TrustRegionModel
{
    private readonly MoreSorensen _solver = new(dimension);
    private readonly double[] _image = new double[dimension];
    private double[] _matrix = new double[dimension * dimension];
    private double[] _trialMatrix = new double[dimension * dimension];

    public override void Evaluate(SearchPoint point)
    {
        run.CountSecondDerivative();
        point.Value = function(point.X, point.Gradient, _trialMatrix);
        point.IsFinite = double.IsFinite(point.Value) && Finite.All<double>(point.Gradient) && Finite.All<double>(_trialMatrix);
    }

    public override void Accept() => (_matrix, _trialMatrix) = (_trialMatrix, _matrix);

    public override double Solve(SearchPoint at, double radius, double[] step)
    {
        _solver.Solve(_matrix, at.Gradient, radius, step);
        VectorMath.MultiplySymmetric(_matrix, step, _image);
        return -VectorMath.Dot(at.Gradient, step) - 0.5 * VectorMath.Dot(step, _image);
    }
}
