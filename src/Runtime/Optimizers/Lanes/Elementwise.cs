using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DiffGen.Optimizers;

/// <summary>Runs a rule over all elements: the one loop of all optimizers. The compiler makes a copy of it per rule.</summary>
internal static class Elementwise
{
    /// <summary>Applies a rule to every element.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <typeparam name="TRule">The rule.</typeparam>
    /// <param name="rule">The rule.</param>
    /// <param name="x">What is updated.</param>
    /// <param name="y">What is read, as long as <paramref name="x"/>; may be the same storage.</param>
    /// <param name="a">A state, updated; as long as <paramref name="x"/>, or empty: then there is none.</param>
    /// <param name="b">The second state; none without the first.</param>
    /// <param name="c">The third state; none without the second.</param>
    public static void Run<T, TRule>(
        in TRule rule, Span<T> x, ReadOnlySpan<T> y, Span<T> a = default, Span<T> b = default, Span<T> c = default)
        where T : IFloatingPointIeee754<T>
        where TRule : struct, IUpdateRule<T>
    {
        if (!c.IsEmpty)
            Run<T, TRule, Three>(in rule, x, y, a, b, c);
        else if (!b.IsEmpty)
            Run<T, TRule, Two>(in rule, x, y, a, b, x);
        else if (!a.IsEmpty)
            Run<T, TRule, One>(in rule, x, y, a, x, x);
        else
            Run<T, TRule, None>(in rule, x, y, x, x, x);
    }

    private static void Run<T, TRule, TStates>(in TRule rule, Span<T> x, ReadOnlySpan<T> y, Span<T> a, Span<T> b, Span<T> c)
        where T : IFloatingPointIeee754<T>
        where TRule : struct, IUpdateRule<T>
        where TStates : struct, ICount
    {
        Check(x.Length, y.Length);
        Check(x.Length, a.Length);
        Check(x.Length, b.Length);
        Check(x.Length, c.Length);
        int split = Vector<T>.IsSupported ? x.Length - x.Length % Vector<T>.Count : 0;
        if (split > 0)
            Loop<T, TRule, TStates, VectorLane<T>>(in rule, x, y, a, b, c, 0, split);
        if (split < x.Length)
            Loop<T, TRule, TStates, ScalarLane<T>>(in rule, x, y, a, b, c, split, x.Length);
    }

    // The lengths are checked: the loop needs no bounds checks. The number of states is a constant of each copy of the loop.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Loop<T, TRule, TStates, TLane>(
        in TRule rule, Span<T> x, ReadOnlySpan<T> y, Span<T> a, Span<T> b, Span<T> c, nint from, nint to)
        where T : IFloatingPointIeee754<T>
        where TRule : struct, IUpdateRule<T>
        where TStates : struct, ICount
        where TLane : struct, ILane<TLane, T>
    {
        TRule local = rule;
        ref T x0 = ref MemoryMarshal.GetReference(x);
        ref T y0 = ref MemoryMarshal.GetReference(y);
        ref T a0 = ref MemoryMarshal.GetReference(a);
        ref T b0 = ref MemoryMarshal.GetReference(b);
        ref T c0 = ref MemoryMarshal.GetReference(c);
        for (nint i = from; i < to; i += TLane.Count)
        {
            TLane xi = TLane.Load(in x0, i);
            TLane ai = TStates.Count > 0 ? TLane.Load(in a0, i) : default;
            TLane bi = TStates.Count > 1 ? TLane.Load(in b0, i) : default;
            TLane ci = TStates.Count > 2 ? TLane.Load(in c0, i) : default;
            local.Apply(ref xi, TLane.Load(in y0, i), ref ai, ref bi, ref ci);
            TLane.Store(xi, ref x0, i);
            if (TStates.Count > 0)
                TLane.Store(ai, ref a0, i);
            if (TStates.Count > 1)
                TLane.Store(bi, ref b0, i);
            if (TStates.Count > 2)
                TLane.Store(ci, ref c0, i);
        }
    }

    private static void Check(int expected, int actual)
    {
        if (actual != expected)
            throw new ArgumentException($"All must have length {expected}, but one has length {actual}");
    }

    private interface ICount
    {
        static abstract int Count { get; }
    }

    private readonly struct None : ICount
    {
        public static int Count => 0;
    }

    private readonly struct One : ICount
    {
        public static int Count => 1;
    }

    private readonly struct Two : ICount
    {
        public static int Count => 2;
    }

    private readonly struct Three : ICount
    {
        public static int Count => 3;
    }
}
