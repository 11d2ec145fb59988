using System.Numerics;
using System.Numerics.Tensors;

namespace DiffGen.Tensors;

/// <content>Trigonometric functions of an angle in half turns.</content>
public static partial class TensorPullbacks
{
    /// <summary>Pullback of SinPi: x̄ += ȳ·π·cos πx.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.SinPi))]
    public static void SinPiPullback<T>(ReadOnlySpan<T> x, Span<T> destination, Span<T> dX, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.SinPi(x, destination);
        Unary<T, SinPiRule<T>>(x, destination, dX, dDestination);
    }

    internal readonly struct SinPiRule<T> : IUnaryRule<T> where T : IFloatingPointIeee754<T>
    {
        public static T Part(T g, T y, T x) => g * (T.Pi * T.CosPi(x));
    }

    /// <summary>Pullback of CosPi: x̄ -= ȳ·π·sin πx.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.CosPi))]
    public static void CosPiPullback<T>(ReadOnlySpan<T> x, Span<T> destination, Span<T> dX, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.CosPi(x, destination);
        Unary<T, CosPiRule<T>>(x, destination, dX, dDestination);
    }

    internal readonly struct CosPiRule<T> : IUnaryRule<T> where T : IFloatingPointIeee754<T>
    {
        public static T Part(T g, T y, T x) => -(g * (T.Pi * T.SinPi(x)));
    }

    /// <summary>Pullback of TanPi: x̄ += ȳ·π·(1 + tan² πx).</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.TanPi))]
    public static void TanPiPullback<T>(ReadOnlySpan<T> x, Span<T> destination, Span<T> dX, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.TanPi(x, destination);
        Unary<T, TanPiRule<T>>(x, destination, dX, dDestination);
    }

    internal readonly struct TanPiRule<T> : IUnaryRule<T> where T : IFloatingPointIeee754<T>
    {
        public static T Part(T g, T y, T x) => g * (T.Pi * (T.One + y * y));
    }

    /// <summary>Pullback of AsinPi: x̄ += ȳ/(π·√(1 - x²)).</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.AsinPi))]
    public static void AsinPiPullback<T>(ReadOnlySpan<T> x, Span<T> destination, Span<T> dX, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.AsinPi(x, destination);
        Unary<T, AsinPiRule<T>>(x, destination, dX, dDestination);
    }

    internal readonly struct AsinPiRule<T> : IUnaryRule<T> where T : IFloatingPointIeee754<T>
    {
        public static T Part(T g, T y, T x) => g / (T.Pi * RootOfOneMinusSquare(x));
    }

    /// <summary>Pullback of AcosPi: x̄ -= ȳ/(π·√(1 - x²)).</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.AcosPi))]
    public static void AcosPiPullback<T>(ReadOnlySpan<T> x, Span<T> destination, Span<T> dX, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.AcosPi(x, destination);
        Unary<T, AcosPiRule<T>>(x, destination, dX, dDestination);
    }

    internal readonly struct AcosPiRule<T> : IUnaryRule<T> where T : IFloatingPointIeee754<T>
    {
        public static T Part(T g, T y, T x) => -(g / (T.Pi * RootOfOneMinusSquare(x)));
    }

    /// <summary>Pullback of AtanPi: x̄ += ȳ/(π·(1 + x²)).</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.AtanPi))]
    public static void AtanPiPullback<T>(ReadOnlySpan<T> x, Span<T> destination, Span<T> dX, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.AtanPi(x, destination);
        Unary<T, AtanPiRule<T>>(x, destination, dX, dDestination);
    }

    internal readonly struct AtanPiRule<T> : IUnaryRule<T> where T : IFloatingPointIeee754<T>
    {
        public static T Part(T g, T y, T x) => g / (T.Pi * (T.One + x * x));
    }

    /// <summary>Pullback of SinCosPi: x̄ += π·(s̄·cos πx - c̄·sin πx).</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.SinCosPi))]
    public static void SinCosPiPullback<T>(
        ReadOnlySpan<T> x, Span<T> sinPiDestination, Span<T> cosPiDestination, Span<T> dX, Span<T> dSinPiDestination,
        Span<T> dCosPiDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.SinCosPi(x, sinPiDestination, cosPiDestination);
        for (int i = 0; i < x.Length; i++)
            dX[i] += T.Pi * (dSinPiDestination[i] * cosPiDestination[i] - dCosPiDestination[i] * sinPiDestination[i]);

        dSinPiDestination[..x.Length].Clear();
        dCosPiDestination[..x.Length].Clear();
    }

    /// <summary>Pullback of Atan2Pi: ȳ += z̄·x/(π·(x² + y²)), x̄ -= z̄·y/(π·(x² + y²)), 0 at the origin.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Atan2Pi))]
    public static void Atan2PiPullback<T>(
        ReadOnlySpan<T> y, ReadOnlySpan<T> x, Span<T> destination, Span<T> dY, Span<T> dX, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.Atan2Pi(y, x, destination);
        Binary<T, Atan2PiRule<T>>(y.Length, y, x, destination, dY, dX, dDestination);
    }

    /// <summary>Pullback of Atan2Pi: ȳ += z̄·x/(π·(x² + y²)), x̄ -= z̄·y/(π·(x² + y²)), 0 at the origin; <paramref name="x"/> is one
    /// number.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Atan2Pi))]
    public static void Atan2PiPullback<T>(ReadOnlySpan<T> y, T x, Span<T> destination, Span<T> dY, ref T dX, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.Atan2Pi(y, x, destination);
        Binary<T, Atan2PiRule<T>>(y.Length, y, new ReadOnlySpan<T>(in x), destination, dY, new Span<T>(ref dX), dDestination);
    }

    /// <summary>Pullback of Atan2Pi: ȳ += z̄·x/(π·(x² + y²)), x̄ -= z̄·y/(π·(x² + y²)), 0 at the origin; <paramref name="y"/> is one
    /// number.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Atan2Pi))]
    public static void Atan2PiPullback<T>(T y, ReadOnlySpan<T> x, Span<T> destination, ref T dY, Span<T> dX, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.Atan2Pi(y, x, destination);
        Binary<T, Atan2PiRule<T>>(x.Length, new ReadOnlySpan<T>(in y), x, destination, new Span<T>(ref dY), dX, dDestination);
    }

    internal readonly struct Atan2PiRule<T> : IBinaryRule<T> where T : IFloatingPointIeee754<T>
    {
        public static T First(T g, T z, T a, T b) => g * (AnglePart(b, a, b) / T.Pi);

        public static T Second(T g, T z, T a, T b) => -(g * (AnglePart(a, a, b) / T.Pi));
    }
}
