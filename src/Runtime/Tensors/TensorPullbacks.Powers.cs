using System.Numerics;
using System.Numerics.Tensors;

namespace DiffGen.Tensors;

/// <content>Powers, logarithms to a base, lengths, angles.</content>
public static partial class TensorPullbacks
{
    /// <summary>Pullback of Pow: x̄ += z̄·y·xʸ⁻¹, ȳ += z̄·xʸ·ln x.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Pow))]
    public static void PowPullback<T>(
        ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> destination, Span<T> dX, Span<T> dY, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.Pow(x, y, destination);
        Binary<T, PowRule<T>>(x.Length, x, y, destination, dX, dY, dDestination);
    }

    /// <summary>Pullback of Pow: x̄ += z̄·y·xʸ⁻¹, ȳ += z̄·xʸ·ln x; <paramref name="y"/> is one number.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Pow))]
    public static void PowPullback<T>(ReadOnlySpan<T> x, T y, Span<T> destination, Span<T> dX, ref T dY, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.Pow(x, y, destination);
        Binary<T, PowRule<T>>(x.Length, x, new ReadOnlySpan<T>(in y), destination, dX, new Span<T>(ref dY), dDestination);
    }

    /// <summary>Pullback of Pow: x̄ += z̄·y·xʸ⁻¹, ȳ += z̄·xʸ·ln x; <paramref name="x"/> is one number.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Pow))]
    public static void PowPullback<T>(T x, ReadOnlySpan<T> y, Span<T> destination, ref T dX, Span<T> dY, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.Pow(x, y, destination);
        Binary<T, PowRule<T>>(y.Length, new ReadOnlySpan<T>(in x), y, destination, new Span<T>(ref dX), dY, dDestination);
    }

    internal readonly struct PowRule<T> : IBinaryRule<T> where T : IFloatingPointIeee754<T>
    {
        public static T First(T g, T z, T a, T b) => PowBase(g, a, b);

        public static T Second(T g, T z, T a, T b) => a == T.Zero && b >= T.Zero ? T.Zero : g * (z * T.Log(a));
    }

    /// <summary>g·y·xʸ⁻¹; 0 where y is 0, and at x = 0 for y below 1, as for Sqrt.</summary>
    private static T PowBase<T>(T g, T x, T y) where T : IFloatingPointIeee754<T>
        => y == T.Zero || (y > T.Zero && y < T.One && x == T.Zero) ? T.Zero : g * (y * T.Pow(x, y - T.One));

    /// <summary>Pullback of Log: x̄ += z̄/(x·ln y), ȳ -= z̄·z/(y·ln y).</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Log))]
    public static void LogPullback<T>(
        ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> destination, Span<T> dX, Span<T> dY, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.Log(x, y, destination);
        Binary<T, LogBaseRule<T>>(x.Length, x, y, destination, dX, dY, dDestination);
    }

    /// <summary>Pullback of Log: x̄ += z̄/(x·ln y), ȳ -= z̄·z/(y·ln y); <paramref name="y"/> is one number.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Log))]
    public static void LogPullback<T>(ReadOnlySpan<T> x, T y, Span<T> destination, Span<T> dX, ref T dY, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.Log(x, y, destination);
        Binary<T, LogBaseRule<T>>(x.Length, x, new ReadOnlySpan<T>(in y), destination, dX, new Span<T>(ref dY), dDestination);
    }

    internal readonly struct LogBaseRule<T> : IBinaryRule<T> where T : IFloatingPointIeee754<T>
    {
        public static T First(T g, T z, T a, T b) => g / (a * T.Log(b));

        public static T Second(T g, T z, T a, T b) => -(g * z / (b * T.Log(b)));
    }

    /// <summary>Pullback of Hypot: x̄ += z̄·x/z, ȳ += z̄·y/z, 0 at the origin.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Hypot))]
    public static void HypotPullback<T>(
        ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> destination, Span<T> dX, Span<T> dY, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.Hypot(x, y, destination);
        Binary<T, HypotRule<T>>(x.Length, x, y, destination, dX, dY, dDestination);
    }

    internal readonly struct HypotRule<T> : IBinaryRule<T> where T : IFloatingPointIeee754<T>
    {
        public static T First(T g, T z, T a, T b) => z == T.Zero ? T.Zero : g * (a / z);

        public static T Second(T g, T z, T a, T b) => z == T.Zero ? T.Zero : g * (b / z);
    }

    /// <summary>Pullback of Atan2: ȳ += z̄·x/(x² + y²), x̄ -= z̄·y/(x² + y²), 0 at the origin.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Atan2))]
    public static void Atan2Pullback<T>(
        ReadOnlySpan<T> y, ReadOnlySpan<T> x, Span<T> destination, Span<T> dY, Span<T> dX, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.Atan2(y, x, destination);
        Binary<T, Atan2Rule<T>>(y.Length, y, x, destination, dY, dX, dDestination);
    }

    /// <summary>Pullback of Atan2: ȳ += z̄·x/(x² + y²), x̄ -= z̄·y/(x² + y²), 0 at the origin; <paramref name="x"/> is one number.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Atan2))]
    public static void Atan2Pullback<T>(ReadOnlySpan<T> y, T x, Span<T> destination, Span<T> dY, ref T dX, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.Atan2(y, x, destination);
        Binary<T, Atan2Rule<T>>(y.Length, y, new ReadOnlySpan<T>(in x), destination, dY, new Span<T>(ref dX), dDestination);
    }

    /// <summary>Pullback of Atan2: ȳ += z̄·x/(x² + y²), x̄ -= z̄·y/(x² + y²), 0 at the origin; <paramref name="y"/> is one number.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Atan2))]
    public static void Atan2Pullback<T>(T y, ReadOnlySpan<T> x, Span<T> destination, ref T dY, Span<T> dX, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.Atan2(y, x, destination);
        Binary<T, Atan2Rule<T>>(x.Length, new ReadOnlySpan<T>(in y), x, destination, new Span<T>(ref dY), dX, dDestination);
    }

    internal readonly struct Atan2Rule<T> : IBinaryRule<T> where T : IFloatingPointIeee754<T>
    {
        public static T First(T g, T z, T a, T b) => g * AnglePart(b, a, b);

        public static T Second(T g, T z, T a, T b) => -(g * AnglePart(a, a, b));
    }

    /// <summary>part/(y² + x²), without overflow; 0 at the origin.</summary>
    private static T AnglePart<T>(T part, T y, T x) where T : IFloatingPointIeee754<T>
    {
        T radius = T.Hypot(y, x);
        return radius == T.Zero ? T.Zero : part / radius / radius;
    }
}
