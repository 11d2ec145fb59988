using DiffGen.Numerics;

namespace DiffGen.Minimizers;

/// <summary>
/// Levenberg and Marquardt's method for nonlinear least squares: Gauss–Newton steps, damped as far as a trust region demands.
/// </summary>
/// <remarks>
/// <para>A step solves min ½·|J·s + r|² + ½·μ·|D·s|², D with the norms of the columns of J, μ such that |D·s| stays within a trust
/// region: D. W. Marquardt, "An algorithm for least-squares estimation of nonlinear parameters", SIAM J. 11 (1963); J. J. Moré, "The
/// Levenberg–Marquardt algorithm: implementation and theory", Lecture Notes in Mathematics 630 (1978). A dense J is factored by QR with
/// column pivoting; normal equations are formed of a sparse one only.</para>
/// <para>What stops it, bounds and losses: <see cref="LeastSquaresMinimizer"/>. Deterministic.</para>
/// </remarks>
/// <example>
/// <code>
/// LeastSquaresResult fit = new LevenbergMarquardt().Minimize(
///     (b, r, j) => Kinetics.ResidualsJacobian(b, concentrations, rates, r, j), rates.Length, [200, 0.1]);
/// Console.WriteLine(fit.FullReport("Vm", "K"));
/// </code>
/// </example>
public sealed class LevenbergMarquardt : LeastSquaresMinimizer
{
    /// <summary>The first radius of the trust region, in units of |D·x0| (of the undamped step, where x0 is 0), above 0; 1 by
    /// default: the first step changes the parameters by about their size.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public double InitialRadius
    {
        get;
        init => field = Require.Positive(value);
    } = 1;

    /// <inheritdoc/>
    private protected override StepStrategy NewStrategy(int parameters) => new DampingStrategy(InitialRadius);
}
