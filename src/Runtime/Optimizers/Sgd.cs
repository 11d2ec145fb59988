using System.Numerics;
using DiffGen.Numerics;

namespace DiffGen.Optimizers;

/// <summary>Stochastic gradient descent, with optional momentum, Nesterov momentum and weight decay.</summary>
/// <remarks>
/// <para>With learning rate η, momentum μ, weight decay λ, and b = 0 before the first step (the form of
/// <c>torch.optim.SGD</c> without dampening):</para>
/// <code>
/// g ← gradient + λ·p
/// b ← μ·b + g
/// p ← p - η·(g + μ·b)   Nesterov
/// p ← p - η·b           otherwise
/// </code>
/// <para>I. Sutskever et al., "On the importance of initialization and momentum in deep learning", ICML 2013. Unlike there,
/// η multiplies b when it is applied, not when it is accumulated: the two differ only when η changes.</para>
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
    protected override void Initialise(int length) => _velocity = Momentum > 0 ? new T[length] : [];

    /// <inheritdoc/>
    protected override void Update(Span<T> parameters, ReadOnlySpan<T> gradient)
    {
        if (Momentum > 0)
            UpdateMomentum(parameters, gradient);
        else
            UpdatePlain(parameters, gradient);
    }

    private void UpdatePlain(Span<T> parameters, ReadOnlySpan<T> gradient)
    {
        T rate = T.CreateChecked(LearningRate);
        T decay = T.CreateChecked(WeightDecay);
        int i = 0;
        if (Vector<T>.IsSupported)
        {
            for (; i <= parameters.Length - Vector<T>.Count; i += Vector<T>.Count)
            {
                var p = new Vector<T>(parameters[i..]);
                Vector<T> g = new Vector<T>(gradient[i..]) + decay * p;
                (p - rate * g).CopyTo(parameters[i..]);
            }
        }

        for (; i < parameters.Length; i++)
            parameters[i] -= rate * (gradient[i] + decay * parameters[i]);
    }

    private void UpdateMomentum(Span<T> parameters, ReadOnlySpan<T> gradient)
    {
        T rate = T.CreateChecked(LearningRate);
        T momentum = T.CreateChecked(Momentum);
        T decay = T.CreateChecked(WeightDecay);
        Span<T> velocity = _velocity;
        int i = 0;
        if (Vector<T>.IsSupported)
        {
            for (; i <= parameters.Length - Vector<T>.Count; i += Vector<T>.Count)
            {
                var p = new Vector<T>(parameters[i..]);
                Vector<T> g = new Vector<T>(gradient[i..]) + decay * p;
                Vector<T> b = momentum * new Vector<T>(velocity[i..]) + g;
                b.CopyTo(velocity[i..]);
                (p - rate * (Nesterov ? g + momentum * b : b)).CopyTo(parameters[i..]);
            }
        }

        for (; i < parameters.Length; i++)
        {
            T g = gradient[i] + decay * parameters[i];
            T b = momentum * velocity[i] + g;
            velocity[i] = b;
            parameters[i] -= rate * (Nesterov ? g + momentum * b : b);
        }
    }
}
