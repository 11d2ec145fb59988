using System.Numerics;
using System.Numerics.Tensors;

namespace DiffGen.Tensors;

/// <content>Absolute values, maxima and minima element by element: at a kink the mean of the two sides.</content>
public static partial class TensorPullbacks
{
    /// <summary>Pullback of Abs: x̄ += ȳ·sign x, 0 at 0.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Abs))]
    public static void AbsPullback<T>(ReadOnlySpan<T> x, Span<T> destination, Span<T> dX, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.Abs(x, destination);
        Unary<T, AbsRule<T>>(x, destination, dX, dDestination);
    }

    internal readonly struct AbsRule<T> : IUnaryRule<T> where T : IFloatingPointIeee754<T>
    {
        public static T Part(T g, T y, T x) => x > T.Zero ? g : x < T.Zero ? -g : T.Zero;
    }

    /// <summary>Pullback of CopySign: x̄ += ±ȳ, + where the signs agree.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.CopySign))]
    public static void CopySignPullback<T>(
        ReadOnlySpan<T> x, ReadOnlySpan<T> sign, Span<T> destination, Span<T> dX, Span<T> dSign, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.CopySign(x, sign, destination);
        Binary<T, CopySignRule<T>>(x.Length, x, sign, destination, dX, dSign, dDestination);
    }

    /// <summary>Pullback of CopySign: x̄ += ±ȳ, + where the signs agree; <paramref name="sign"/> is one number.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.CopySign))]
    public static void CopySignPullback<T>(ReadOnlySpan<T> x, T sign, Span<T> destination, Span<T> dX, ref T dSign, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.CopySign(x, sign, destination);
        Binary<T, CopySignRule<T>>(x.Length, x, new ReadOnlySpan<T>(in sign), destination, dX, new Span<T>(ref dSign), dDestination);
    }

    internal readonly struct CopySignRule<T> : IBinaryRule<T> where T : IFloatingPointIeee754<T>
    {
        public static T First(T g, T z, T a, T b) => T.IsNegative(a) == T.IsNegative(b) ? g : -g;

        public static T Second(T g, T z, T a, T b) => T.Zero;
    }

    /// <summary>Pullback of Max: z̄ goes to the larger one, half of it to each at a tie.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Max))]
    public static void MaxPullback<T>(
        ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> destination, Span<T> dX, Span<T> dY, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.Max(x, y, destination);
        Binary<T, MaxRule<T>>(x.Length, x, y, destination, dX, dY, dDestination);
    }

    /// <summary>Pullback of Max: z̄ goes to the larger one, half of it to each at a tie; <paramref name="y"/> is one number.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Max))]
    public static void MaxPullback<T>(ReadOnlySpan<T> x, T y, Span<T> destination, Span<T> dX, ref T dY, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.Max(x, y, destination);
        Binary<T, MaxRule<T>>(x.Length, x, new ReadOnlySpan<T>(in y), destination, dX, new Span<T>(ref dY), dDestination);
    }

    internal readonly struct MaxRule<T> : IBinaryRule<T> where T : IFloatingPointIeee754<T>
    {
        public static T First(T g, T z, T a, T b) => Larger(a, b, g);

        public static T Second(T g, T z, T a, T b) => Larger(b, a, g);
    }

    /// <summary>Pullback of Min: z̄ goes to the smaller one, half of it to each at a tie.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Min))]
    public static void MinPullback<T>(
        ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> destination, Span<T> dX, Span<T> dY, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.Min(x, y, destination);
        Binary<T, MinRule<T>>(x.Length, x, y, destination, dX, dY, dDestination);
    }

    /// <summary>Pullback of Min: z̄ goes to the smaller one, half of it to each at a tie; <paramref name="y"/> is one number.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Min))]
    public static void MinPullback<T>(ReadOnlySpan<T> x, T y, Span<T> destination, Span<T> dX, ref T dY, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.Min(x, y, destination);
        Binary<T, MinRule<T>>(x.Length, x, new ReadOnlySpan<T>(in y), destination, dX, new Span<T>(ref dY), dDestination);
    }

    internal readonly struct MinRule<T> : IBinaryRule<T> where T : IFloatingPointIeee754<T>
    {
        public static T First(T g, T z, T a, T b) => Larger(b, a, g);

        public static T Second(T g, T z, T a, T b) => Larger(a, b, g);
    }

    /// <summary>Pullback of MaxMagnitude: z̄ goes to the one of larger magnitude, half of it to each at a tie.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MaxMagnitude))]
    public static void MaxMagnitudePullback<T>(
        ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> destination, Span<T> dX, Span<T> dY, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.MaxMagnitude(x, y, destination);
        Binary<T, MaxMagnitudeRule<T>>(x.Length, x, y, destination, dX, dY, dDestination);
    }

    /// <summary>Pullback of MaxMagnitude: z̄ goes to the one of larger magnitude, half of it to each at a tie; <paramref name="y"/> is one
    /// number.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MaxMagnitude))]
    public static void MaxMagnitudePullback<T>(ReadOnlySpan<T> x, T y, Span<T> destination, Span<T> dX, ref T dY, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.MaxMagnitude(x, y, destination);
        Binary<T, MaxMagnitudeRule<T>>(x.Length, x, new ReadOnlySpan<T>(in y), destination, dX, new Span<T>(ref dY), dDestination);
    }

    internal readonly struct MaxMagnitudeRule<T> : IBinaryRule<T> where T : IFloatingPointIeee754<T>
    {
        public static T First(T g, T z, T a, T b) => Larger(T.Abs(a), T.Abs(b), g);

        public static T Second(T g, T z, T a, T b) => Larger(T.Abs(b), T.Abs(a), g);
    }

    /// <summary>Pullback of MinMagnitude: z̄ goes to the one of smaller magnitude, half of it to each at a tie.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MinMagnitude))]
    public static void MinMagnitudePullback<T>(
        ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> destination, Span<T> dX, Span<T> dY, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.MinMagnitude(x, y, destination);
        Binary<T, MinMagnitudeRule<T>>(x.Length, x, y, destination, dX, dY, dDestination);
    }

    /// <summary>Pullback of MinMagnitude: z̄ goes to the one of smaller magnitude, half of it to each at a tie; <paramref name="y"/> is
    /// one number.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MinMagnitude))]
    public static void MinMagnitudePullback<T>(ReadOnlySpan<T> x, T y, Span<T> destination, Span<T> dX, ref T dY, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.MinMagnitude(x, y, destination);
        Binary<T, MinMagnitudeRule<T>>(x.Length, x, new ReadOnlySpan<T>(in y), destination, dX, new Span<T>(ref dY), dDestination);
    }

    internal readonly struct MinMagnitudeRule<T> : IBinaryRule<T> where T : IFloatingPointIeee754<T>
    {
        public static T First(T g, T z, T a, T b) => Larger(T.Abs(b), T.Abs(a), g);

        public static T Second(T g, T z, T a, T b) => Larger(T.Abs(a), T.Abs(b), g);
    }

    /// <summary>g where this is the larger one, half of it at a tie.</summary>
    private static T Larger<T>(T own, T other, T g) where T : IFloatingPointIeee754<T>
        => own > other ? g : own < other ? T.Zero : g / Two<T>();
}
