using DiffGen.Numerics;

namespace DiffGen.Minimizers;

/// <summary>
/// Powell's dogleg method for nonlinear least squares: a trust region around the iterate, in which steps bend from the steepest
/// descent to Gauss–Newton.
/// </summary>
/// <remarks>
/// <para>It solves one linear problem per accepted step, <see cref="LevenbergMarquardt"/> several; that one is the more robust where
/// parameters are nearly dependent. Where the Jacobian doesn't have full rank, the Gauss–Newton step is damped
/// by 10⁻⁶ of the norms of its columns.</para>
/// <para>What stops it, bounds and losses: <see cref="LeastSquaresMinimizer"/>. Deterministic.</para>
/// </remarks>
public sealed class Dogleg : LeastSquaresMinimizer
{
    /// <summary>The first radius of the trust region, in units of |D·x0| (of the Gauss–Newton step, where x0 is 0), above 0; 1 by
    /// default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public double InitialRadius
    {
        get;
        init => field = Require.Positive(value);
    } = 1;

    /// <inheritdoc/>
    private protected override StepStrategy NewStrategy(int parameters) => new DoglegStrategy(parameters, InitialRadius);
}
