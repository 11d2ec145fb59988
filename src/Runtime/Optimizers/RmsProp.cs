using System.Numerics;
using System.Runtime.CompilerServices;
using DiffGen.Numerics;

namespace DiffGen.Optimizers;

/// <summary>RMSprop: steps scaled by a running mean of the squared gradient; optionally of its variance, and with momentum.</summary>
/// <remarks>
/// <para>With learning rate η, decay α, momentum μ, and all state zero before the first step:</para>
/// <code>
/// v ← α·v + (1 - α)·g²
/// m ← α·m + (1 - α)·g          centred
/// d = √(v - m²) + ε            centred, √v + ε otherwise
/// b ← μ·b + g / d
/// p ← p - η·b
/// </code>
/// <para>T. Tieleman, G. Hinton, "Lecture 6.5: RMSprop", Coursera: Neural networks for machine learning, 2012; centred: A. Graves,
/// "Generating sequences with recurrent neural networks", arXiv:1308.0850, 2013, equations 38 to 41 (the form of
/// <c>torch.optim.RMSprop</c>, with ε outside of the root and η applied to the momentum).</para>
/// <para>The result doesn't depend on the width of the vector registers.</para>
/// </remarks>
/// <typeparam name="T">The element type.</typeparam>
public sealed class RmsProp<T> : Optimizer<T> where T : IFloatingPointIeee754<T>
{
    private T[] _square = [];
    private T[] _mean = [];
    private T[] _velocity = [];

    /// <summary>RMSprop with the defaults of <c>torch.optim.RMSprop</c>: η = 0.01, α = 0.99, ε = 10⁻⁸, no momentum, not centred.</summary>
    public RmsProp() : base(0.01)
    {
    }

    /// <summary>The decay α of the mean squared gradient, in [0, 1); 0.99 by default (0.9 in the lecture).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public double Decay
    {
        get;
        init => field = Require.Fraction(value);
    } = 0.99;

    /// <summary>The ε added to the denominator, above 0; 10⁻⁸ by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public double Epsilon
    {
        get;
        init => field = Require.Positive(value);
    } = 1e-8;

    /// <summary>The momentum μ, in [0, 1); 0 (none) by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public double Momentum
    {
        get;
        init => field = Require.Fraction(value);
    }

    /// <summary>Whether steps are scaled by the variance of the gradient instead of its mean square; <c>false</c> by default.</summary>
    public bool Centred { get; init; }

    /// <inheritdoc/>
    protected override void Initialise(StateBuilder<T> state)
    {
        _square = state.Array("v");
        _mean = Centred ? state.Array("m") : [];
        _velocity = Momentum > 0 ? state.Array("b") : [];
    }

    /// <inheritdoc/>
    protected override void Update(Span<T> parameters, ReadOnlySpan<T> gradient)
    {
        if (Centred)
            Elementwise.Run(new CentredRule(this), parameters, gradient, _square, _mean, _velocity);
        else
            Elementwise.Run(new Rule(this), parameters, gradient, _square, _velocity);
    }

    private readonly struct Rule(RmsProp<T> owner) : IUpdateRule<T>
    {
        private readonly RunningMean<T> _running = new(owner.Decay);
        private readonly T _rate = T.CreateChecked(owner.LearningRate);
        private readonly T _momentum = T.CreateChecked(owner.Momentum);
        private readonly T _epsilon = T.CreateChecked(owner.Epsilon);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<TLane>(ref TLane p, TLane g, ref TLane v, ref TLane b, ref TLane none) where TLane : struct, ILane<TLane, T>
        {
            v = _running.Next(v, g * g);
            b = _momentum * b + g / (TLane.Sqrt(v) + _epsilon);
            p -= _rate * b;
        }
    }

    private readonly struct CentredRule(RmsProp<T> owner) : IUpdateRule<T>
    {
        private readonly RunningMean<T> _running = new(owner.Decay);
        private readonly T _rate = T.CreateChecked(owner.LearningRate);
        private readonly T _momentum = T.CreateChecked(owner.Momentum);
        private readonly T _epsilon = T.CreateChecked(owner.Epsilon);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<TLane>(ref TLane p, TLane g, ref TLane v, ref TLane m, ref TLane b) where TLane : struct, ILane<TLane, T>
        {
            v = _running.Next(v, g * g);
            m = _running.Next(m, g);
            // Rounding may make the variance of a constant gradient negative.
            TLane variance = TLane.Max(v - m * m, TLane.Of(T.Zero));
            b = _momentum * b + g / (TLane.Sqrt(variance) + _epsilon);
            p -= _rate * b;
        }
    }
}
