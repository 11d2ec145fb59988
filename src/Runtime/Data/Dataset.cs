using DiffGen.Numerics;

namespace DiffGen.Data;

/// <summary>Samples: a row of features and a label each. Immutable.</summary>
/// <typeparam name="T">The type of a feature.</typeparam>
/// <typeparam name="TLabel">The type of a label: <c>int</c> for a class, a floating-point type for a regression.</typeparam>
public sealed class Dataset<T, TLabel>
{
    private readonly T[] _features;
    private readonly TLabel[] _labels;

    /// <summary>Makes a data set.</summary>
    /// <param name="features">The features, sample by sample; not copied.</param>
    /// <param name="labels">The labels, one per sample, at least one; not copied.</param>
    /// <exception cref="ArgumentException">There is no label, or the features don't divide evenly among them.</exception>
    public Dataset(T[] features, TLabel[] labels)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(labels);
        if (labels.Length == 0)
            throw new ArgumentException("A data set has at least one sample", nameof(labels));
        if (features.Length % labels.Length != 0)
        {
            throw new ArgumentException(
                $"{features.Length} features don't divide evenly among {labels.Length} samples", nameof(features));
        }

        _features = features;
        _labels = labels;
        FeatureCount = features.Length / labels.Length;
    }

    /// <summary>The number of samples.</summary>
    public int Count => _labels.Length;

    /// <summary>The number of features of a sample.</summary>
    public int FeatureCount { get; }

    /// <summary>All features, sample by sample.</summary>
    public ReadOnlySpan<T> Features => _features;

    /// <summary>All labels.</summary>
    public ReadOnlySpan<TLabel> Labels => _labels;

    /// <summary>The features of a sample.</summary>
    /// <param name="index">The index of the sample.</param>
    /// <returns>Its features.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sample.</exception>
    public ReadOnlySpan<T> Sample(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        return _features.AsSpan(index * FeatureCount, FeatureCount);
    }

    /// <summary>Divides the samples at random into a training set and a test set. The same seed gives the same sets on every
    /// platform and in every version.</summary>
    /// <param name="testFraction">The part that goes into the test set, rounded to whole samples; in (0, 1).</param>
    /// <param name="seed">The seed of the shuffle.</param>
    /// <returns>Both sets, in shuffled order.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="testFraction"/> leaves one of the sets empty.</exception>
    public (Dataset<T, TLabel> Train, Dataset<T, TLabel> Test) Split(double testFraction, ulong seed)
    {
        double exact = testFraction * Count;
        int test = exact > 0 && exact < Count ? (int)Math.Round(exact) : 0;
        if (test == 0 || test == Count)
        {
            throw new ArgumentOutOfRangeException(
                nameof(testFraction), testFraction, $"The fraction must leave both sets at least one of {Count} samples");
        }

        int[] order = [.. Enumerable.Range(0, Count)];
        new Xoshiro256StarStar(seed).Shuffle<int>(order);
        return (Select(order.AsSpan(test)), Select(order.AsSpan(0, test)));
    }

    /// <summary>A copy of some samples.</summary>
    /// <param name="indices">Their indices, at least one.</param>
    /// <returns>The samples, in that order.</returns>
    /// <exception cref="ArgumentException">There are no indices.</exception>
    /// <exception cref="IndexOutOfRangeException">There is no sample of an index.</exception>
    public Dataset<T, TLabel> Select(ReadOnlySpan<int> indices)
    {
        var features = new T[checked(indices.Length * FeatureCount)];
        var labels = new TLabel[indices.Length];
        CopyTo(indices, features, labels);
        return new Dataset<T, TLabel>(features, labels);
    }

    /// <summary>Copies some samples into buffers.</summary>
    /// <param name="indices">Their indices.</param>
    /// <param name="features">Receives the features, sample by sample.</param>
    /// <param name="labels">Receives the labels.</param>
    internal void CopyTo(ReadOnlySpan<int> indices, Span<T> features, Span<TLabel> labels)
    {
        for (int i = 0; i < indices.Length; i++)
        {
            labels[i] = _labels[indices[i]];
            _features.AsSpan(indices[i] * FeatureCount, FeatureCount).CopyTo(features[(i * FeatureCount)..]);
        }
    }
}
