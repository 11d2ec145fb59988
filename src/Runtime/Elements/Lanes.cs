using System.ComponentModel;
using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DiffGen.Elements;

/// <summary>
/// Loops over elements several at a time, as many as a register holds. Each lane does what a scalar trip would, so the bits are
/// the same. For generated code only.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Lanes
{
    /// <summary>The number of elements of a register.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Count<T>() => Vector<T>.Count;

    /// <summary>
    /// Where the last whole register ends in a loop from one counter up to another. Where the elements don't fill two, it is where the loop begins: the
    /// ends of two loops are mispredicted more often than that of one, which costs more than a register saves.
    /// </summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="lower">The first counter.</param>
    /// <param name="upper">The counter that is past the last.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int End<T>(int lower, int upper)
    {
        long trips = (long)upper - lower;
        return trips < 2 * Vector<T>.Count ? lower : lower + (int)(trips & -Vector<T>.Count);
    }

    /// <summary>
    /// Where the first whole register begins in a loop from one counter up to another, if the last one is to end with the loop; the end of the loop where the
    /// elements don't fill one.
    /// </summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="lower">The first counter.</param>
    /// <param name="upper">The counter that is past the last.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Start<T>(int lower, int upper)
        // A register holds a power of two. What is too large for an integer is right all the same in the bits that are kept.
        => upper - ((upper > lower ? upper - lower : 0) & -Vector<T>.Count);

    /// <summary>The same number in each lane.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="value">The number.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Of<T>(T value) => new(value);

    /// <summary>The square root of each lane, correctly rounded.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="value">The numbers.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Sqrt<T>(Vector<T> value) => Vector.SquareRoot(value);

    /// <summary>The elements of a span from an index on.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="span">The span.</param>
    /// <param name="index">The index of the first; all of them must be in range, anything else is undefined.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref Vector<T> LanesAt<T>(this Span<T> span, int index)
    {
        Debug.Assert(index >= 0 && index <= span.Length - Vector<T>.Count, $"{Vector<T>.Count} elements from index {index} of {span.Length}");
        return ref Unsafe.As<T, Vector<T>>(ref Unsafe.Add(ref MemoryMarshal.GetReference(span), (nint)(uint)index));
    }

    /// <summary>The elements of a read-only span from an index on.</summary>
    /// <inheritdoc cref="LanesAt{T}(Span{T}, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref readonly Vector<T> LanesAt<T>(this ReadOnlySpan<T> span, int index)
    {
        Debug.Assert(index >= 0 && index <= span.Length - Vector<T>.Count, $"{Vector<T>.Count} elements from index {index} of {span.Length}");
        return ref Unsafe.As<T, Vector<T>>(ref Unsafe.Add(ref MemoryMarshal.GetReference(span), (nint)(uint)index));
    }

    /// <summary>The elements of an array from an index on.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="array">The array.</param>
    /// <param name="index">The index of the first; all of them must be in range, anything else is undefined.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref Vector<T> LanesAt<T>(this T[] array, int index) => ref array.AsSpan().LanesAt(index);
}
