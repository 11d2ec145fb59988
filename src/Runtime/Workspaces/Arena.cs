using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace DiffGen.Workspaces;

/// <summary>
/// Arrays that a differentiated method creates in a loop or branch and uses after it: they stay where they are until the
/// whole call is over. An array is known by its offset, the same in the arena and in its derivative. For generated code
/// only.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Arena<T> : ITrimmable
{
    private const int FirstLength = 256;

    private T[][] _blocks = [];
    private int[] _starts = [];
    private int _count;
    private int _current;
    private int _used;

    /// <summary>An empty one.</summary>
    public Arena()
    {
    }

    /// <summary>One more than the largest offset in use.</summary>
    public int Length => _count == 0 ? 0 : _starts[_current] + _used;

    /// <summary>Makes room for an array whose elements are <c>default</c>.</summary>
    /// <param name="length">The number of its elements.</param>
    /// <returns>The offset of its first element.</returns>
    /// <exception cref="OverflowException"><paramref name="length"/> is negative, as for <c>new T[-1]</c>; or the arrays of
    /// the call have more than 2³¹ elements together.</exception>
    public int Allocate(int length)
    {
        if (length < 0)
            throw new OverflowException($"An array can't have a negative length ({length})");
        while (_current >= _count || length > _blocks[_current].Length - _used)
            Advance(length);

        int offset = _starts[_current] + _used;
        _blocks[_current].AsSpan(_used, length).Clear();
        _used += length;
        return offset;
    }

    /// <summary>An array, or a part of one.</summary>
    /// <param name="offset">The offset of its first element.</param>
    /// <param name="length">The number of its elements.</param>
    public Span<T> Slice(int offset, int length)
    {
        int block = _current;
        while (block > 0 && offset < _starts[block])
            block--;
        return length == 0 ? default : _blocks[block].AsSpan(offset - _starts[block], length);
    }

    /// <summary>Takes the layout of another arena, both empty: from here on equal arrays get equal offsets.</summary>
    internal void Follow(Arena<T> other)
    {
        if (_blocks.Length < other._count)
        {
            Array.Resize(ref _blocks, other._blocks.Length);
            Array.Resize(ref _starts, other._blocks.Length);
        }

        for (int i = 0; i < other._count; i++)
        {
            if (i >= _count || _blocks[i].Length != other._blocks[i].Length)
                _blocks[i] = GC.AllocateUninitializedArray<T>(other._blocks[i].Length);
            _starts[i] = other._starts[i];
        }

        _count = other._count;
    }

    internal Arena<T> Reset()
    {
        _current = 0;
        _used = 0;
        return this;
    }

    void ITrimmable.Trim(long bytes)
    {
        long total = 0;
        for (int i = 0; i < _count; i++)
            total += (long)_blocks[i].Length * Unsafe.SizeOf<T>();
        if (total > bytes)
            (_blocks, _starts, _count) = ([], [], 0);
        Reset();
    }

    // Blocks never move: spans of arrays that exist stay valid.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Advance(int length)
    {
        int next = _count == 0 ? 0 : _current + 1;
        if (next == _count)
        {
            if (_count == _blocks.Length)
            {
                Array.Resize(ref _blocks, Math.Max(4, 2 * _count));
                Array.Resize(ref _starts, _blocks.Length);
            }

            long wanted = _count == 0 ? FirstLength : 2L * _blocks[_count - 1].Length;
            _blocks[next] = GC.AllocateUninitializedArray<T>((int)Math.Min(Math.Max(wanted, length), Array.MaxLength));
            _starts[next] = next == 0 ? 0 : checked(_starts[next - 1] + _blocks[next - 1].Length);
            _count++;
        }

        _current = next;
        _used = 0;
    }
}
