using System.Numerics;
using System.Numerics.Tensors;

namespace DiffGen.Tensors;

/// <content>Clamp: 1 inside, 1/2 for the value and the bound where they meet, 0 for the value where the bounds meet.</content>
public static partial class TensorPullbacks
{
    /// <summary>Pullback of Clamp: z̄ goes to the one that is the result.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Clamp))]
    public static void ClampPullback<T>(
        ReadOnlySpan<T> x, ReadOnlySpan<T> min, ReadOnlySpan<T> max, Span<T> destination, Span<T> dX, Span<T> dMin, Span<T> dMax,
        Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.Clamp(x, min, max, destination);
        Ternary<T, ClampRule<T>>(x.Length, x, min, max, dX, dMin, dMax, dDestination);
    }

    /// <summary>Pullback of Clamp: z̄ goes to the one that is the result; <paramref name="max"/> is one number.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Clamp))]
    public static void ClampPullback<T>(
        ReadOnlySpan<T> x, ReadOnlySpan<T> min, T max, Span<T> destination, Span<T> dX, Span<T> dMin, ref T dMax, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.Clamp(x, min, max, destination);
        Ternary<T, ClampRule<T>>(x.Length, x, min, new ReadOnlySpan<T>(in max), dX, dMin, new Span<T>(ref dMax), dDestination);
    }

    /// <summary>Pullback of Clamp: z̄ goes to the one that is the result; <paramref name="min"/> is one number.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Clamp))]
    public static void ClampPullback<T>(
        ReadOnlySpan<T> x, T min, ReadOnlySpan<T> max, Span<T> destination, Span<T> dX, ref T dMin, Span<T> dMax, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.Clamp(x, min, max, destination);
        Ternary<T, ClampRule<T>>(x.Length, x, new ReadOnlySpan<T>(in min), max, dX, new Span<T>(ref dMin), dMax, dDestination);
    }

    /// <summary>Pullback of Clamp: z̄ goes to the one that is the result; <paramref name="x"/> is one number.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Clamp))]
    public static void ClampPullback<T>(
        T x, ReadOnlySpan<T> min, ReadOnlySpan<T> max, Span<T> destination, ref T dX, Span<T> dMin, Span<T> dMax, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.Clamp(x, min, max, destination);
        Ternary<T, ClampRule<T>>(min.Length, new ReadOnlySpan<T>(in x), min, max, new Span<T>(ref dX), dMin, dMax, dDestination);
    }

    /// <summary>Pullback of Clamp: z̄ goes to the one that is the result; <paramref name="min"/> and <paramref name="max"/> are numbers.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Clamp))]
    public static void ClampPullback<T>(
        ReadOnlySpan<T> x, T min, T max, Span<T> destination, Span<T> dX, ref T dMin, ref T dMax, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.Clamp(x, min, max, destination);
        Ternary<T, ClampRule<T>>(
            x.Length, x, new ReadOnlySpan<T>(in min), new ReadOnlySpan<T>(in max),
            dX, new Span<T>(ref dMin), new Span<T>(ref dMax), dDestination);
    }

    /// <summary>Pullback of Clamp: z̄ goes to the one that is the result; <paramref name="x"/> and <paramref name="max"/> are numbers.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Clamp))]
    public static void ClampPullback<T>(
        T x, ReadOnlySpan<T> min, T max, Span<T> destination, ref T dX, Span<T> dMin, ref T dMax, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.Clamp(x, min, max, destination);
        Ternary<T, ClampRule<T>>(
            min.Length, new ReadOnlySpan<T>(in x), min, new ReadOnlySpan<T>(in max),
            new Span<T>(ref dX), dMin, new Span<T>(ref dMax), dDestination);
    }

    /// <summary>Pullback of Clamp: z̄ goes to the one that is the result; <paramref name="x"/> and <paramref name="min"/> are numbers.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Clamp))]
    public static void ClampPullback<T>(
        T x, T min, ReadOnlySpan<T> max, Span<T> destination, ref T dX, ref T dMin, Span<T> dMax, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.Clamp(x, min, max, destination);
        Ternary<T, ClampRule<T>>(
            max.Length, new ReadOnlySpan<T>(in x), new ReadOnlySpan<T>(in min), max,
            new Span<T>(ref dX), new Span<T>(ref dMin), dMax, dDestination);
    }

    internal readonly struct ClampRule<T> : ITernaryRule<T> where T : IFloatingPointIeee754<T>
    {
        public static T First(T g, T a, T b, T c)
        {
            if (a < b || a > c)
                return T.Zero;
            if (a == b || a == c)
                return b < c ? g / Two<T>() : T.Zero;
            return g;
        }

        public static T Second(T g, T a, T b, T c) => a < b ? g : a == b ? g / Two<T>() : T.Zero;

        public static T Third(T g, T a, T b, T c) => a > c ? g : a == c ? g / Two<T>() : T.Zero;
    }
}
