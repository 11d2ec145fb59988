namespace DiffGen.Minimizers;

/// <summary>
/// The quasi-Newton method of Broyden, Fletcher, Goldfarb and Shanno, for smooth functions of up to about a thousand
/// variables: it keeps an n × n matrix.
/// </summary>
/// <remarks>
/// <para>d = -H·g, and after a step s with change of gradient y</para>
/// <code>
/// H ← (I - s·yᵀ/sᵀy)·H·(I - y·sᵀ/sᵀy) + s·sᵀ/sᵀy
/// </code>
/// <para>from H = (sᵀy/yᵀy)·I of the first step. A step without positive curvature, sᵀy ≤ 10⁻¹⁶·yᵀy, changes nothing, so H
/// stays positive definite. J. Nocedal, S. J. Wright, "Numerical optimization", 2nd edition, algorithm 6.1 and equations
/// 6.17, 6.20. Searches by <see cref="MoreThuente"/> unless told otherwise. Deterministic.</para>
/// </remarks>
public sealed class Bfgs : LineSearchMinimizer, IMinimizer
{
    private static readonly LineSearch Wolfe = new MoreThuente();

    /// <inheritdoc/>
    public MinimizationResult Minimize(GradientFunction<double> f, ReadOnlySpan<double> x0)
    {
        ArgumentNullException.ThrowIfNull(f);
        var run = new MinimizationRun(this);
        return new DescentRun(run, new Objective(f, run), LineSearch ?? Wolfe, new BfgsDirection(x0.Length), x0.Length).Minimize(x0);
    }
}
