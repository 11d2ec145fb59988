using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DiffGen.Optimizers;

/// <summary>Dense matrices, row-major. Each element of a product is summed in the order of the index, so that the bits don't depend on
/// the width of the vector registers.</summary>
internal static class Matrices
{
    private const int Block = 32;

    /// <summary>The transpose of an r × c matrix.</summary>
    public static void Transpose<T>(ReadOnlySpan<T> matrix, Span<T> transpose, int r, int c)
    {
        // By blocks, so that both sides stay in the cache.
        for (int i0 = 0; i0 < r; i0 += Block)
        {
            for (int j0 = 0; j0 < c; j0 += Block)
            {
                for (int i = i0; i < Math.Min(r, i0 + Block); i++)
                {
                    for (int j = j0; j < Math.Min(c, j0 + Block); j++)
                        transpose[j * r + i] = matrix[i * c + j];
                }
            }
        }
    }

    /// <summary>The product of an r × n and an n × c matrix.</summary>
    public static void Multiply<T>(ReadOnlySpan<T> left, ReadOnlySpan<T> right, Span<T> product, int r, int n, int c)
        where T : IFloatingPointIeee754<T>
    {
        if (left.Length != r * n || right.Length != n * c || product.Length != r * c)
            throw new ArgumentException($"Not matrices of {r} × {n}, {n} × {c} and {r} × {c}");
        for (int i = 0; i < r; i++)
        {
            int j = 0;
            if (Vector<T>.IsSupported)
                j = Row<T, VectorLane<T>>(left.Slice(i * n, n), right, product.Slice(i * c, c), 0);
            Row<T, ScalarLane<T>>(left.Slice(i * n, n), right, product.Slice(i * c, c), j);
        }
    }

    /// <summary>One row of a product, four lanes at a time and then one, from a column on.</summary>
    /// <returns>The first column that is left.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Row<T, TLane>(ReadOnlySpan<T> left, ReadOnlySpan<T> right, Span<T> product, nint from)
        where T : IFloatingPointIeee754<T>
        where TLane : struct, ILane<TLane, T>
    {
        ref T right0 = ref MemoryMarshal.GetReference(right);
        ref T product0 = ref MemoryMarshal.GetReference(product);
        nint c = product.Length, lane = TLane.Count, j = from;
        for (; j <= c - 4 * lane; j += 4 * lane)
        {
            TLane s0 = default, s1 = default, s2 = default, s3 = default;
            nint at = j;
            foreach (T x in left)
            {
                s0 += x * TLane.Load(in right0, at);
                s1 += x * TLane.Load(in right0, at + lane);
                s2 += x * TLane.Load(in right0, at + 2 * lane);
                s3 += x * TLane.Load(in right0, at + 3 * lane);
                at += c;
            }

            TLane.Store(s0, ref product0, j);
            TLane.Store(s1, ref product0, j + lane);
            TLane.Store(s2, ref product0, j + 2 * lane);
            TLane.Store(s3, ref product0, j + 3 * lane);
        }

        for (; j <= c - lane; j += lane)
        {
            TLane sum = default;
            nint at = j;
            foreach (T x in left)
            {
                sum += x * TLane.Load(in right0, at);
                at += c;
            }

            TLane.Store(sum, ref product0, j);
        }

        return (int)j;
    }
}
