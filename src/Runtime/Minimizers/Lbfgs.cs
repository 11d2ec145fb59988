using DiffGen.Numerics;

namespace DiffGen.Minimizers;

/// <summary>
/// Limited-memory BFGS: a quasi-Newton method for smooth functions of many variables, which keeps the last few steps instead
/// of a matrix.
/// </summary>
/// <remarks>D. C. Liu, J. Nocedal, "On the limited memory BFGS method for large scale optimization", Math. Programming 45
/// (1989). Searches by <see cref="MoreThuente"/> unless told otherwise. Deterministic.</remarks>
/// <example>
/// <code>
/// MinimizationResult result = new Lbfgs { GradientTolerance = 1e-10 }.Minimize(Rosenbrock.ValueGradient, [-1.2, 1.0]);
/// </code>
/// </example>
public sealed class Lbfgs : LineSearchMinimizer, IMinimizer
{
    private static readonly LineSearch Wolfe = new MoreThuente();

    /// <summary>The number of past steps kept, at least 1; 10 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public int History
    {
        get;
        init => field = Require.AtLeast(value, 1);
    } = 10;

    /// <inheritdoc/>
    public MinimizationResult Minimize(GradientFunction<double> f, ReadOnlySpan<double> x0)
    {
        ArgumentNullException.ThrowIfNull(f);
        var run = new MinimizationRun(this);
        var rule = new LbfgsDirection(Math.Min(History, Math.Max(1, MaxIterations)), x0.Length);
        return new DescentRun(run, new Objective(f, run), LineSearch ?? Wolfe, rule, x0.Length).Minimize(x0);
    }
}
