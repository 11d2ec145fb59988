using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DiffGen.Numerics;

/// <summary>
/// Sums in double precision and in a fixed order: eight interleaved partial sums, then a tree. The bits don't depend on the width
/// of the vector registers, and a <c>float</c> can't overflow.
/// </summary>
internal static class Sums
{
    private const int Lanes = 8;

    /// <summary>How many numbers are made double at a time.</summary>
    private const int Block = 128;

    /// <summary>The sum of the elements.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="values">The elements.</param>
    /// <returns>The sum; 0 for none.</returns>
    public static double Of<T>(ReadOnlySpan<T> values) where T : IFloatingPointIeee754<T> => Mapped<T, Identity>(values);

    /// <summary>The sum of the squares of the elements.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="values">The elements.</param>
    /// <returns>The sum; 0 for none.</returns>
    public static double OfSquares<T>(ReadOnlySpan<T> values) where T : IFloatingPointIeee754<T> => Mapped<T, Square>(values);

    /// <summary>The Euclidean norm.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="values">The elements.</param>
    /// <returns>The norm; 0 for no elements.</returns>
    public static double Norm<T>(ReadOnlySpan<T> values) where T : IFloatingPointIeee754<T> => Math.Sqrt(OfSquares(values));

    private static double Mapped<T, TMap>(ReadOnlySpan<T> values)
        where T : IFloatingPointIeee754<T>
        where TMap : struct, IMap
    {
        Span<double> sums = stackalloc double[Lanes], block = stackalloc double[Block];
        sums.Clear();
        while (values.Length >= Lanes)
        {
            int length = Math.Min(values.Length, Block) / Lanes * Lanes;
            Add<TMap>(Widened(values[..length], block), sums);
            values = values[length..];
        }

        double tail = 0;
        foreach (T value in values)
            tail += TMap.Of(double.CreateTruncating(value));
        return ((sums[0] + sums[1]) + (sums[2] + sums[3])) + ((sums[4] + sums[5]) + (sums[6] + sums[7])) + tail;
    }

    /// <summary>Adds element i to sum i modulo 8. A register has two, four or eight of the sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add<TMap>(ReadOnlySpan<double> values, Span<double> sums) where TMap : struct, IMap
    {
        ref double sum = ref MemoryMarshal.GetReference(sums);
        ref double value = ref MemoryMarshal.GetReference(values);
        nuint width = (nuint)Vector<double>.Count, length = (nuint)values.Length;
        for (nuint lane = 0; lane < Lanes; lane += 2 * width)
        {
            // Two registers at a time, or one that has all eight.
            nuint other = (lane + width) % Lanes;
            Vector<double> a = Vector.LoadUnsafe(ref sum, lane), b = Vector.LoadUnsafe(ref sum, other);
            for (nuint i = 0; i < length; i += Lanes)
            {
                a += TMap.Of(Vector.LoadUnsafe(ref value, i + lane));
                if (width < Lanes)
                    b += TMap.Of(Vector.LoadUnsafe(ref value, i + other));
            }

            a.StoreUnsafe(ref sum, lane);
            if (width < Lanes)
                b.StoreUnsafe(ref sum, other);
        }
    }

    private static ReadOnlySpan<double> Widened<T>(ReadOnlySpan<T> values, Span<double> block) where T : IFloatingPointIeee754<T>
    {
        ref T first = ref MemoryMarshal.GetReference(values);
        if (typeof(T) == typeof(double))
            return MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<T, double>(ref first), values.Length);

        int i = 0;
        if (typeof(T) == typeof(float))
        {
            ref float single = ref Unsafe.As<T, float>(ref first);
            ref double wide = ref MemoryMarshal.GetReference(block);
            for (; i <= values.Length - Vector<float>.Count; i += Vector<float>.Count)
            {
                Vector.Widen(Vector.LoadUnsafe(ref single, (nuint)i), out Vector<double> low, out Vector<double> high);
                low.StoreUnsafe(ref wide, (nuint)i);
                high.StoreUnsafe(ref wide, (nuint)(i + Vector<double>.Count));
            }
        }

        for (; i < values.Length; i++)
            block[i] = double.CreateTruncating(values[i]);
        return block[..values.Length];
    }

    private interface IMap
    {
        static abstract double Of(double x);

        static abstract Vector<double> Of(Vector<double> x);
    }

    private readonly struct Identity : IMap
    {
        public static double Of(double x) => x;

        public static Vector<double> Of(Vector<double> x) => x;
    }

    private readonly struct Square : IMap
    {
        public static double Of(double x) => x * x;

        public static Vector<double> Of(Vector<double> x) => x * x;
    }
}
