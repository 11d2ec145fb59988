using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DiffGen.Workspaces;

/// <summary>The checks at the entry of generated methods. For generated code only.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Guard
{
    /// <summary>Checks the length of a span or array.</summary>
    /// <param name="actual">Its length.</param>
    /// <param name="expected">The length it must have.</param>
    /// <param name="parameter">The name of the parameter.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Length(int actual, int expected, string parameter)
    {
        if (actual != expected)
            ThrowLength(actual, expected, parameter);
    }

    /// <summary>Checks the length of a layer's parameters.</summary>
    /// <param name="actual">The length of the span.</param>
    /// <param name="expected">The length that the extents ask for.</param>
    /// <param name="parameter">The name of the parameter.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Length(int actual, long expected, string parameter)
    {
        if (actual != expected)
            ThrowLength(actual, expected, parameter);
    }

    /// <summary>Checks an extent of a layer that is the derivative of another.</summary>
    /// <param name="actual">Its extent.</param>
    /// <param name="expected">The extent of the other.</param>
    /// <param name="parameter">The name of the parameter.</param>
    /// <param name="extent">The name of the extent.</param>
    /// <exception cref="ArgumentException">The extents differ.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Extent(int actual, int expected, string parameter, string extent)
    {
        if (actual != expected)
            ThrowExtent(actual, expected, parameter, extent);
    }

    /// <summary>Checks that two spans share no byte. An empty span overlaps nothing.</summary>
    /// <typeparam name="T">The element type of <paramref name="a"/>.</typeparam>
    /// <typeparam name="U">The element type of <paramref name="b"/>.</typeparam>
    /// <param name="a">A span.</param>
    /// <param name="aName">The name of its parameter.</param>
    /// <param name="b">Another span.</param>
    /// <param name="bName">The name of its parameter.</param>
    /// <exception cref="ArgumentException">The spans overlap.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Disjoint<T, U>(ReadOnlySpan<T> a, string aName, ReadOnlySpan<U> b, string bName)
    {
        if (a.IsEmpty || b.IsEmpty)
            return;

        // Not MemoryExtensions.Overlaps: that asks for one element type, and the lengths in bytes may exceed int.
        nint distance = Unsafe.ByteOffset(
            ref Unsafe.As<T, byte>(ref MemoryMarshal.GetReference(a)),
            ref Unsafe.As<U, byte>(ref MemoryMarshal.GetReference(b)));
        nuint aBytes = (nuint)a.Length * (nuint)Unsafe.SizeOf<T>();
        nuint bBytes = (nuint)b.Length * (nuint)Unsafe.SizeOf<U>();
        if ((nuint)distance < aBytes || (nuint)(-distance) < bBytes)
            ThrowOverlap(aName, bName);
    }

    /// <summary>Checks the elements that a loop accesses, one after the other.</summary>
    /// <param name="length">The length of the span, at least 0.</param>
    /// <param name="first">The index of the first.</param>
    /// <param name="count">The number of trips; 0 or less where there is none.</param>
    /// <exception cref="IndexOutOfRangeException">There is a trip, and an index is out of range.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Elements(int length, int first, int count)
    {
        // A negative index is more than any length.
        if (count > 0 && (ulong)(uint)first + (uint)count > (uint)length)
            ThrowIndex();
    }

    /// <summary>Checks the elements that a loop accesses, one after the other.</summary>
    /// <param name="length">The length of the span, at least 0.</param>
    /// <param name="first">The index of the first.</param>
    /// <param name="lower">The counter of the first trip.</param>
    /// <param name="upper">The counter that is past the last; <paramref name="lower"/> or less where there is no trip.</param>
    /// <exception cref="IndexOutOfRangeException">There is a trip, and an index is out of range.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Elements(int length, int first, int lower, int upper)
    {
        // A negative index is more than any length.
        if (lower < upper && (ulong)(uint)first + (uint)(upper - lower) > (uint)length)
            ThrowIndex();
    }

    /// <summary>Checks the elements that a loop accesses, one after the other.</summary>
    /// <param name="length">The length of the span, at least 0.</param>
    /// <param name="first">The index of the first.</param>
    /// <param name="lower">The counter of the first trip.</param>
    /// <param name="last">The counter of the last trip; less than <paramref name="lower"/> if there is no trip.</param>
    /// <exception cref="IndexOutOfRangeException">There is a trip, and an index is out of range.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ElementsThrough(int length, int first, int lower, int last)
    {
        // A negative index is more than any length.
        if (lower <= last && (ulong)(uint)first + (uint)(last - lower) >= (uint)length)
            ThrowIndex();
    }

    /// <summary>Checks the elements of rows that lie one after the other, the rows of a packed triangle for instance.</summary>
    /// <param name="length">The length of the span, at least 0.</param>
    /// <param name="first">The index of the first element of the first row.</param>
    /// <param name="rows">The number of rows; 0 or less where there is none.</param>
    /// <param name="firstLength">The number of elements of the first row.</param>
    /// <param name="change">By how many elements each row is longer than the one before, 1 or -1; none has less than 0.</param>
    /// <exception cref="IndexOutOfRangeException">There is an element, and an index is out of range.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Rows(int length, int first, int rows, int firstLength, int change)
    {
        if (rows <= 0)
            return;

        long count = ((long)rows * firstLength) + (change * ((long)rows * (rows - 1L) / 2));
        // A negative index is more than any length; so is a number of elements that is too large for an integer, and negative then.
        if (count != 0 && (count < 0 || (uint)first + count > (uint)length))
            ThrowIndex();
    }

    /// <summary>Checks a number of samples.</summary>
    /// <param name="count">The number.</param>
    /// <param name="parameter">The name of the parameter.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is less than 1.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Positive(int count, string parameter)
    {
        if (count < 1)
            ThrowPositive(count, parameter);
    }

    /// <summary>Checks that samples back to back divide evenly.</summary>
    /// <param name="actual">The length of the span that holds them.</param>
    /// <param name="count">The number of samples, at least 1.</param>
    /// <param name="parameter">The name of the parameter.</param>
    /// <exception cref="ArgumentException"><paramref name="actual"/> is no multiple of <paramref name="count"/>.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void BatchLength(int actual, int count, string parameter)
    {
        if (actual % count != 0)
            ThrowBatchLength(actual, count, parameter);
    }

    /// <summary>Checks the length of samples of a fixed size, back to back.</summary>
    /// <param name="actual">The length of the span that holds them.</param>
    /// <param name="count">The number of samples.</param>
    /// <param name="perSample">The number of elements of one sample.</param>
    /// <param name="parameter">The name of the parameter.</param>
    /// <exception cref="ArgumentException"><paramref name="actual"/> isn't <paramref name="count"/> times
    /// <paramref name="perSample"/>.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void BatchShape(int actual, int count, int perSample, string parameter)
    {
        if (actual != (long)count * perSample)
            ThrowBatchShape(actual, count, perSample, parameter);
    }

    /// <summary>Checks that an argument is there.</summary>
    /// <param name="value">The argument.</param>
    /// <param name="parameter">The name of the parameter.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is <c>null</c>.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void NotNull([NotNull] object? value, string parameter)
    {
        if (value is null)
            ThrowNull(parameter);
    }

    /// <summary>Checks the index of an element before the element is touched.</summary>
    /// <param name="index">The index.</param>
    /// <param name="length">The number of elements.</param>
    /// <returns><paramref name="index"/>.</returns>
    /// <exception cref="IndexOutOfRangeException"><paramref name="index"/> is negative, or not less than
    /// <paramref name="length"/>.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Index(int index, int length)
    {
        if ((uint)index >= (uint)length)
            ThrowIndex();
        return index;
    }

    /// <summary>Checks that an array of several dimensions has the sizes of another.</summary>
    /// <param name="actual">The array.</param>
    /// <param name="expected">The array whose sizes it must have.</param>
    /// <param name="parameter">The name of the parameter.</param>
    /// <exception cref="ArgumentException">A size differs.</exception>
    public static void SameSizes(Array actual, Array expected, string parameter)
    {
        for (int dimension = 0; dimension < expected.Rank; dimension++)
        {
            if (actual.GetLength(dimension) != expected.GetLength(dimension))
                ThrowSizes(actual, expected, parameter);
        }
    }

    /// <summary>Checks that an array of arrays has as many rows as another, each of the same length.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="actual">The array.</param>
    /// <param name="expected">The array whose sizes it must have; a <c>null</c> row stands opposite a <c>null</c> row.</param>
    /// <param name="parameter">The name of the parameter.</param>
    /// <exception cref="ArgumentException">The number of rows or the length of a row differs.</exception>
    public static void SameSizes<T>(T[]?[] actual, T[]?[] expected, string parameter)
    {
        if (actual.Length != expected.Length)
            throw new ArgumentException($"'{parameter}' must have {expected.Length} rows, but has {actual.Length}", parameter);
        for (int i = 0; i < expected.Length; i++)
        {
            if (actual[i]?.Length != expected[i]?.Length)
                throw new ArgumentException($"Row {i} of '{parameter}' must {Size(expected[i])}, but must not {Size(actual[i])}", parameter);
        }

        static string Size(T[]? row) => row is null ? "be null" : $"have length {row.Length}";
    }

    /// <summary>Checks that no row of an array of arrays overlaps a span.</summary>
    /// <inheritdoc cref="Disjoint{T, U}(ReadOnlySpan{T}, string, ReadOnlySpan{U}, string)"/>
    public static void Disjoint<T, U>(T[]?[] a, string aName, ReadOnlySpan<U> b, string bName)
    {
        foreach (T[]? row in a)
            Disjoint<T, U>(row, aName, b, bName);
    }

    /// <inheritdoc cref="Disjoint{T, U}(T[][], string, ReadOnlySpan{U}, string)"/>
    public static void Disjoint<T, U>(ReadOnlySpan<T> a, string aName, U[]?[] b, string bName)
    {
        foreach (U[]? row in b)
            Disjoint<T, U>(a, aName, row, bName);
    }

    /// <summary>Checks that two arrays of arrays have no row in common. An empty row overlaps nothing.</summary>
    /// <inheritdoc cref="Disjoint{T, U}(ReadOnlySpan{T}, string, ReadOnlySpan{U}, string)"/>
    public static void Disjoint<T, U>(T[]?[] a, string aName, U[]?[] b, string bName)
    {
        if (SharedRows.Any(a, b))
            ThrowOverlap(aName, bName);
    }

    /// <summary>Checks that the rows of an array of arrays are different arrays. An empty row overlaps nothing.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="rows">The array.</param>
    /// <param name="parameter">The name of the parameter.</param>
    /// <exception cref="ArgumentException">A row occurs twice.</exception>
    public static void DistinctRows<T>(T[]?[] rows, string parameter)
    {
        if (SharedRows.Any(rows))
            throw new ArgumentException($"'{parameter}' must not have the same array as two of its rows", parameter);
    }

    /// <summary>The elements of an array of several dimensions, row by row.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="array">The array.</param>
    public static Span<T> Elements<T>(T[,] array) => Elements<T>((Array)array);

    /// <inheritdoc cref="Elements{T}(T[,])"/>
    public static Span<T> Elements<T>(T[,,] array) => Elements<T>((Array)array);

    /// <inheritdoc cref="Elements{T}(T[,])"/>
    public static Span<T> Elements<T>(T[,,,] array) => Elements<T>((Array)array);

    /// <inheritdoc cref="Elements{T}(T[,])"/>
    public static Span<T> Elements<T>(Array array)
        => MemoryMarshal.CreateSpan(ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(array)), array.Length);

    [DoesNotReturn]
    private static void ThrowSizes(Array actual, Array expected, string parameter)
        => throw new ArgumentException($"'{parameter}' must have sizes {Sizes(expected)}, but has {Sizes(actual)}", parameter);

    private static string Sizes(Array array) => string.Join(" × ", Enumerable.Range(0, array.Rank).Select(array.GetLength));

    [DoesNotReturn]
    private static void ThrowLength(int actual, long expected, string parameter)
        => throw new ArgumentException($"'{parameter}' must have length {expected}, but has length {actual}", parameter);

    [DoesNotReturn]
    private static void ThrowExtent(int actual, int expected, string parameter, string extent)
        => throw new ArgumentException($"'{parameter}' must have {extent} {expected}, but has {actual}", parameter);

    [DoesNotReturn]
    private static void ThrowOverlap(string a, string b)
        => throw new ArgumentException($"'{a}' and '{b}' must not overlap", a);

    [DoesNotReturn]
    private static void ThrowPositive(int count, string parameter)
        => throw new ArgumentOutOfRangeException(parameter, count, $"'{parameter}' must be at least 1");

    [DoesNotReturn]
    private static void ThrowBatchLength(int actual, int count, string parameter)
        => throw new ArgumentException(
            $"'{parameter}' must have a length that is a multiple of {count} samples, but has length {actual}", parameter);

    [DoesNotReturn]
    private static void ThrowBatchShape(int actual, int count, int perSample, string parameter)
        => throw new ArgumentException(
            $"'{parameter}' must have length {(long)count * perSample} ({count} samples of {perSample}), but has length {actual}",
            parameter);

    [DoesNotReturn]
    private static void ThrowNull(string parameter) => throw new ArgumentNullException(parameter);

    [DoesNotReturn]
    private static void ThrowIndex() => throw new IndexOutOfRangeException();
}
