using System.Numerics;
using System.Runtime.CompilerServices;
using DiffGen.Numerics;

namespace DiffGen.Optimizers;

/// <summary>Adafactor: the squared gradients of a matrix are kept as means of its rows and of its columns: hardly any state.</summary>
/// <remarks>
/// <para>With learning rate η, and all state zero before step t = 1. RMS is the root of the mean square over a parameter. For a matrix:</para>
/// <code>
/// β = 1 - t^-0.8
/// r ← β·r + (1 - β)·(mean of g² + ε₁ over each row)
/// c ← β·c + (1 - β)·(mean of g² + ε₁ over each column)
/// vᵢⱼ = rᵢ·cⱼ / (mean of r)
/// u = g / √v,   u ← u / max(1, RMS(u) / d)
/// p ← p - max(ε₂, RMS(p)) · min(η, 1 / √t) · u
/// </code>
/// <para>For a vector v ← β·v + (1 - β)·(g² + ε₁) instead. A parameter of more than two dimensions is the matrix of the first one against
/// all others.</para>
/// <para>N. Shazeer, M. Stern, "Adafactor: adaptive learning rates with sublinear memory cost", ICML 2018, algorithms 4 to 6.</para>
/// <para>Keeps one element per row and column of matrices, one per element of vectors, and scratch for the largest parameter. The result
/// doesn't depend on the width of the vector registers.</para>
/// </remarks>
/// <typeparam name="T">The element type.</typeparam>
public sealed class Adafactor<T> : Optimizer<T> where T : IFloatingPointIeee754<T>
{
    private Layer[] _layers = [];
    private T[] _rows = [];
    private T[] _columns = [];
    private T[] _squares = [];
    private T[] _update = [];
    private T[] _sums = [];

    /// <summary>Adafactor with the values of the paper: η = 0.01, the decay's exponent 0.8, ε₁ = 10⁻³⁰, ε₂ = 10⁻³, d = 1.</summary>
    public Adafactor() : base(0.01)
    {
    }

    /// <summary>Which parameters are matrices; with <c>null</c>, the default, all parameters are one vector.</summary>
    public ParameterLayout? Layout { get; init; }

    /// <summary>The exponent of the decay, above 0; 0.8 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public double DecayExponent
    {
        get;
        init => field = Require.Positive(value);
    } = 0.8;

    /// <summary>The ε₁ added to squared gradients, above 0; 10⁻³⁰ by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public double SquareEpsilon
    {
        get;
        init => field = Require.Positive(value);
    } = 1e-30;

    /// <summary>The smallest size ε₂ that parameters count as, above 0; 10⁻³ by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public double ScaleEpsilon
    {
        get;
        init => field = Require.Positive(value);
    } = 1e-3;

    /// <summary>The root mean square d that an update is clipped to, above 0; 1 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public double ClipThreshold
    {
        get;
        init => field = Require.Positive(value);
    } = 1;

    /// <inheritdoc/>
    protected override void Initialise(StateBuilder<T> state)
    {
        _layers = LayerTable.Of(Layout, state.Length);
        Layer[] matrices = [.. _layers.Where(layer => layer.IsMatrix)];
        _rows = state.Array("r", matrices.Sum(layer => layer.Rows));
        _columns = state.Array("c", matrices.Sum(layer => layer.Columns));
        _squares = state.Array("v", _layers.Where(layer => !layer.IsMatrix).Sum(layer => layer.Length));
        _update = new T[_layers.Select(layer => layer.Length).DefaultIfEmpty().Max()];
        _sums = new T[matrices.Select(layer => layer.Columns).DefaultIfEmpty().Max()];
    }

