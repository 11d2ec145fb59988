using System.Numerics;
using System.Runtime.CompilerServices;
using DiffGen.Numerics;

namespace DiffGen.Optimizers;

/// <summary>Muon: steps of matrices are made nearly orthogonal; what isn't a matrix is left to AdamW.</summary>
/// <remarks>
/// <para>For a matrix of r rows and c columns, with learning rate η, momentum μ, weight decay λ, and b = 0 before the first step:</para>
/// <code>
/// b ← μ·b + g
/// x = g + μ·b                                    Nesterov, b otherwise
/// x ← x / (‖x‖ + ε)                              Frobenius norm; xᵀ instead of x where r &gt; c
/// x ← 3.4445·x + (-4.7750·a + 2.0315·a²)·x,  a = x·xᵀ       five times
/// p ← p - η·λ·p - η·s·x                          s: see <see cref="MuonScale"/>
/// </code>
/// <para>K. Jordan, Y. Jin, V. Boza, J. You, F. Cesista, L. Newhouse, J. Bernstein, "Muon: an optimizer for hidden layers in neural
/// networks", 2024; weight decay and the scale like AdamW's: J. Liu et al., "Muon is scalable for LLM training", arXiv:2502.16982, 2025.</para>
/// <para>A parameter of more than two dimensions is the matrix of the first one against all others. Embeddings and the last layer are
/// matrices that the authors advise to leave to AdamW: put them into a group of their own (<see cref="GroupedOptimizer{T}"/>).</para>
/// <para>The result doesn't depend on the width of the vector registers.</para>
/// </remarks>
/// <typeparam name="T">The element type.</typeparam>
public sealed class Muon<T> : Optimizer<T> where T : IFloatingPointIeee754<T>
{
    private Layer[] _layers = [];
    private T[] _momentum = [];
    private T[] _first = [];
    private T[] _second = [];
    private T[] _direction = [];
    private Orthogonalizer<T>? _orthogonalizer;

    /// <summary>Muon with the authors' μ = 0.95, Nesterov, five iterations, ε = 10⁻⁷, no weight decay; η = 0.001, scaled like Adam's. The
    /// AdamW has β₁ = 0.9, β₂ = 0.999, ε = 10⁻⁸.</summary>
    public Muon() : base(0.001)
    {
    }

    /// <summary>Which parameters are matrices; with <c>null</c>, the default, none is.</summary>
    public ParameterLayout? Layout { get; init; }

    /// <summary>The momentum μ, in [0, 1); 0.95 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public double Momentum
    {
        get;
        init => field = Require.Fraction(value);
    } = 0.95;

    /// <summary>Whether the momentum looks ahead; <c>true</c> by default.</summary>
    public bool Nesterov { get; init; } = true;

    /// <summary>The weight decay λ, at least 0; 0 by default. A step takes the part η·λ off every parameter, in AdamW too.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public double WeightDecay
    {
        get;
        init => field = Require.NonNegative(value);
    }

    /// <summary>How long steps are; <see cref="MuonScale.LikeAdam"/> by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is none of the enumeration.</exception>
    public MuonScale Scale
    {
        get;
        init => field = Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(nameof(Scale), value, "There is no such scale");
    }

    /// <summary>The number of Newton–Schulz iterations, at least 1; 5 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public int Iterations
    {
        get;
        init => field = Require.AtLeast(value, 1);
    } = 5;

    /// <summary>The learning rate of AdamW in units of Muon's, above 0; 1 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public double AdamRateFactor
    {
        get;
        init => field = Require.Positive(value);
    } = 1;

    /// <summary>The decay β₁ of AdamW, in [0, 1); 0.9 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public double AdamBeta1
    {
        get;
        init => field = Require.Fraction(value);
    } = 0.9;

    /// <summary>The decay β₂ of AdamW, in [0, 1); 0.999 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public double AdamBeta2
    {
        get;
        init => field = Require.Fraction(value);
    } = 0.999;

    /// <summary>The ε of AdamW, above 0; 10⁻⁸ by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public double AdamEpsilon
    {
        get;
        init => field = Require.Positive(value);
    } = 1e-8;

    /// <inheritdoc/>
    protected override void Initialise(StateBuilder<T> state)
    {
        _layers = LayerTable.Of(Layout, state.Length);
        Layer[] matrices = [.. _layers.Where(layer => layer.IsMatrix)];
        int inMatrices = matrices.Sum(layer => layer.Length);
        _momentum = state.Array("b", inMatrices);
        _first = state.Array("m", state.Length - inMatrices);
        _second = state.Array("v", state.Length - inMatrices);
        _direction = new T[matrices.Select(layer => layer.Length).DefaultIfEmpty().Max()];
        _orthogonalizer = new Orthogonalizer<T>(matrices, Iterations);
    }

    /// <inheritdoc/>
    protected override void Update(Span<T> parameters, ReadOnlySpan<T> gradient)
    {
        double decay = LearningRate * WeightDecay, adamRate = LearningRate * AdamRateFactor;
        Span<T> momentum = _momentum, first = _first, second = _second;
        foreach (Layer layer in _layers)
        {
            Span<T> p = layer.Of(parameters);
            ReadOnlySpan<T> g = layer.Of(gradient);
            if (layer.IsMatrix)
            {
                Span<T> direction = _direction.AsSpan(0, layer.Length);
                Elementwise.Run(new MomentumRule(this), direction, g, momentum[..layer.Length]);
                momentum = momentum[layer.Length..];
                _orthogonalizer!.Run(direction, layer.Rows, layer.Columns);
                Elementwise.Run(new SubtractRule<T>(1 - decay, LearningRate * ScaleOf(layer)), p, direction);
            }
            else
            {
                var rule = new AdamRule<T>(adamRate, AdamBeta1, AdamBeta2, AdamEpsilon, adamRate * WeightDecay, Steps);
                Elementwise.Run(rule, p, g, first[..layer.Length], second[..layer.Length]);
                first = first[layer.Length..];
                second = second[layer.Length..];
            }
        }
    }

    private double ScaleOf(Layer layer) => Scale == MuonScale.LikeAdam
        ? 0.2 * Math.Sqrt(Math.Max(layer.Rows, layer.Columns))
        : Math.Sqrt(Math.Max(1.0, (double)layer.Rows / layer.Columns));

    private readonly struct MomentumRule(Muon<T> owner) : IUpdateRule<T>
    {
        private readonly T _momentum = T.CreateChecked(owner.Momentum);
        private readonly bool _nesterov = owner.Nesterov;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<TLane>(ref TLane x, TLane g, ref TLane b, ref TLane none1, ref TLane none2) where TLane : struct, ILane<TLane, T>
        {
            b = _momentum * b + g;
            x = _nesterov ? g + _momentum * b : b;
        }
    }
}
