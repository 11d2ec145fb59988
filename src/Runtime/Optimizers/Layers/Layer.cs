namespace DiffGen.Optimizers;

/// <summary>A parameter as optimizers that work per layer see it.</summary>
/// <param name="Offset">The index of its first element.</param>
/// <param name="Rows">Its first dimension; 1 for scalars and vectors.</param>
/// <param name="Columns">The product of the other dimensions; the length of a vector.</param>
internal readonly record struct Layer(int Offset, int Rows, int Columns)
{
    /// <summary>The number of elements.</summary>
    public int Length => Rows * Columns;

    /// <summary>Whether it has two dimensions and more, none of which is 1 after the others are taken together.</summary>
    public bool IsMatrix => Rows > 1 && Columns > 1;

    /// <summary>Its part of a buffer.</summary>
    public Span<T> Of<T>(Span<T> buffer) => buffer.Slice(Offset, Length);

    /// <summary>Its part of a buffer.</summary>
    public ReadOnlySpan<T> Of<T>(ReadOnlySpan<T> buffer) => buffer.Slice(Offset, Length);
}
