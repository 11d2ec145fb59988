using System.Numerics;
using System.Numerics.Tensors;

namespace DiffGen.Tensors;

/// <content>Trigonometric functions of an angle in radians.</content>
public static partial class TensorPullbacks
{
    /// <summary>Pullback of Sin: x̄ += ȳ·cos x.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Sin))]
    public static void SinPullback<T>(ReadOnlySpan<T> x, Span<T> destination, Span<T> dX, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.Sin(x, destination);
        Unary<T, SinRule<T>>(x, destination, dX, dDestination);
    }

    internal readonly struct SinRule<T> : IUnaryRule<T> where T : IFloatingPointIeee754<T>
    {
        public static T Part(T g, T y, T x) => g * T.Cos(x);
    }

    /// <summary>Pullback of Cos: x̄ -= ȳ·sin x.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Cos))]
    public static void CosPullback<T>(ReadOnlySpan<T> x, Span<T> destination, Span<T> dX, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.Cos(x, destination);
        Unary<T, CosRule<T>>(x, destination, dX, dDestination);
    }

    internal readonly struct CosRule<T> : IUnaryRule<T> where T : IFloatingPointIeee754<T>
    {
        public static T Part(T g, T y, T x) => -(g * T.Sin(x));
    }

    /// <summary>Pullback of Tan: x̄ += ȳ·(1 + tan² x).</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Tan))]
    public static void TanPullback<T>(ReadOnlySpan<T> x, Span<T> destination, Span<T> dX, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.Tan(x, destination);
        Unary<T, TanRule<T>>(x, destination, dX, dDestination);
    }

    internal readonly struct TanRule<T> : IUnaryRule<T> where T : IFloatingPointIeee754<T>
    {
        public static T Part(T g, T y, T x) => g * (T.One + y * y);
    }

    /// <summary>Pullback of Asin: x̄ += ȳ/√(1 - x²).</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Asin))]
    public static void AsinPullback<T>(ReadOnlySpan<T> x, Span<T> destination, Span<T> dX, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.Asin(x, destination);
        Unary<T, AsinRule<T>>(x, destination, dX, dDestination);
    }

    internal readonly struct AsinRule<T> : IUnaryRule<T> where T : IFloatingPointIeee754<T>
    {
        public static T Part(T g, T y, T x) => g / RootOfOneMinusSquare(x);
    }

    /// <summary>Pullback of Acos: x̄ -= ȳ/√(1 - x²).</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Acos))]
    public static void AcosPullback<T>(ReadOnlySpan<T> x, Span<T> destination, Span<T> dX, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.Acos(x, destination);
        Unary<T, AcosRule<T>>(x, destination, dX, dDestination);
    }

    internal readonly struct AcosRule<T> : IUnaryRule<T> where T : IFloatingPointIeee754<T>
    {
        public static T Part(T g, T y, T x) => -(g / RootOfOneMinusSquare(x));
    }

    /// <summary>Pullback of Atan: x̄ += ȳ/(1 + x²).</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Atan))]
    public static void AtanPullback<T>(ReadOnlySpan<T> x, Span<T> destination, Span<T> dX, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.Atan(x, destination);
        Unary<T, AtanRule<T>>(x, destination, dX, dDestination);
    }

    internal readonly struct AtanRule<T> : IUnaryRule<T> where T : IFloatingPointIeee754<T>
    {
        public static T Part(T g, T y, T x) => g / (T.One + x * x);
    }

    /// <summary>Pullback of SinCos: x̄ += s̄·cos x - c̄·sin x.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.SinCos))]
    public static void SinCosPullback<T>(
        ReadOnlySpan<T> x, Span<T> sinDestination, Span<T> cosDestination, Span<T> dX, Span<T> dSinDestination, Span<T> dCosDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.SinCos(x, sinDestination, cosDestination);
        for (int i = 0; i < x.Length; i++)
            dX[i] += dSinDestination[i] * cosDestination[i] - dCosDestination[i] * sinDestination[i];

        dSinDestination[..x.Length].Clear();
        dCosDestination[..x.Length].Clear();
    }

    /// <summary>Pullback of DegreesToRadians: x̄ += ȳ·π/180.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.DegreesToRadians))]
    public static void DegreesToRadiansPullback<T>(ReadOnlySpan<T> x, Span<T> destination, Span<T> dX, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.DegreesToRadians(x, destination);
        Unary<T, DegreesToRadiansRule<T>>(x, destination, dX, dDestination);
    }

    internal readonly struct DegreesToRadiansRule<T> : IUnaryRule<T> where T : IFloatingPointIeee754<T>
    {
        public static T Part(T g, T y, T x) => T.DegreesToRadians(g);
    }

    /// <summary>Pullback of RadiansToDegrees: x̄ += ȳ·180/π.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.RadiansToDegrees))]
    public static void RadiansToDegreesPullback<T>(ReadOnlySpan<T> x, Span<T> destination, Span<T> dX, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.RadiansToDegrees(x, destination);
        Unary<T, RadiansToDegreesRule<T>>(x, destination, dX, dDestination);
    }

    internal readonly struct RadiansToDegreesRule<T> : IUnaryRule<T> where T : IFloatingPointIeee754<T>
    {
        public static T Part(T g, T y, T x) => T.RadiansToDegrees(g);
    }

    /// <summary>√(1 - x²), accurate near ±1.</summary>
    private static T RootOfOneMinusSquare<T>(T x) where T : IFloatingPointIeee754<T> => T.Sqrt((T.One - x) * (T.One + x));
}
