using DiffGen.Numerics;

namespace DiffGen.Minimizers;

/// <summary>
/// Newton's method with the equations solved by conjugate gradients, and a line search: for smooth functions of many
/// variables whose Hessian-vector products are to be had. It needs few iterations where quasi-Newton methods need
/// many.
/// </summary>
/// <remarks>
/// <para>The direction solves B·d = -g, B being the second derivatives, until ‖B·d + g‖ ≤ min(η, √‖g‖)·‖g‖, which makes the
/// convergence superlinear. A conjugate direction p with pᵀ·B·p ≤ 10⁻¹⁶·‖p‖·‖B·p‖ ends the iteration: d + (‖d‖/‖p‖)·p is taken, and
/// -g where there is no d yet. J. Nocedal, S. J. Wright, "Numerical optimization", 2nd edition, algorithm 7.1; R. S. Dembo, T.
/// Steihaug, Math. Programming 26 (1983).</para>
/// <para>Searches by <see cref="MoreThuente"/> unless told otherwise. Deterministic.</para>
/// </remarks>
public sealed class NewtonCg : LineSearchMinimizer
{
    private static readonly LineSearch Wolfe = new MoreThuente();

    /// <summary>The largest relative residual η that ends the conjugate gradients, in [0, 1); 0.1 by default. Less makes for fewer
    /// iterations with more products each.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public double Forcing
    {
        get;
        init => field = Require.Fraction(value);
    } = 0.1;

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
        var rule = new NewtonDirection(new HessianProduct(hvp, run), Forcing, x0.Length);
        return new DescentRun(run, new Objective(f, run), LineSearch ?? Wolfe, rule, x0.Length).Minimize(x0);
    }
}
