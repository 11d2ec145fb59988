using System.Numerics;

namespace DiffGen.Optimizers;

/// <summary>Adam: steps scaled by running means of the gradient and of its square.</summary>
/// <remarks>
/// <para>With learning rate η and m = v = 0 before step t = 1:</para>
/// <code>
/// m ← β₁·m + (1 - β₁)·g
/// v ← β₂·v + (1 - β₂)·g²
/// p ← p - η · (m / (1 - β₁ᵗ)) / (√(v / (1 - β₂ᵗ)) + ε)
/// </code>
/// <para>D. P. Kingma, J. Ba, "Adam: a method for stochastic optimization", ICLR 2015, algorithm 1.</para>
/// <para>The result doesn't depend on the width of the vector registers.</para>
/// </remarks>
/// <typeparam name="T">The element type.</typeparam>
public sealed class Adam<T> : AdaptiveOptimizer<T> where T : IFloatingPointIeee754<T>
{
    /// <summary>Adam with the defaults of the paper: η = 0.001, β₁ = 0.9, β₂ = 0.999, ε = 10⁻⁸.</summary>
    public Adam() : base(0.001, 1e-8)
    {
    }

    /// <inheritdoc/>
    protected override void Update(Span<T> parameters, ReadOnlySpan<T> gradient)
        => Elementwise.Run(
            new AdamRule<T>(LearningRate, Beta1, Beta2, Epsilon, decay: 0, Steps), parameters, gradient, First, Second);
}
