using System.Numerics;
using System.Runtime.CompilerServices;
using DiffGen.Numerics;

namespace DiffGen.Optimizers;

/// <summary>Stochastic gradient descent, with optional momentum, dampening, Nesterov momentum and weight decay.</summary>
/// <remarks>
/// <para>With learning rate η, momentum μ, dampening τ and weight decay λ (the form of <c>torch.optim.SGD</c>):</para>
/// <code>
/// g ← gradient + λ·p
/// b ← g                   at the first step
/// b ← μ·b + (1 - τ)·g     later
/// p ← p - η·(g + μ·b)     Nesterov
/// p ← p - η·b             otherwise
/// </code>
/// <para>I. Sutskever, J. Martens, G. Dahl, G. Hinton, "On the importance of initialization and momentum in deep learning",
/// ICML 2013. Unlike there, η multiplies b when it is applied, not when it is accumulated: the two differ only when η changes.</para>
/// <para>The result doesn't depend on the width of the vector registers.</para>
/// </remarks>
/// <typeparam name="T">The element type.</typeparam>
public sealed class Sgd<T> : Optimizer<T> where T : IFloatingPointIeee754<T>
{
    private T[] _velocity = [];

    /// <summary>Plain gradient descent with learning rate 0.01.</summary>
    public Sgd() : base(0.01)
    {
    }

    /// <summary>The momentum μ, in [0, 1); 0 (none) by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public double Momentum
    {
        get;
        init => field = Require.Fraction(value);
    }

    /// <summary>The dampening τ of the gradient in the momentum, in [0, 1); 0 (none) by default. Without momentum it has no
    /// effect; with τ = μ the momentum is a running mean.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public double Dampening
    {
        get;
        init => field = Require.Fraction(value);
    }

    /// <summary>Whether the momentum looks ahead; <c>false</c> by default. Without momentum it has no effect.</summary>
    public bool Nesterov { get; init; }

    /// <summary>The weight decay λ, at least 0, added to the gradient as λ·p; 0 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public double WeightDecay
    {
        get;
        init => field = Require.NonNegative(value);
    }

    /// <inheritdoc/>
    protected override void Initialise(StateBuilder<T> state) => _velocity = Momentum > 0 ? state.Array("b") : [];

    /// <inheritdoc/>
    protected override void Update(Span<T> parameters, ReadOnlySpan<T> gradient)
    {
        if (Momentum > 0)
            Elementwise.Run(new MomentumRule(this), parameters, gradient, _velocity);
        else
            Elementwise.Run(new PlainRule(this), parameters, gradient);
    }

    private readonly struct PlainRule(Sgd<T> sgd) : IUpdateRule<T>
    {
        private readonly T _rate = T.CreateChecked(sgd.LearningRate);
        private readonly T _decay = T.CreateChecked(sgd.WeightDecay);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<TLane>(ref TLane p, TLane g, ref TLane a, ref TLane b, ref TLane c) where TLane : struct, ILane<TLane, T>
            => p -= _rate * (g + _decay * p);
    }

    private readonly struct MomentumRule(Sgd<T> sgd) : IUpdateRule<T>
    {
        private readonly T _rate = T.CreateChecked(sgd.LearningRate);
        private readonly T _decay = T.CreateChecked(sgd.WeightDecay);
        private readonly T _momentum = T.CreateChecked(sgd.Momentum);
        private readonly T _take = T.CreateChecked(sgd.Steps == 1 ? 1 : 1 - sgd.Dampening);
        private readonly bool _nesterov = sgd.Nesterov;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<TLane>(ref TLane p, TLane gradient, ref TLane b, ref TLane none1, ref TLane none2)
            where TLane : struct, ILane<TLane, T>
        {
            TLane g = gradient + _decay * p;
            b = _momentum * b + _take * g;
            p -= _rate * (_nesterov ? g + _momentum * b : b);
        }
    }
}
