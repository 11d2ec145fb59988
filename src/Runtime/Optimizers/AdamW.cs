using System.Numerics;
using DiffGen.Numerics;

namespace DiffGen.Optimizers;

/// <summary>Adam with decoupled weight decay.</summary>
/// <remarks>
/// <para>With learning rate η, weight decay λ, and m = v = 0 before step t = 1:</para>
/// <code>
/// m ← β₁·m + (1 - β₁)·g
/// v ← β₂·v + (1 - β₂)·g²
/// p ← p - η·λ·p - η · (m / (1 - β₁ᵗ)) / (√(v / (1 - β₂ᵗ)) + ε)
/// </code>
/// <para>I. Loshchilov, F. Hutter, "Decoupled weight decay regularization", ICLR 2019, algorithm 2, where the schedule is
/// η and α is part of it (the form of <c>torch.optim.AdamW</c>).</para>
/// <para>The result doesn't depend on the width of the vector registers.</para>
/// </remarks>
/// <typeparam name="T">The element type.</typeparam>
public sealed class AdamW<T> : AdaptiveOptimizer<T> where T : IFloatingPointIeee754<T>
{
    /// <summary>AdamW with η = 0.001, β₁ = 0.9, β₂ = 0.999, ε = 10⁻⁸ as in Adam's paper, and λ = 0.01.</summary>
    public AdamW() : base(0.001, 1e-8)
    {
    }

    /// <summary>The weight decay λ, at least 0; 0.01 by default. A step takes the part η·λ off every parameter.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public double WeightDecay
    {
        get;
        init => field = Require.NonNegative(value);
    } = 0.01;

    /// <inheritdoc/>
    protected override void Update(Span<T> parameters, ReadOnlySpan<T> gradient)
        => Elementwise.Run(
            new AdamRule<T>(LearningRate, Beta1, Beta2, Epsilon, LearningRate * WeightDecay, Steps),
            parameters, gradient, First, Second);
}
