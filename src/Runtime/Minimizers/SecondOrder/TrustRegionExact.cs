namespace DiffGen.Minimizers;

/// <summary>
/// Newton's method in a trust region with exact steps, for smooth functions of few variables (up to a few hundred) whose
/// matrix of second derivatives is to be had. The most robust of the methods: it leaves saddle points, and takes steps of
/// full length where the matrix isn't positive definite.
/// </summary>
/// <remarks>The steps are those of J. J. Moré, D. C. Sorensen, "Computing a trust region step", SIAM J. Sci. Stat. Comput. 4
/// (1983), the hard case included; each costs a few Cholesky factorisations. The region:
/// <see cref="TrustRegionMinimizer"/>. Deterministic.</remarks>
public sealed class TrustRegionExact : TrustRegionMinimizer
{
    /// <summary>Looks for a local minimum.</summary>
    /// <param name="f">The function with its gradient and second derivatives; all its calls count as
    /// <see cref="MinimizationResult.SecondDerivativeEvaluations"/>.</param>
    /// <param name="x0">The point to start from; not changed.</param>
    /// <returns>The best point found, and why the search stopped there.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="f"/> is <c>null</c>.</exception>
    public MinimizationResult Minimize(HessianFunction<double> f, ReadOnlySpan<double> x0)
    {
        ArgumentNullException.ThrowIfNull(f);
        var run = new MinimizationRun(this);
        return new TrustRegionRun(this, run, new ExactModel(f, run, x0.Length), x0.Length).Minimize(x0);
    }
}
