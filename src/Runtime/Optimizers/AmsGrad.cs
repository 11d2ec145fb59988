using System.Numerics;
using System.Runtime.CompilerServices;

namespace DiffGen.Optimizers;

/// <summary>Adam whose denominators never shrink.</summary>
/// <remarks>
/// <para>With learning rate η and m = v = w = 0 before step t = 1:</para>
/// <code>
/// m ← β₁·m + (1 - β₁)·g
/// v ← β₂·v + (1 - β₂)·g²
/// w ← max(w, v)
/// p ← p - η · (m / (1 - β₁ᵗ)) / (√(w / (1 - β₂ᵗ)) + ε)
/// </code>
/// <para>S. J. Reddi, S. Kale, S. Kumar, "On the convergence of Adam and beyond", ICLR 2018, algorithm 2, with the corrections of Adam
/// for the bias towards zero and its ε, which are left out there (the form of <c>torch.optim.Adam</c> with <c>amsgrad</c>).</para>
/// <para>The result doesn't depend on the width of the vector registers.</para>
/// </remarks>
/// <typeparam name="T">The element type.</typeparam>
public sealed class AmsGrad<T> : AdaptiveOptimizer<T> where T : IFloatingPointIeee754<T>
{
    private T[] _largest = [];

    /// <summary>AMSGrad with Adam's defaults: η = 0.001, β₁ = 0.9, β₂ = 0.999, ε = 10⁻⁸.</summary>
    public AmsGrad() : base(0.001, 1e-8)
    {
    }

    /// <inheritdoc/>
    protected override void Initialise(StateBuilder<T> state)
    {
        base.Initialise(state);
        _largest = state.Array("w");
    }

    /// <inheritdoc/>
    protected override void Update(Span<T> parameters, ReadOnlySpan<T> gradient)
        => Elementwise.Run(new Rule(this), parameters, gradient, First, Second, _largest);

    private readonly struct Rule(AmsGrad<T> owner) : IUpdateRule<T>
    {
        private readonly RunningMean<T> _first = new(owner.Beta1);
        private readonly RunningMean<T> _second = new(owner.Beta2);
        private readonly T _rate = T.CreateChecked(owner.LearningRate / owner.Weight1);
        private readonly T _root = T.CreateChecked(1 / Math.Sqrt(owner.Weight2));
        private readonly T _epsilon = T.CreateChecked(owner.Epsilon);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<TLane>(ref TLane p, TLane g, ref TLane m, ref TLane v, ref TLane w) where TLane : struct, ILane<TLane, T>
        {
            m = _first.Next(m, g);
            v = _second.Next(v, g * g);
            w = TLane.Max(w, v);
            p -= _rate * m / (_root * TLane.Sqrt(w) + _epsilon);
        }
    }
}