    /// <inheritdoc/>
    protected override void Update(Span<T> parameters, ReadOnlySpan<T> gradient)
    {
        double decay = 1 - Math.Pow(Steps, -DecayExponent), rate = Math.Min(LearningRate, 1 / Math.Sqrt(Steps));
        Span<T> rows = _rows, columns = _columns, squares = _squares;
        foreach (Layer layer in _layers)
        {
            Span<T> p = layer.Of(parameters), update = _update.AsSpan(0, layer.Length);
            if (layer.IsMatrix)
            {
                FactoredDirection(layer, layer.Of(gradient), rows[..layer.Rows], columns[..layer.Columns], decay, update);
                rows = rows[layer.Rows..];
                columns = columns[layer.Columns..];
            }
            else
            {
                Elementwise.Run(new Direction(decay, SquareEpsilon), update, layer.Of(gradient), squares[..layer.Length]);
                squares = squares[layer.Length..];
            }

            double clip = Math.Max(1, RootMeanSquare(update) / ClipThreshold);
            double scale = Math.Max(ScaleEpsilon, RootMeanSquare(p));
            Elementwise.Run(new SubtractRule<T>(1, scale * rate / clip), p, update);
        }
    }

    private void FactoredDirection(
        Layer layer, ReadOnlySpan<T> gradient, Span<T> rows, Span<T> columns, double decay, Span<T> update)
    {
        Span<T> sums = _sums.AsSpan(0, layer.Columns);
        sums.Clear();
        for (int i = 0; i < layer.Rows; i++)
        {
            ReadOnlySpan<T> row = gradient.Slice(i * layer.Columns, layer.Columns);
            double mean = Sums.OfSquares(row) / layer.Columns + SquareEpsilon;
            rows[i] = T.CreateChecked(decay * double.CreateChecked(rows[i]) + (1 - decay) * mean);
            Elementwise.Run(new AddSquares(), sums, row);
        }

        Elementwise.Run(new ColumnMeans(decay, layer.Rows, SquareEpsilon), columns, sums);
        double total = Sums.Of<T>(rows) / layer.Rows;
        for (int i = 0; i < layer.Rows; i++)
        {
            ReadOnlySpan<T> row = gradient.Slice(i * layer.Columns, layer.Columns);
            var rule = new FactoredRow(double.CreateChecked(rows[i]) / total);
            Elementwise.Run(rule, update.Slice(i * layer.Columns, layer.Columns), row, columns);
        }
    }

    private static double RootMeanSquare(ReadOnlySpan<T> values) => Math.Sqrt(Sums.OfSquares(values) / values.Length);

    // v ← β·v + (1 - β)·(g² + ε), u = g / √v
    private readonly struct Direction(double decay, double epsilon) : IUpdateRule<T>
    {
        private readonly RunningMean<T> _running = new(decay);
        private readonly T _epsilon = T.CreateChecked(epsilon);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<TLane>(ref TLane u, TLane g, ref TLane v, ref TLane none1, ref TLane none2) where TLane : struct, ILane<TLane, T>
        {
            v = _running.Next(v, g * g + _epsilon);
            u = g / TLane.Sqrt(v);
        }
    }

    private readonly struct AddSquares : IUpdateRule<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<TLane>(ref TLane sum, TLane g, ref TLane a, ref TLane b, ref TLane c) where TLane : struct, ILane<TLane, T>
            => sum += g * g;
    }

    // c ← β·c + (1 - β)·(sum / rows + ε)
    private readonly struct ColumnMeans(double decay, int rows, double epsilon) : IUpdateRule<T>
    {
        private readonly RunningMean<T> _running = new(decay);
        private readonly T _share = T.CreateChecked(1.0 / rows);
        private readonly T _epsilon = T.CreateChecked(epsilon);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<TLane>(ref TLane column, TLane sum, ref TLane a, ref TLane b, ref TLane c) where TLane : struct, ILane<TLane, T>
            => column = _running.Next(column, _share * sum + _epsilon);
    }

    // u = g / √(ratio·c)
    private readonly struct FactoredRow(double ratio) : IUpdateRule<T>
    {
        private readonly T _ratio = T.CreateChecked(ratio);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<TLane>(ref TLane u, TLane g, ref TLane column, ref TLane b, ref TLane c) where TLane : struct, ILane<TLane, T>
            => u = g / TLane.Sqrt(_ratio * column);
    }
}
