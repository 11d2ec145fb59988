using System.Numerics;
using System.Runtime.CompilerServices;

namespace DiffGen.Optimizers;

/// <summary>Adam with the maximum norm: steps scaled by the largest gradient, which fades.</summary>
/// <remarks>
/// <para>With learning rate η and m = u = 0 before step t = 1:</para>
/// <code>
/// m ← β₁·m + (1 - β₁)·g
/// u ← max(β₂·u, |g| + ε)
/// p ← p - η / (1 - β₁ᵗ) · m / u
/// </code>
/// <para>D. P. Kingma, J. Ba, "Adam: a method for stochastic optimization", ICLR 2015, algorithm 2; ε, which isn't there, keeps a
/// gradient that was always zero from dividing by zero (as <c>torch.optim.Adamax</c> does).</para>
/// <para>The result doesn't depend on the width of the vector registers.</para>
/// </remarks>
/// <typeparam name="T">The element type.</typeparam>
public sealed class Adamax<T> : AdaptiveOptimizer<T> where T : IFloatingPointIeee754<T>
{
    /// <summary>Adamax with the defaults of the paper, η = 0.002, β₁ = 0.9, β₂ = 0.999, and ε = 10⁻⁸.</summary>
    public Adamax() : base(0.002, 1e-8)
    {
    }

    /// <inheritdoc/>
    protected override void Update(Span<T> parameters, ReadOnlySpan<T> gradient)
        => Elementwise.Run(new Rule(this), parameters, gradient, First, Second);

    private readonly struct Rule(Adamax<T> owner) : IUpdateRule<T>
    {
        private readonly RunningMean<T> _first = new(owner.Beta1);
        private readonly T _fade = T.CreateChecked(owner.Beta2);
        private readonly T _rate = T.CreateChecked(owner.LearningRate / owner.Weight1);
        private readonly T _epsilon = T.CreateChecked(owner.Epsilon);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<TLane>(ref TLane p, TLane g, ref TLane m, ref TLane u, ref TLane none) where TLane : struct, ILane<TLane, T>
        {
            m = _first.Next(m, g);
            u = TLane.Max(_fade * u, TLane.Abs(g) + _epsilon);
            p -= _rate * m / u;
        }
    }
}
