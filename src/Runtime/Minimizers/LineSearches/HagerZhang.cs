using DiffGen.Numerics;

namespace DiffGen.Minimizers;

/// <summary>
/// The line search of Hager and Zhang: with φ(α) = f(x + α·d), a step that meets the Wolfe conditions,
/// φ(α) ≤ φ(0) + δ·α·φ'(0) and φ'(α) ≥ σ·φ'(0), or the approximate ones,
/// (2δ - 1)·φ'(0) ≥ φ'(α) ≥ σ·φ'(0) where φ(α) ≤ φ(0) + ε·|φ(0)|.
/// </summary>
/// <remarks>
/// <para>W. W. Hager, H. Zhang, "A new conjugate gradient method with guaranteed descent and an efficient line search", SIAM J.
/// Optim. 16 (2005), section 4; "Algorithm 851: CG_DESCENT", ACM TOMS 32 (2006): an interval whose ends have slopes of
/// opposite sign shrinks by two secant steps a turn, and by halving where these don't shorten it to γ = 0.66. Bracketing
/// goes on by secant steps too, and by a factor of at most ρ = 5.</para>
/// <para>The approximate conditions see a minimum to all digits of its slope, where the value shows only half of
/// them.</para>
/// </remarks>
public sealed class HagerZhang : LineSearch
{
    /// <summary>The constant δ of sufficient decrease, in [0, 1); 0.1 by default, to be below one half and at most
    /// <see cref="Curvature"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public double SufficientDecrease
    {
        get;
        init => field = Require.Fraction(value);
    } = 0.1;

    /// <summary>The constant σ of curvature, in [0, 1); 0.9 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public double Curvature
    {
        get;
        init => field = Require.Fraction(value);
    } = 0.9;

    /// <summary>The ε by which the value may rise in proportion where the slope says that the step is good, at least 0; 10⁻¹² by
    /// default, close to rounding (the paper has 10⁻⁶).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public double RelativeNoise
    {
        get;
        init => field = Require.NonNegative(value);
    } = 1e-12;

    /// <summary>The first trial step is taken only where |φ'(α)| ≤ this · |φ'(0)|, above 0; 1 by default. Where it is small, a
    /// secant step follows, which for a parabola ends in the minimum: so conjugate gradients have it, with the purpose of the
    /// paper's "QuadStep".</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public double FirstCurvature
    {
        get;
        init => field = Require.Positive(value);
    } = 1;

    internal override LineSearchOutcome Search(SearchLine line, double firstStep)
        => new HagerZhangSearch(this, line).Run(firstStep);
}
