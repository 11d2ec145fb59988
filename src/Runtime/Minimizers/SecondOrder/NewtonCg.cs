namespace DiffGen.Minimizers;

/// <summary>
/// Newton's method with the equations solved by conjugate gradients, and a line search: for smooth functions of many
/// variables whose Hessian-vector products are to be had. It needs few iterations where quasi-Newton methods need
/// many.
/// </summary>
/// <remarks>
/// <para>The direction solves B·d = -g, B being the second derivatives, until ‖B·d + g‖ ≤ min(½, √‖g‖)·‖g‖, which makes the
/// convergence superlinear; a conjugate direction p with pᵀ·B·p ≤ 10⁻¹⁶·pᵀp ends the iteration with what there is, in the
/// first step with the gradient. J. Nocedal, S. J. Wright, "Numerical optimization", 2nd edition, algorithm 7.1; R. S. Dembo, T.
/// Steihaug, Math. Programming 26 (1983).</para>
/// <para>Searches by <see cref="MoreThuente"/> unless told otherwise. Deterministic.</para>
/// </remarks>
public sealed class NewtonCg : LineSearchMinimizer
{
    private static readonly LineSearch Wolfe = new MoreThuente();

    /// <summary>Looks for a local minimum.</summary>
    /// <param name="f">The function with its gradient.</param>
    /// <param name="hvp">Its second derivatives times a direction.</param>
    /// <param name="x0">The point to start from; not changed.</param>
    /// <returns>The best point found, and why the search stopped there.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="f"/> or <paramref name="hvp"/> is <c>null</c>.</exception>
    public MinimizationResult Minimize(GradientFunction<double> f, HvpFunction<double> hvp, ReadOnlySpan<double> x0)
    {
        ArgumentNullException.ThrowIfNull(f);
        ArgumentNullException.ThrowIfNull(hvp);
        var run = new MinimizationRun(this);
        var rule = new NewtonDirection(new HessianProduct(hvp, run), x0.Length);
        return new DescentRun(run, new Objective(f, run), LineSearch ?? Wolfe, rule, x0.Length).Minimize(x0);
    }
}
