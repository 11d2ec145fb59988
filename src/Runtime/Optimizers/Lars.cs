using System.Numerics;
using System.Runtime.CompilerServices;
using DiffGen.Numerics;

namespace DiffGen.Optimizers;

/// <summary>LARS: gradient descent with momentum, whose steps are in proportion to the size of a layer; for large batches.</summary>
/// <remarks>
/// <para>With learning rate γ, momentum μ, trust coefficient κ, weight decay λ, and b = 0 before the first step; the norms are
/// Euclidean, over a layer:</para>
/// <code>
/// r = κ·‖p‖ / (‖g‖ + λ·‖p‖)          1 where ‖p‖ or the denominator is 0
/// b ← μ·b + γ·r·(g + λ·p)
/// p ← p - b
/// </code>
/// <para>Y. You, I. Gitman, B. Ginsburg, "Large batch training of convolutional networks", arXiv:1708.03888, 2017, algorithm 1.</para>
/// <para>The result doesn't depend on the width of the vector registers.</para>
/// </remarks>
/// <typeparam name="T">The element type.</typeparam>
public sealed class Lars<T> : Optimizer<T> where T : IFloatingPointIeee754<T>
{
    private Layer[] _layers = [];
    private T[] _velocity = [];

    /// <summary>LARS with the values of the paper's program, μ = 0.9, κ = 0.001, λ = 0.0005; γ = 0.1 (tuned there, with a warm-up).</summary>
    public Lars() : base(0.1)
    {
    }

    /// <summary>The layers; <c>null</c>, the default, is one layer.</summary>
    public ParameterLayout? Layout { get; init; }

    /// <summary>The momentum μ, in [0, 1); 0.9 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public double Momentum
    {
        get;
        init => field = Require.Fraction(value);
    } = 0.9;

    /// <summary>The trust coefficient κ: how far a step may go in units of the parameters, above 0; 0.001 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public double TrustCoefficient
    {
        get;
        init => field = Require.Positive(value);
    } = 0.001;

    /// <summary>The weight decay λ, at least 0, added to the gradient as λ·p; 0.0005 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public double WeightDecay
    {
        get;
        init => field = Require.NonNegative(value);
    } = 0.0005;

    /// <inheritdoc/>
    protected override void Initialise(StateBuilder<T> state)
    {
        _layers = LayerTable.Of(Layout, state.Length);
        _velocity = state.Array("b");
    }

    /// <inheritdoc/>
    protected override void Update(Span<T> parameters, ReadOnlySpan<T> gradient)
    {
        foreach (Layer layer in _layers)
        {
            Span<T> p = layer.Of(parameters);
            ReadOnlySpan<T> g = layer.Of(gradient);
            double size = Sums.Norm<T>(p), denominator = Sums.Norm(g) + WeightDecay * size;
            double ratio = size > 0 && denominator > 0 ? TrustCoefficient * size / denominator : 1;
            Elementwise.Run(new Rule(this, LearningRate * ratio), p, g, layer.Of(_velocity.AsSpan()));
        }
    }

    private readonly struct Rule(Lars<T> owner, double rate) : IUpdateRule<T>
    {
        private readonly T _momentum = T.CreateChecked(owner.Momentum);
        private readonly T _decay = T.CreateChecked(owner.WeightDecay);
        private readonly T _rate = T.CreateChecked(rate);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<TLane>(ref TLane p, TLane g, ref TLane b, ref TLane none1, ref TLane none2) where TLane : struct, ILane<TLane, T>
        {
            b = _momentum * b + _rate * (g + _decay * p);
            p -= b;
        }
    }
}
