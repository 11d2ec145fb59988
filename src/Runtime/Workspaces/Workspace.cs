using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DiffGen.Workspaces;

/// <summary>
/// Scratch memory of one call of a generated method: a bump allocator over pinned, 64-byte aligned chunks,
/// pooled per thread. For generated code only.
/// </summary>
/// <remarks>
/// <para>A workspace is rented and disposed in a <c>try</c>/<c>finally</c>. Renting is re-entrant: a rent inside a
/// rent gets another instance. A thread that repeats the same calls allocates nothing after the first.</para>
/// <para>After <see cref="Dispose"/> at most <see cref="RetainedBytes"/> of buffers and as much per stack stay with
/// a pooled workspace; what a larger use took is left to the garbage collector.</para>
/// <para>One workspace is used by one thread at a time, and by nobody after <see cref="Dispose"/>. Disposing it
/// twice, or on another thread, is harmless: a workspace disposed on another thread doesn't go back to a pool.</para>
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Workspace : IDisposable
{
    /// <summary>The number of bytes of buffers that a workspace keeps from one use to the next: 256 MiB.</summary>
    public const long RetainedBytes = 256L << 20;

    private const int Alignment = 64;
    private const int FirstChunkBytes = 64 << 10;

    [ThreadStatic] private static WorkspacePool? t_pool;

    private readonly WorkspacePool _home;
    private Chunk[] _chunks = [];
    private int _chunkCount;
    private int _current;
    private int _used;
    private object[] _stacks = [];
    private bool _rented;

    private Workspace(WorkspacePool home) => _home = home;

    /// <summary>The next free workspace of the pool.</summary>
    internal Workspace? Next { get; set; }

    /// <summary>Takes a workspace from the pool of the current thread, or makes one.</summary>
    /// <returns>A workspace with no buffers in it, to be disposed.</returns>
    public static Workspace Rent()
    {
        WorkspacePool pool = t_pool ??= new WorkspacePool();
        Workspace workspace = pool.Pop() ?? new Workspace(pool);
        workspace._rented = true;
        return workspace;
    }

    /// <summary>Allocates a buffer. Its content is undefined.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="length">The number of elements; 0 gives an empty span.</param>
    /// <returns>A span that begins on a 64-byte boundary (an ordinary array's where it takes 2 GiB or more) and stays
    /// valid until it is released or the workspace is disposed. For a type with references in it, a new array.</returns>
    /// <exception cref="OverflowException"><paramref name="length"/> is negative, as for <c>new T[-1]</c>.</exception>
    /// <exception cref="OutOfMemoryException"><paramref name="length"/> is more than an array can have.</exception>
    public Span<T> Buffer<T>(long length)
    {
        if ((ulong)length > (ulong)Array.MaxLength)
            ThrowLength(length);
        // Bytes can't hold references; the test is decided when the method is compiled.
        if (RuntimeHelpers.IsReferenceOrContainsReferences<T>())
            return new T[length];

        long bytes = (length * Unsafe.SizeOf<T>() + (Alignment - 1)) & -Alignment;
        if (_current >= _chunkCount || bytes > _chunks[_current].Capacity - _used)
        {
            if (bytes > Chunk.MaxCapacity)
                return Oversized<T>((int)length);
            Advance((int)bytes);
        }

        ref byte start = ref _chunks[_current].At(_used);
        _used += (int)bytes;
        return MemoryMarshal.CreateSpan(ref Unsafe.As<byte, T>(ref start), (int)length);
    }

    /// <summary>Allocates a buffer whose elements are <c>default</c>; otherwise as <see cref="Buffer{T}"/>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="length">The number of elements; 0 gives an empty span.</param>
    /// <returns>A cleared span.</returns>
    /// <exception cref="OverflowException"><paramref name="length"/> is negative.</exception>
    /// <exception cref="OutOfMemoryException"><paramref name="length"/> is more than an array can have.</exception>
    public Span<T> Zeroed<T>(long length)
    {
        Span<T> buffer = Buffer<T>(length);
        buffer.Clear();
        return buffer;
    }

    /// <summary>The current position, for <see cref="Release"/>.</summary>
    /// <returns>The position.</returns>
    public WorkspaceMark Mark() => new(_current, _used);

    /// <summary>Frees every buffer allocated after <paramref name="mark"/> was taken. Marks are released last in, first
    /// out. Stacks are not affected.</summary>
    /// <param name="mark">A position of this workspace, taken since it was rented.</param>
    public void Release(WorkspaceMark mark)
    {
        _current = mark.Chunk;
        _used = mark.Offset;
    }

    /// <summary>A growable stack of one element type.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="number">Which of the stacks of that type: 0, and 1 and further ones for tangents.</param>
    /// <returns>The stack; where its content begins is up to the cursor of the caller.</returns>
    public CacheStack<T> Stack<T>(int number = 0) => Find<CacheStack<T>>(number) ?? Added(new CacheStack<T>(), number);

    /// <summary>An arena of one element type, with no arrays in it.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="number">Which of the arenas of that type: 0, and 1 and further ones for tangents, where the same
    /// arrays have the same offsets.</param>
    /// <returns>The arena.</returns>
    public Arena<T> Arena<T>(int number = 0)
    {
        Arena<T> arena = (Find<Arena<T>>(number) ?? Added(new Arena<T>(), number)).Reset();
        if (number > 0)
            arena.Follow(Arena<T>());
        return arena;
    }

    private T? Find<T>(int number)
        where T : class
    {
        foreach (object candidate in _stacks)
        {
            if (candidate is T found && number-- == 0)
                return found;
        }

        return null;
    }

    // Stacks come in the order of their numbers.
    private T Added<T>(T stack, int number)
        where T : class, new()
    {
        for (int i = 0; i < number; i++)
        {
            if (Find<T>(i) is null)
                _stacks = [.. _stacks, new T()];
        }

        _stacks = [.. _stacks, stack];
        return stack;
    }

    /// <summary>Gives the workspace back to the pool of the thread that rented it. Every span into it is invalid from
    /// here on.</summary>
    public void Dispose()
    {
        // No interlocked operation is needed: only the home thread ever pushes, and a stale write of `false` by
        // another thread can at worst keep a workspace out of the pool.
        bool rented = _rented;
        _rented = false;
        if (!rented || !ReferenceEquals(t_pool, _home))
            return;

        _current = 0;
        _used = 0;
        TrimChunks();
        foreach (object stack in _stacks)
            ((ITrimmable)stack).Trim(RetainedBytes);
        _home.Push(this);
    }

    private void Advance(int bytes)
    {
        int next = _chunkCount == 0 ? 0 : _current + 1;
        while (next < _chunkCount && _chunks[next].Capacity < bytes)
            next++;

        if (next >= _chunkCount)
        {
            next = _chunkCount;
            if (_chunkCount == _chunks.Length)
                Array.Resize(ref _chunks, Math.Max(4, 2 * _chunkCount));
            long wanted = _chunkCount == 0 ? FirstChunkBytes : 2L * _chunks[_chunkCount - 1].Capacity;
            _chunks[_chunkCount++] = new Chunk((int)Math.Clamp(wanted, bytes, Chunk.MaxCapacity));
        }

        _current = next;
        _used = 0;
    }

    // Chunks grow, so the last ones are the large ones: dropping from the end frees most with least.
    private void TrimChunks()
    {
        long total = 0;
        for (int i = 0; i < _chunkCount; i++)
            total += _chunks[i].Capacity;
        while (total > RetainedBytes && _chunkCount > 0)
        {
            total -= _chunks[--_chunkCount].Capacity;
            _chunks[_chunkCount] = default;
        }
    }

    // More bytes than a byte[] holds: an array of its own, freed by the garbage collector.
    private static Span<T> Oversized<T>(int length)
        => GC.AllocateUninitializedArray<T>(length, pinned: true);

    private static void ThrowLength(long length)
    {
        if (length < 0)
            throw new OverflowException($"A buffer can't have a negative length ({length})");
        throw new OutOfMemoryException($"A buffer can't have {length} elements; an array has at most {Array.MaxLength}");
    }

    private readonly struct Chunk
    {
        public const int MaxCapacity = 0x7FFF_FF00;

        private readonly byte[] _bytes;
        private readonly int _start;

        public Chunk(int capacity)
        {
            Capacity = capacity;
            _bytes = GC.AllocateUninitializedArray<byte>(capacity + Alignment, pinned: true);
            _start = (int)(-Marshal.UnsafeAddrOfPinnedArrayElement(_bytes, 0) & (Alignment - 1));
        }

        public int Capacity { get; }

        public ref byte At(int offset)
            => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_bytes), _start + offset);
    }
}
