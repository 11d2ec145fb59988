using System.Numerics;
using System.Runtime.CompilerServices;
using DiffGen.Numerics;

namespace DiffGen.Optimizers;

/// <summary>Adam with Nesterov momentum.</summary>
/// <remarks>
/// <para>With learning rate η, momentum decay ψ, and m = v = 0 before step t = 1:</para>
/// <code>
/// μₜ = β₁·(1 - 0.96^(t·ψ) / 2),   Πₜ = μ₁·μ₂·…·μₜ
/// m ← β₁·m + (1 - β₁)·g
/// v ← β₂·v + (1 - β₂)·g²
/// p ← p - η · (μₜ₊₁·m / (1 - Πₜ₊₁) + (1 - μₜ)·g / (1 - Πₜ)) / (√(v / (1 - β₂ᵗ)) + ε)
/// </code>
/// <para>T. Dozat, "Incorporating Nesterov momentum into Adam", ICLR 2016 workshop, with the warming momentum given there (the form of
/// <c>torch.optim.NAdam</c>).</para>
/// <para>The result doesn't depend on the width of the vector registers.</para>
/// </remarks>
/// <typeparam name="T">The element type.</typeparam>
public sealed class NAdam<T> : AdaptiveOptimizer<T> where T : IFloatingPointIeee754<T>
{
    private StateScalar? _product;

    /// <summary>NAdam with η = 0.002 as in Adam's paper for its variants, β₁ = 0.9, β₂ = 0.999, ε = 10⁻⁸, and ψ = 0.004 as in Dozat's.</summary>
    public NAdam() : base(0.002, 1e-8)
    {
    }

    /// <summary>How fast the momentum goes from β₁ / 2 to β₁: ψ, at least 0; 0.004 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public double MomentumDecay
    {
        get;
        init => field = Require.NonNegative(value);
    } = 0.004;

    /// <inheritdoc/>
    protected override void Initialise(StateBuilder<T> state)
    {
        base.Initialise(state);
        _product = state.Scalar("MomentumProduct", 1);
    }

    /// <inheritdoc/>
    protected override void Update(Span<T> parameters, ReadOnlySpan<T> gradient)
    {
        double momentum = Momentum(Steps), next = Momentum(Steps + 1);
        _product!.Value *= momentum;
        double ofGradient = LearningRate * (1 - momentum) / (1 - _product.Value);
        double ofMean = LearningRate * next / (1 - _product.Value * next);
        Elementwise.Run(new Rule(this, ofGradient, ofMean), parameters, gradient, First, Second);
    }

    private double Momentum(long step) => Beta1 * (1 - 0.5 * Math.Pow(0.96, step * MomentumDecay));

    private readonly struct Rule(NAdam<T> owner, double ofGradient, double ofMean) : IUpdateRule<T>
    {
        private readonly RunningMean<T> _first = new(owner.Beta1);
        private readonly RunningMean<T> _second = new(owner.Beta2);
        private readonly T _ofGradient = T.CreateChecked(ofGradient);
        private readonly T _ofMean = T.CreateChecked(ofMean);
        private readonly T _root = T.CreateChecked(1 / Math.Sqrt(owner.Weight2));
        private readonly T _epsilon = T.CreateChecked(owner.Epsilon);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<TLane>(ref TLane p, TLane g, ref TLane m, ref TLane v, ref TLane none) where TLane : struct, ILane<TLane, T>
        {
            m = _first.Next(m, g);
            v = _second.Next(v, g * g);
            p -= (_ofGradient * g + _ofMean * m) / (_root * TLane.Sqrt(v) + _epsilon);
        }
    }
}
