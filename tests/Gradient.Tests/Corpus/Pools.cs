using System.Buffers;

namespace DiffGen.Tests.Corpus;

/// <summary>Arrays from pools, and the statements that give them back.</summary>
public static partial class Pools
{
    internal static CorpusProgram[] Programs =>
    [
        CorpusProgram.OfPair(nameof(RentedArray), RentedArray, RentedArrayGradient, RentedArrayPullback, [0.4, 2], [-1, 0.5]),
        CorpusProgram.OfPair(nameof(OwnedMemory), OwnedMemory, OwnedMemoryGradient, OwnedMemoryPullback, [0.4, 2], [-1, 0.5]),
        CorpusProgram.OfPair(nameof(OwnersInHelpers), OwnersInHelpers, OwnersInHelpersGradient, OwnersInHelpersPullback, [0.4, 2], [-1, 0.5]),
        CorpusProgram.OfPair(nameof(StackOrRented), StackOrRented, StackOrRentedGradient, StackOrRentedPullback, [0.4, 2], [-1, 0.5]),
        CorpusProgram.OfPair(nameof(LeftEarly), LeftEarly, LeftEarlyGradient, LeftEarlyPullback, [0.4, 2], [-1, 0.5], [3, 1]),
    ];

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double RentedArray(double x, double y)
    {
        const int n = 5;
        double[] a = ArrayPool<double>.Shared.Rent(n);
        double[]? b = null;
        try
        {
            b = ArrayPool<double>.Shared.Rent(n);
            for (int i = 0; i < n; i++)
                (a[i], b[i]) = (x * i, y + i);
            return Dot(a.AsSpan(0, n), b.AsSpan(0, n));
        }
        finally
        {
            ArrayPool<double>.Shared.Return(a, clearArray: true);
            if (b != null)
                ArrayPool<double>.Shared.Return(b);
        }
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double OwnedMemory(double x, double y)
    {
        using IMemoryOwner<double> owner = MemoryPool<double>.Shared.Rent(4);
        Span<double> a = owner.Memory.Span[..4];
        a.Fill(x);
        a[2] *= y;
        using (var other = MemoryPool<double>.Shared.Rent(2))
        {
            Memory<double> memory = other.Memory.Slice(0, 2);
            memory.Span.Fill(y);
            memory.Span[1] = a[2] * a[1];
            return Dot(memory.Span, a[1..3]);
        }
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double OwnersInHelpers(double x, double y)
    {
        double s = 0;
        for (int n = 1; n < 4; n++)
            s += Series(x, y, n) * n;
        return s;
    }

    private static double Series(double x, double y, int n)
    {
        using IMemoryOwner<double> owner = MemoryPool<double>.Shared.Rent(n + 1);
        Span<double> p = owner.Memory.Span;
        p[0] = 1;
        for (int i = 1; i <= n; i++)
            p[i] = p[i - 1] * x + y;
        return p[n];
    }

    /// <summary>Small scratch on the stack, large from the pool.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double StackOrRented(double x, double y)
    {
        double s = 0;
        for (int n = 2; n < 12; n += 3)
            s += Scratch(x, y, n);
        return s;
    }

    /// <summary>Memory of the stack for a short array, rented memory for a long one: the idiom of the framework's own code.</summary>
    private static double Scratch(double x, double y, int n)
    {
        double[]? rented = null;
        Span<double> t = n <= 6 ? stackalloc double[6] : (rented = ArrayPool<double>.Shared.Rent(n));
        t = t[..n];
        try
        {
            t.Fill(x * n);
            t[^1] *= y;
            return Dot(t, t[..t.Length]);
        }
        finally
        {
            if (rented is not null)
                ArrayPool<double>.Shared.Return(rented);
        }
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double LeftEarly(double x, double y)
    {
        double[] a = ArrayPool<double>.Shared.Rent(3);
        try
        {
            for (int i = 0; i < 3; i++)
            {
                a[i] = x * y + i;
                if (a[i] > 2)
                    return a[i] * x;
            }

            x *= a[2];
        }
        finally
        {
            ArrayPool<double>.Shared.Return(a);
        }

        return x + y;
    }

    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double s = 0;
        for (int i = 0; i < a.Length; i++)
            s += a[i] * b[i];
        return s;
    }
}
