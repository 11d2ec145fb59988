namespace DiffGen.Minimizers;

/// <summary>
/// Newton's method in a trust region, with the steps found by truncated conjugate gradients, for smooth functions of many
/// variables whose Hessian-vector products are to be had. It makes use of directions of negative curvature, where
/// <see cref="NewtonCg"/> stops short of them.
/// </summary>
/// <remarks>The conjugate gradients end where the residual is at most min(½, √‖g‖)·‖g‖, or on the boundary: where they cross it
/// or meet a direction without positive curvature. T. Steihaug, "The conjugate gradient method and trust regions in large
/// scale optimization", SIAM J. Numer. Anal. 20 (1983); P. L. Toint, 1981. The region: <see cref="TrustRegionMinimizer"/>.
/// Deterministic.</remarks>
public sealed class TrustRegionNewton : TrustRegionMinimizer
{
    /// <inheritdoc cref="NewtonCg.Minimize"/>
    public MinimizationResult Minimize(GradientFunction<double> f, HvpFunction<double> hvp, ReadOnlySpan<double> x0)
    {
        ArgumentNullException.ThrowIfNull(f);
        ArgumentNullException.ThrowIfNull(hvp);
        var run = new MinimizationRun(this);
        var model = new SteihaugModel(new Objective(f, run), new HessianProduct(hvp, run), x0.Length);
        return new TrustRegionRun(this, run, model, x0.Length).Minimize(x0);
    }
}
