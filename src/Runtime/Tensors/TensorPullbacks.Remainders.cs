using System.Numerics;
using System.Numerics.Tensors;

namespace DiffGen.Tensors;

/// <content>Remainders: z = x - q·y with an integer q.</content>
public static partial class TensorPullbacks
{
    /// <summary>Pullback of Remainder: x̄ += z̄, ȳ -= z̄·Truncate(x/y).</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Remainder))]
    public static void RemainderPullback<T>(
        ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> destination, Span<T> dX, Span<T> dY, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.Remainder(x, y, destination);
        Binary<T, RemainderRule<T>>(x.Length, x, y, destination, dX, dY, dDestination);
    }

    /// <summary>Pullback of Remainder: x̄ += z̄, ȳ -= z̄·Truncate(x/y); <paramref name="y"/> is one number.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Remainder))]
    public static void RemainderPullback<T>(ReadOnlySpan<T> x, T y, Span<T> destination, Span<T> dX, ref T dY, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.Remainder(x, y, destination);
        Binary<T, RemainderRule<T>>(x.Length, x, new ReadOnlySpan<T>(in y), destination, dX, new Span<T>(ref dY), dDestination);
    }

    /// <summary>Pullback of Remainder: x̄ += z̄, ȳ -= z̄·Truncate(x/y); <paramref name="x"/> is one number.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Remainder))]
    public static void RemainderPullback<T>(T x, ReadOnlySpan<T> y, Span<T> destination, ref T dX, Span<T> dY, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.Remainder(x, y, destination);
        Binary<T, RemainderRule<T>>(y.Length, new ReadOnlySpan<T>(in x), y, destination, new Span<T>(ref dX), dY, dDestination);
    }

    // q from z, since Truncate(x/y) is off by one where the quotient rounds up to an integer (1.0 % 0.1).
    internal readonly struct RemainderRule<T> : IBinaryRule<T> where T : IFloatingPointIeee754<T>
    {
        public static T First(T g, T z, T a, T b) => g;

        public static T Second(T g, T z, T a, T b) => -(g * T.Round((a - z) / b));
    }

    /// <summary>Pullback of Ieee754Remainder: x̄ += z̄, ȳ -= z̄·Round(x/y).</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Ieee754Remainder))]
    public static void Ieee754RemainderPullback<T>(
        ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> destination, Span<T> dX, Span<T> dY, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.Ieee754Remainder(x, y, destination);
        Binary<T, RemainderRule<T>>(x.Length, x, y, destination, dX, dY, dDestination);
    }

    /// <summary>Pullback of Ieee754Remainder: x̄ += z̄, ȳ -= z̄·Round(x/y); <paramref name="y"/> is one number.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Ieee754Remainder))]
    public static void Ieee754RemainderPullback<T>(ReadOnlySpan<T> x, T y, Span<T> destination, Span<T> dX, ref T dY, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.Ieee754Remainder(x, y, destination);
        Binary<T, RemainderRule<T>>(x.Length, x, new ReadOnlySpan<T>(in y), destination, dX, new Span<T>(ref dY), dDestination);
    }

    /// <summary>Pullback of Ieee754Remainder: x̄ += z̄, ȳ -= z̄·Round(x/y); <paramref name="x"/> is one number.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Ieee754Remainder))]
    public static void Ieee754RemainderPullback<T>(T x, ReadOnlySpan<T> y, Span<T> destination, ref T dX, Span<T> dY, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.Ieee754Remainder(x, y, destination);
        Binary<T, RemainderRule<T>>(y.Length, new ReadOnlySpan<T>(in x), y, destination, new Span<T>(ref dX), dY, dDestination);
    }
}
