namespace DiffGen.Data;

/// <summary>A few samples back to back, in buffers that the next batch overwrites.</summary>
/// <typeparam name="T">The type of a feature.</typeparam>
/// <typeparam name="TLabel">The type of a label.</typeparam>
public readonly ref struct Batch<T, TLabel>
{
    internal Batch(ReadOnlySpan<T> features, ReadOnlySpan<TLabel> labels)
    {
        Features = features;
        Labels = labels;
    }

    /// <summary>The features, sample by sample.</summary>
    public ReadOnlySpan<T> Features { get; }

    /// <summary>The labels, one per sample.</summary>
    public ReadOnlySpan<TLabel> Labels { get; }

    /// <summary>The number of samples.</summary>
    public int Count => Labels.Length;
}
