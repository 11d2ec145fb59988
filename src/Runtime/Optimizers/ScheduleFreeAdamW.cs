using System.Numerics;
using System.Runtime.CompilerServices;
using DiffGen.Numerics;

namespace DiffGen.Optimizers;

/// <summary>Schedule-free AdamW: averaging takes the place of a learning rate that decreases, and of the mean of the gradient.</summary>
/// <remarks>
/// <para>With learning rate γ, weight decay λ, z = x = p and v = 0 before step t = 1. The parameters p are the point where the gradient
/// is to be taken; what training is to give is x, see <see cref="IAveraging{T}"/>.</para>
/// <code>
/// v ← β₂·v + (1 - β₂)·g²
/// γₜ = γ·√(1 - β₂ᵗ)
/// z ← z - γₜ·g / (√v + ε) - γₜ·λ·p
/// c = γₜ² / Σγ²               over all steps so far
/// x ← (1 - c)·x + c·z
/// p ← (1 - β₁)·z + β₁·x
/// </code>
/// <para>A. Defazio, X. A. Yang, H. Mehta, K. Mishchenko, A. Khaled, A. Cutkosky, "The road less scheduled", NeurIPS 2024, algorithm 1.
/// A linear warm-up of γ helps, a decreasing schedule doesn't.</para>
/// <para>The result doesn't depend on the width of the vector registers.</para>
/// </remarks>
/// <typeparam name="T">The element type.</typeparam>
public sealed class ScheduleFreeAdamW<T> : ScheduleFreeOptimizer<T> where T : IFloatingPointIeee754<T>
{
    private T[] _square = [];

    /// <summary>Schedule-free AdamW with the defaults of the authors' program: γ = 0.0025, β₁ = 0.9, β₂ = 0.999, ε = 10⁻⁸, no weight
    /// decay.</summary>
    public ScheduleFreeAdamW() : base(0.0025)
    {
    }

    /// <summary>The decay β₂ of the mean squared gradient, in [0, 1); 0.999 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public double Beta2
    {
        get;
        init => field = Require.Fraction(value);
    } = 0.999;

    /// <summary>The ε added to the denominator, above 0; 10⁻⁸ by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public double Epsilon
    {
        get;
        init => field = Require.Positive(value);
    } = 1e-8;

    /// <inheritdoc/>
    protected override void Initialise(StateBuilder<T> state)
    {
        base.Initialise(state);
        _square = state.Array("v");
    }

    /// <inheritdoc/>
    protected override void Update(Span<T> parameters, ReadOnlySpan<T> gradient)
    {
        double rate = LearningRate * Math.Sqrt(1 - Powers.Of(Beta2, Steps));
        double weight = Begin(parameters, rate);
        Elementwise.Run(new Rule(this, rate, weight), parameters, gradient, Fast, Averaged, _square);
    }

    private readonly struct Rule(ScheduleFreeAdamW<T> owner, double rate, double weight) : IUpdateRule<T>
    {
        private readonly RunningMean<T> _second = new(owner.Beta2);
        private readonly T _rate = T.CreateChecked(rate);
        private readonly T _decay = T.CreateChecked(owner.WeightDecay);
        private readonly T _epsilon = T.CreateChecked(owner.Epsilon);
        private readonly T _weight = T.CreateChecked(weight);
        private readonly T _near = T.CreateChecked(owner.Beta1);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<TLane>(ref TLane p, TLane g, ref TLane z, ref TLane x, ref TLane v) where TLane : struct, ILane<TLane, T>
        {
            v = _second.Next(v, g * g);
            z -= _rate * (g / (TLane.Sqrt(v) + _epsilon) + _decay * p);
            x += _weight * (z - x);
            p = z + _near * (x - z);
        }
    }
}
