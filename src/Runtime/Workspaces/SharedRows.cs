using System.Buffers;
using System.Runtime.CompilerServices;

namespace DiffGen.Workspaces;

/// <summary>Finds an array that is a row twice, in O(n log n) comparisons and without an allocation per call.</summary>
internal static class SharedRows
{
    private const int Few = 16;

    /// <summary>Whether the same array, not empty, is a row of both.</summary>
    public static bool Any<T, U>(T[]?[] a, U[]?[] b)
    {
        if (a.Length <= Few || b.Length <= Few)
        {
            foreach (T[]? row in a)
            {
                foreach (U[]? other in b)
                {
                    if (row is { Length: > 0 } && ReferenceEquals(row, other))
                        return true;
                }
            }
            return false;
        }

        long[] keys = Sorted(a);
        bool isShared = false;
        for (int i = 0; i < b.Length && !isShared; i++)
        {
            if (b[i] is not { Length: > 0 } row)
                continue;
            long key = Key(row, 0);
            int at = keys.AsSpan(0, a.Length).BinarySearch(key);
            for (at = at < 0 ? ~at : at; at < a.Length && keys[at] >> 32 == key >> 32 && !isShared; at++)
                isShared = ReferenceEquals(a[(int)keys[at]], row);
        }
        ArrayPool<long>.Shared.Return(keys);
        return isShared;
    }

    /// <summary>Whether the same array, not empty, is two rows.</summary>
    public static bool Any<T>(T[]?[] rows)
    {
        long[] keys = Sorted(rows);
        bool isShared = false;
        for (int i = 0; i < rows.Length && !isShared; i++)
        {
            for (int j = i + 1; j < rows.Length && keys[j] >> 32 == keys[i] >> 32 && !isShared; j++)
                isShared = rows[(int)keys[i]] is { Length: > 0 } row && ReferenceEquals(row, rows[(int)keys[j]]);
        }
        ArrayPool<long>.Shared.Return(keys);
        return isShared;
    }

    private static long[] Sorted<T>(T[]?[] rows)
    {
        long[] keys = ArrayPool<long>.Shared.Rent(rows.Length);
        for (int i = 0; i < rows.Length; i++)
            keys[i] = Key(rows[i], i);
        keys.AsSpan(0, rows.Length).Sort();
        return keys;
    }

    private static long Key(object? row, int index) => ((long)RuntimeHelpers.GetHashCode(row) << 32) | (uint)index;
}
