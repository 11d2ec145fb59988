using System.Numerics;
using System.Runtime.CompilerServices;
using DiffGen.Numerics;

namespace DiffGen.Optimizers;

/// <summary>LAMB: AdamW whose steps are as long as the parameters of a layer are large; for large batches.</summary>
/// <remarks>
/// <para>With learning rate η, weight decay λ, and m = v = 0 before step t = 1; the norms are Euclidean, over a layer:</para>
/// <code>
/// m ← β₁·m + (1 - β₁)·g
/// v ← β₂·v + (1 - β₂)·g²
/// u = (m / (1 - β₁ᵗ)) / (√(v / (1 - β₂ᵗ)) + ε) + λ·p
/// p ← p - η · (‖p‖ / ‖u‖) · u        the ratio is 1 where one of the norms is 0
/// </code>
/// <para>Y. You, J. Li, S. Reddi, J. Hseu, S. Kumar, S. Bhojanapalli, X. Song, J. Demmel, K. Keutzer, C.-J. Hsieh, "Large batch
/// optimization for deep learning: training BERT in 76 minutes", ICLR 2020, algorithm 2, with φ the identity.</para>
/// <para>The result doesn't depend on the width of the vector registers.</para>
/// </remarks>
/// <typeparam name="T">The element type.</typeparam>
public sealed class Lamb<T> : AdaptiveOptimizer<T> where T : IFloatingPointIeee754<T>
{
    private Layer[] _layers = [];
    private T[] _update = [];

    /// <summary>LAMB with the values of the paper: β₁ = 0.9, β₂ = 0.999, ε = 10⁻⁶, λ = 0.01; η = 0.001 (tuned there).</summary>
    public Lamb() : base(0.001, 1e-6)
    {
    }

    /// <summary>The layers; <c>null</c>, the default, is one layer.</summary>
    public ParameterLayout? Layout { get; init; }

    /// <summary>The weight decay λ, at least 0; 0.01 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public double WeightDecay
    {
        get;
        init => field = Require.NonNegative(value);
    } = 0.01;

    /// <inheritdoc/>
    protected override void Initialise(StateBuilder<T> state)
    {
        _layers = LayerTable.Of(Layout, state.Length);
        _update = new T[state.Length];
        base.Initialise(state);
    }

    /// <inheritdoc/>
    protected override void Update(Span<T> parameters, ReadOnlySpan<T> gradient)
    {
        Elementwise.Run(new Direction(this), _update, gradient, First, Second, parameters);
        foreach (Layer layer in _layers)
        {
            Span<T> p = layer.Of(parameters), update = layer.Of(_update.AsSpan());
            double size = Sums.Norm<T>(p), length = Sums.Norm<T>(update);
            double ratio = size > 0 && length > 0 ? size / length : 1;
            Elementwise.Run(new SubtractRule<T>(1, LearningRate * ratio), p, update);
        }
    }

    private readonly struct Direction(Lamb<T> owner) : IUpdateRule<T>
    {
        private readonly RunningMean<T> _first = new(owner.Beta1);
        private readonly RunningMean<T> _second = new(owner.Beta2);
        private readonly T _scale = T.CreateChecked(1 / owner.Weight1);
        private readonly T _root = T.CreateChecked(1 / Math.Sqrt(owner.Weight2));
        private readonly T _epsilon = T.CreateChecked(owner.Epsilon);
        private readonly T _decay = T.CreateChecked(owner.WeightDecay);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<TLane>(ref TLane u, TLane g, ref TLane m, ref TLane v, ref TLane p) where TLane : struct, ILane<TLane, T>
        {
            m = _first.Next(m, g);
            v = _second.Next(v, g * g);
            u = _scale * m / (_root * TLane.Sqrt(v) + _epsilon) + _decay * p;
        }
    }
}
