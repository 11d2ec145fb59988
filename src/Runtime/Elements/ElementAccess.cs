using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DiffGen.Elements;

/// <summary>
/// Elements without a check of the index, where generated code has proved it: from the bounds of a loop, or because the
/// forward sweep has accessed the same element. A debug build of the runtime checks all the same. For generated code only.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ElementAccess
{
    /// <summary>An element of a span.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="span">The span.</param>
    /// <param name="index">The index, 0 … length − 1; anything else is undefined.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref T At<T>(this Span<T> span, int index)
    {
        Debug.Assert((uint)index < (uint)span.Length, $"Index {index} of {span.Length} elements");
        return ref Unsafe.Add(ref MemoryMarshal.GetReference(span), (nint)(uint)index);
    }

    /// <summary>An element of a read-only span.</summary>
    /// <inheritdoc cref="At{T}(Span{T}, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref readonly T At<T>(this ReadOnlySpan<T> span, int index)
    {
        Debug.Assert((uint)index < (uint)span.Length, $"Index {index} of {span.Length} elements");
        return ref Unsafe.Add(ref MemoryMarshal.GetReference(span), (nint)(uint)index);
    }

    /// <summary>An element of an array.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="array">The array.</param>
    /// <param name="index">The index, 0 … length − 1; anything else is undefined.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref T At<T>(this T[] array, int index)
    {
        Debug.Assert((uint)index < (uint)array.Length, $"Index {index} of {array.Length} elements");
        return ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(array), (nint)(uint)index);
    }

    /// <summary>A window of a span.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="span">The span.</param>
    /// <param name="start">The index of the first element.</param>
    /// <param name="length">The number of elements; start and length must be a window of the span, anything else is undefined.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Span<T> SliceAt<T>(this Span<T> span, int start, int length)
    {
        Debug.Assert(start >= 0 && length >= 0 && start <= span.Length - length, $"{length} elements from index {start} of {span.Length}");
        return MemoryMarshal.CreateSpan(ref Unsafe.Add(ref MemoryMarshal.GetReference(span), (nint)(uint)start), length);
    }

    /// <summary>A window of a read-only span.</summary>
    /// <inheritdoc cref="SliceAt{T}(Span{T}, int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ReadOnlySpan<T> SliceAt<T>(this ReadOnlySpan<T> span, int start, int length)
    {
        Debug.Assert(start >= 0 && length >= 0 && start <= span.Length - length, $"{length} elements from index {start} of {span.Length}");
        return MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref MemoryMarshal.GetReference(span), (nint)(uint)start), length);
    }

    /// <summary>A window of an array.</summary>
    /// <inheritdoc cref="SliceAt{T}(Span{T}, int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Span<T> SliceAt<T>(this T[] array, int start, int length) => array.AsSpan().SliceAt(start, length);
}
