using DiffGen.Numerics;

namespace DiffGen.Minimizers;

/// <summary>What the trust-region methods share: a step minimises the model m(p) = f + gᵀp + ½·pᵀ·B·p within ‖p‖ ≤ Δ, B being
/// the second derivatives, and Δ follows from how well the model foretold the change of the function.</summary>
/// <remarks>
/// <para>With ρ = (f(x) - f(x + p)) / (m(0) - m(p)): a step is taken where ρ &gt; 10⁻⁴; Δ becomes ‖p‖/4 where ρ &lt; ¼ and 2·Δ
/// where ρ &gt; ¾ and ‖p‖ = Δ. J. Nocedal, S. J. Wright, "Numerical optimization", 2nd edition, algorithm 4.1. Numerator and
/// denominator get 10⁻¹⁵·|f| added, so that near the minimum, where rounding rules both, ρ tends to 1: A. R. Conn, N. I. M.
/// Gould, P. L. Toint, "Trust-region methods", 2000, section 17.4.2.</para>
/// <para>A point where the function isn't finite counts as infinitely high. The search ends with
/// <see cref="StopReason.NoDecrease"/> when Δ no longer moves the point, and with <see cref="StopReason.UnboundedBelow"/> when
/// the point is 10²⁰ times as far out as the start. The step of the history is ‖p‖ / Δ.</para>
/// </remarks>
public abstract class TrustRegionMinimizer : Minimizer
{
    /// <summary>Leaves deriving to this assembly.</summary>
    private protected TrustRegionMinimizer()
    {
    }

    /// <summary>The first radius Δ, above 0; 1 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public double InitialRadius
    {
        get;
        init => field = Require.Positive(value);
    } = 1;

    /// <summary>The largest radius, above 0; 10²⁰ by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public double MaxRadius
    {
        get;
        init => field = Require.Positive(value);
    } = 1e20;
}
