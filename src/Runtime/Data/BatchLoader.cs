using DiffGen.Numerics;

namespace DiffGen.Data;

/// <summary>
/// Deals a data set out in mini-batches, epoch by epoch: <c>foreach (Batch&lt;T, TLabel&gt; batch in loader.NextEpoch())</c>.
/// Every sample comes once in an epoch; the last batch may be smaller. Nothing is allocated per batch or epoch.
/// </summary>
/// <typeparam name="T">The type of a feature.</typeparam>
/// <typeparam name="TLabel">The type of a label.</typeparam>
public sealed class BatchLoader<T, TLabel>
{
    private readonly Dataset<T, TLabel> _data;
    private readonly Xoshiro256StarStar? _random;
    private readonly int[] _order;
    private readonly T[] _features;
    private readonly TLabel[] _labels;

    /// <summary>Makes a loader that shuffles the samples before every epoch.</summary>
    /// <param name="data">The samples.</param>
    /// <param name="batchSize">The number of samples in a batch, at least 1; not more than there are is used.</param>
    /// <param name="seed">The seed of the shuffles.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="batchSize"/> is less than 1.</exception>
    public BatchLoader(Dataset<T, TLabel> data, int batchSize, ulong seed)
        : this(data, batchSize) => _random = new Xoshiro256StarStar(seed);

    /// <summary>Makes a loader that keeps the order of the data set.</summary>
    /// <param name="data">The samples.</param>
    /// <param name="batchSize">The number of samples in a batch, at least 1; not more than there are is used.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="batchSize"/> is less than 1.</exception>
    public BatchLoader(Dataset<T, TLabel> data, int batchSize)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);

        _data = data;
        BatchSize = Math.Min(batchSize, data.Count);
        _order = [.. Enumerable.Range(0, data.Count)];
        _features = new T[checked(BatchSize * data.FeatureCount)];
        _labels = new TLabel[BatchSize];
    }

    /// <summary>The number of samples in a batch.</summary>
    public int BatchSize { get; }

    /// <summary>The number of samples in an epoch.</summary>
    public int Count => _data.Count;

    /// <summary>The number of batches in an epoch.</summary>
    public int BatchesPerEpoch => (Count + BatchSize - 1) / BatchSize;

    /// <summary>Begins an epoch: shuffles, and gives the batches. Only the epoch begun last may be enumerated.</summary>
    /// <returns>The batches, for <c>foreach</c>.</returns>
    public Epoch NextEpoch()
    {
        _random?.Shuffle<int>(_order);
        return new Epoch(this);
    }

    private Batch<T, TLabel> Load(int start)
    {
        int count = Math.Min(BatchSize, Count - start);
        _data.CopyTo(_order.AsSpan(start, count), _features, _labels);
        return new Batch<T, TLabel>(_features.AsSpan(0, count * _data.FeatureCount), _labels.AsSpan(0, count));
    }

    /// <summary>The batches of one epoch.</summary>
    public ref struct Epoch
    {
        private readonly BatchLoader<T, TLabel> _loader;
        private int _next;

        internal Epoch(BatchLoader<T, TLabel> loader) => _loader = loader;

        /// <summary>The current batch.</summary>
        public Batch<T, TLabel> Current { get; private set; }

        /// <summary>The batches themselves.</summary>
        /// <returns>This.</returns>
        public readonly Epoch GetEnumerator() => this;

        /// <summary>Loads the next batch.</summary>
        /// <returns><c>false</c> after the last one.</returns>
        public bool MoveNext()
        {
            if (_next >= _loader.Count)
                return false;
            Current = _loader.Load(_next);
            _next += Current.Count;
            return true;
        }
    }
}
