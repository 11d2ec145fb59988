using System.Numerics;
using System.Runtime.CompilerServices;

namespace DiffGen.Optimizers;

/// <summary>AdaBelief: steps scaled by how far gradients are from what their running mean foretold.</summary>
/// <remarks>
/// <para>With learning rate η and m = s = 0 before step t = 1:</para>
/// <code>
/// m ← β₁·m + (1 - β₁)·g
/// s ← β₂·s + (1 - β₂)·(g - m)² + ε
/// p ← p - η · (m / (1 - β₁ᵗ)) / (√(s / (1 - β₂ᵗ)) + ε)
/// </code>
/// <para>J. Zhuang, T. Tang, Y. Ding, S. Tatikonda, N. Dvornek, X. Papademetris, J. Duncan, "AdaBelief optimizer: adapting stepsizes by
/// the belief in observed gradients", NeurIPS 2020, algorithm 2.</para>
/// <para>The result doesn't depend on the width of the vector registers.</para>
/// </remarks>
/// <typeparam name="T">The element type.</typeparam>
public sealed class AdaBelief<T> : AdaptiveOptimizer<T> where T : IFloatingPointIeee754<T>
{
    /// <summary>AdaBelief with η = 0.001, β₁ = 0.9, β₂ = 0.999 as in the paper, and ε = 10⁻¹⁶ as in the authors' program: a larger one
    /// gathers in s and is what steps are scaled by in the end.</summary>
    public AdaBelief() : base(0.001, 1e-16)
    {
    }

    /// <inheritdoc/>
    protected override void Update(Span<T> parameters, ReadOnlySpan<T> gradient)
        => Elementwise.Run(new Rule(this), parameters, gradient, First, Second);

    private readonly struct Rule(AdaBelief<T> owner) : IUpdateRule<T>
    {
        private readonly RunningMean<T> _first = new(owner.Beta1);
        private readonly RunningMean<T> _second = new(owner.Beta2);
        private readonly T _rate = T.CreateChecked(owner.LearningRate / owner.Weight1);
        private readonly T _root = T.CreateChecked(1 / Math.Sqrt(owner.Weight2));
        private readonly T _epsilon = T.CreateChecked(owner.Epsilon);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<TLane>(ref TLane p, TLane g, ref TLane m, ref TLane s, ref TLane none) where TLane : struct, ILane<TLane, T>
        {
            m = _first.Next(m, g);
            TLane surprise = g - m;
            s = _second.Next(s, surprise * surprise) + _epsilon;
            p -= _rate * m / (_root * TLane.Sqrt(s) + _epsilon);
        }
    }
}
