using System.Numerics;
using System.Runtime.CompilerServices;

namespace DiffGen.Optimizers;

/// <summary>Yogi: Adam whose mean squared gradient changes by at most a part of the newest square.</summary>
/// <remarks>
/// <para>With learning rate η and m = v = 0 before the first step:</para>
/// <code>
/// m ← β₁·m + (1 - β₁)·g
/// v ← v - (1 - β₂)·sign(v - g²)·g²
/// p ← p - η · m / (√v + ε)
/// </code>
/// <para>M. Zaheer, S. Reddi, D. Sachan, S. Kale, S. Kumar, "Adaptive methods for nonconvex optimization", NeurIPS 2018, algorithm 2: like
/// there, without corrections for the bias towards zero.</para>
/// <para>The result doesn't depend on the width of the vector registers.</para>
/// </remarks>
/// <typeparam name="T">The element type.</typeparam>
public sealed class Yogi<T> : AdaptiveOptimizer<T> where T : IFloatingPointIeee754<T>
{
    /// <summary>Yogi with the values of the paper: η = 0.01, β₁ = 0.9, β₂ = 0.999, ε = 10⁻³.</summary>
    public Yogi() : base(0.01, 1e-3)
    {
    }

    /// <inheritdoc/>
    protected override void Update(Span<T> parameters, ReadOnlySpan<T> gradient)
        => Elementwise.Run(new Rule(this), parameters, gradient, First, Second);

    private readonly struct Rule(Yogi<T> owner) : IUpdateRule<T>
    {
        private readonly RunningMean<T> _first = new(owner.Beta1);
        private readonly T _take = T.CreateChecked(1 - owner.Beta2);
        private readonly T _rate = T.CreateChecked(owner.LearningRate);
        private readonly T _epsilon = T.CreateChecked(owner.Epsilon);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<TLane>(ref TLane p, TLane g, ref TLane m, ref TLane v, ref TLane none) where TLane : struct, ILane<TLane, T>
        {
            m = _first.Next(m, g);
            TLane square = g * g;
            v -= _take * (v - square).Sign<TLane, T>() * square;
            p -= _rate * m / (TLane.Sqrt(v) + _epsilon);
        }
    }
}
