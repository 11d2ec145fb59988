using DiffGen.Numerics;

namespace DiffGen.Minimizers;

/// <summary>
/// Newton's method in a trust region, with the steps found by truncated conjugate gradients, for smooth functions of many
/// variables whose Hessian-vector products are to be had. A direction of negative curvature it follows to the boundary, which
/// serves functions that are far from convex.
/// </summary>
/// <remarks>The conjugate gradients end where the residual is at most min(η, √‖g‖)·‖g‖, or on the boundary: where they cross it
/// or meet a direction without positive curvature. T. Steihaug, "The conjugate gradient method and trust regions in large
/// scale optimization", SIAM J. Numer. Anal. 20 (1983); P. L. Toint, 1981. The region: <see cref="TrustRegionMinimizer"/>.
/// Deterministic.</remarks>
public sealed class TrustRegionNewton : TrustRegionMinimizer
{
    /// <summary>The largest relative residual η that ends the conjugate gradients, in [0, 1); 0.1 by default. Less makes for fewer
    /// iterations with more products each.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public double Forcing
    {
        get;
        init => field = Require.Fraction(value);
    } = 0.1;

    /// <inheritdoc cref="NewtonCg.Minimize"/>
    public MinimizationResult Minimize(GradientFunction<double> f, HvpFunction<double> hvp, ReadOnlySpan<double> x0)
    {
        ArgumentNullException.ThrowIfNull(f);
        ArgumentNullException.ThrowIfNull(hvp);
        var run = new MinimizationRun(this);
        var model = new SteihaugModel(new Objective(f, run), new HessianProduct(hvp, run), Forcing, x0.Length);
        return new TrustRegionRun(this, run, model, x0.Length).Minimize(x0);
    }
}
