using DiffGen.Minimizers;

namespace DiffGen.Tests.Sparse;

/// <summary>Least squares with generated sparse Jacobians.</summary>
public sealed partial class SparseFitTests
{
    /// <summary>The Broyden tridiagonal function: as many equations as unknowns.</summary>
    [Differentiable(Derivatives.SparseJacobian | Derivatives.Jacobian)]
    private static void Broyden([Shape(300)] ReadOnlySpan<double> x, [Shape(300)] Span<double> residuals)
    {
        for (int i = 0; i < x.Length; i++)
            residuals[i] = (3 - 2 * x[i]) * x[i] - (i > 0 ? x[i - 1] : 0) - 2 * (i + 1 < x.Length ? x[i + 1] : 0) + 1;
    }

    [Fact]
    public void Generated_pattern_and_values_lead_where_the_dense_jacobian_does()
    {
        double[] start = [.. Enumerable.Repeat(-1.0, 300)];
        LeastSquaresResult sparse = new LevenbergMarquardt().Minimize(BroydenSparseJacobian, BroydenJacobianPattern, start);
        LeastSquaresResult dense = new LevenbergMarquardt().Minimize(BroydenJacobian, 300, start);
        Assert.True(sparse.Converged, sparse.Reason.ToString());
        Assert.True(sparse.Cost < 1e-20);
        for (int i = 0; i < 300; i++)
            Assert.Equal(dense.Point[i], sparse.Point[i], 1e-10);
    }
}
