namespace DiffGen;

/// <summary>One named parameter in the flat buffer of a model.</summary>
/// <param name="Name">Its name; within a layer dotted, <c>Hidden.W</c>.</param>
/// <param name="Offset">The index of its first element.</param>
/// <param name="Shape">The size of every dimension, row-major, the slowest first; empty for a scalar.</param>
public readonly record struct ParameterInfo(string Name, int Offset, ReadOnlyMemory<int> Shape)
{
    /// <summary>The number of elements: the product of the dimensions, 1 for a scalar.</summary>
    /// <exception cref="OverflowException">The product is more than an <see cref="int"/>.</exception>
    public int Length
    {
        get
        {
            int length = 1;
            foreach (int dimension in Shape.Span)
                length = checked(length * dimension);
            return length;
        }
    }

    /// <summary>Whether name, offset and every dimension are equal.</summary>
    /// <param name="other">Another parameter.</param>
    /// <returns><c>true</c> if they are.</returns>
    public bool Equals(ParameterInfo other)
        => Name == other.Name && Offset == other.Offset && Shape.Span.SequenceEqual(other.Shape.Span);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Offset, Shape.Length);

    /// <summary>Name, shape and offset, such as <c>W1[32, 64] @ 0</c>.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"{Name}[{string.Join(", ", Shape.ToArray())}] @ {Offset}";
}
