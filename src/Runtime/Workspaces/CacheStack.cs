using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace DiffGen.Workspaces;

/// <summary>
/// Growable storage for what the reverse sweep needs from loops whose trip count isn't known in advance. It has no
/// count of its own: the generated code carries the cursor. For generated code only.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class CacheStack<T> : ITrimmable
{
    private const int FirstLength = 256;

    private T[] _items = [];

    /// <summary>An empty one.</summary>
    public CacheStack()
    {
    }

    /// <summary>An element. References taken before a <see cref="Reserve"/> that grew must not be written any more.</summary>
    /// <param name="index">Its index, below a length that was reserved.</param>
    /// <exception cref="IndexOutOfRangeException"><paramref name="index"/> was never reserved.</exception>
    public ref T this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref _items[index];
    }

    /// <summary>Makes every index below <paramref name="length"/> valid. What is stored stays; what is new is
    /// undefined.</summary>
    /// <param name="length">The number of elements needed.</param>
    /// <exception cref="OverflowException"><paramref name="length"/> is negative: the cursor overflowed.</exception>
    /// <exception cref="OutOfMemoryException"><paramref name="length"/> is more than an array can have.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Reserve(int length)
    {
        if ((uint)length > (uint)_items.Length)
            Grow(length);
    }

    void ITrimmable.Trim(long bytes)
    {
        if ((long)_items.Length * Unsafe.SizeOf<T>() > bytes)
            _items = [];
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow(int length)
    {
        if (length < 0)
            throw new OverflowException($"A stack can't have a negative length ({length})");
        if (length > Array.MaxLength)
            throw new OutOfMemoryException($"A stack can't have {length} elements; an array has at most {Array.MaxLength}");

        long geometric = Math.Max(FirstLength, 2L * _items.Length);
        int capacity = (int)Math.Min(Math.Max(geometric, length), Array.MaxLength);
        T[] grown = GC.AllocateUninitializedArray<T>(capacity);
        _items.CopyTo(grown, 0);
        _items = grown;
    }
}
