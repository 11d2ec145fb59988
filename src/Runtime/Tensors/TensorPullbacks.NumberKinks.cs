using System.Numerics;
using System.Numerics.Tensors;

namespace DiffGen.Tensors;

/// <content>Maxima and minima element by element that ignore NaN: an argument that is NaN has no part.</content>
public static partial class TensorPullbacks
{
    /// <summary>Pullback of MaxNumber: z̄ goes to the one that is the result, half of it to each at a tie.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MaxNumber))]
    public static void MaxNumberPullback<T>(
        ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> destination, Span<T> dX, Span<T> dY, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.MaxNumber(x, y, destination);
        Binary<T, PickedRule<T>>(x.Length, x, y, destination, dX, dY, dDestination);
    }

    /// <summary>Pullback of MaxNumber: z̄ goes to the one that is the result, half of it to each at a tie; <paramref name="y"/> is one
    /// number.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MaxNumber))]
    public static void MaxNumberPullback<T>(ReadOnlySpan<T> x, T y, Span<T> destination, Span<T> dX, ref T dY, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.MaxNumber(x, y, destination);
        Binary<T, PickedRule<T>>(x.Length, x, new ReadOnlySpan<T>(in y), destination, dX, new Span<T>(ref dY), dDestination);
    }

    /// <summary>Pullback of MinNumber: z̄ goes to the one that is the result, half of it to each at a tie.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MinNumber))]
    public static void MinNumberPullback<T>(
        ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> destination, Span<T> dX, Span<T> dY, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.MinNumber(x, y, destination);
        Binary<T, PickedRule<T>>(x.Length, x, y, destination, dX, dY, dDestination);
    }

    /// <summary>Pullback of MinNumber: z̄ goes to the one that is the result, half of it to each at a tie; <paramref name="y"/> is one
    /// number.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MinNumber))]
    public static void MinNumberPullback<T>(ReadOnlySpan<T> x, T y, Span<T> destination, Span<T> dX, ref T dY, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.MinNumber(x, y, destination);
        Binary<T, PickedRule<T>>(x.Length, x, new ReadOnlySpan<T>(in y), destination, dX, new Span<T>(ref dY), dDestination);
    }

    /// <summary>Pullback of MaxMagnitudeNumber: z̄ goes to the one that is the result, half of it to each at a tie.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MaxMagnitudeNumber))]
    public static void MaxMagnitudeNumberPullback<T>(
        ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> destination, Span<T> dX, Span<T> dY, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.MaxMagnitudeNumber(x, y, destination);
        Binary<T, PickedMagnitudeRule<T>>(x.Length, x, y, destination, dX, dY, dDestination);
    }

    /// <summary>Pullback of MaxMagnitudeNumber: z̄ goes to the one that is the result, half of it to each at a tie; <paramref name="y"/>
    /// is one number.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MaxMagnitudeNumber))]
    public static void MaxMagnitudeNumberPullback<T>(
        ReadOnlySpan<T> x, T y, Span<T> destination, Span<T> dX, ref T dY, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.MaxMagnitudeNumber(x, y, destination);
        Binary<T, PickedMagnitudeRule<T>>(x.Length, x, new ReadOnlySpan<T>(in y), destination, dX, new Span<T>(ref dY), dDestination);
    }

    /// <summary>Pullback of MinMagnitudeNumber: z̄ goes to the one that is the result, half of it to each at a tie.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MinMagnitudeNumber))]
    public static void MinMagnitudeNumberPullback<T>(
        ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> destination, Span<T> dX, Span<T> dY, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.MinMagnitudeNumber(x, y, destination);
        Binary<T, PickedMagnitudeRule<T>>(x.Length, x, y, destination, dX, dY, dDestination);
    }

    /// <summary>Pullback of MinMagnitudeNumber: z̄ goes to the one that is the result, half of it to each at a tie; <paramref name="y"/>
    /// is one number.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MinMagnitudeNumber))]
    public static void MinMagnitudeNumberPullback<T>(
        ReadOnlySpan<T> x, T y, Span<T> destination, Span<T> dX, ref T dY, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.MinMagnitudeNumber(x, y, destination);
        Binary<T, PickedMagnitudeRule<T>>(x.Length, x, new ReadOnlySpan<T>(in y), destination, dX, new Span<T>(ref dY), dDestination);
    }

    internal readonly struct PickedRule<T> : IBinaryRule<T> where T : IFloatingPointIeee754<T>
    {
        public static T First(T g, T z, T a, T b) => Picked(a, b, a, z, g);

        public static T Second(T g, T z, T a, T b) => Picked(b, a, b, z, g);
    }

    internal readonly struct PickedMagnitudeRule<T> : IBinaryRule<T> where T : IFloatingPointIeee754<T>
    {
        public static T First(T g, T z, T a, T b) => Picked(T.Abs(a), T.Abs(b), a, z, g);

        public static T Second(T g, T z, T a, T b) => Picked(T.Abs(b), T.Abs(a), b, z, g);
    }

    /// <summary>g where the result is this argument, half of it at a tie.</summary>
    private static T Picked<T>(T size, T otherSize, T own, T z, T g) where T : IFloatingPointIeee754<T>
        => size == otherSize ? g / Two<T>() : own == z ? g : T.Zero;
}
