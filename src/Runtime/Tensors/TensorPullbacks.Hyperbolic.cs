using System.Numerics;
using System.Numerics.Tensors;

namespace DiffGen.Tensors;

/// <content>Hyperbolic functions.</content>
public static partial class TensorPullbacks
{
    /// <summary>Pullback of Sinh: x̄ += ȳ·cosh x.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Sinh))]
    public static void SinhPullback<T>(ReadOnlySpan<T> x, Span<T> destination, Span<T> dX, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.Sinh(x, destination);
        Unary<T, SinhRule<T>>(x, destination, dX, dDestination);
    }

    internal readonly struct SinhRule<T> : IUnaryRule<T> where T : IFloatingPointIeee754<T>
    {
        public static T Part(T g, T y, T x) => g * T.Cosh(x);
    }

    /// <summary>Pullback of Cosh: x̄ += ȳ·sinh x.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Cosh))]
    public static void CoshPullback<T>(ReadOnlySpan<T> x, Span<T> destination, Span<T> dX, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.Cosh(x, destination);
        Unary<T, CoshRule<T>>(x, destination, dX, dDestination);
    }

    internal readonly struct CoshRule<T> : IUnaryRule<T> where T : IFloatingPointIeee754<T>
    {
        public static T Part(T g, T y, T x) => g * T.Sinh(x);
    }

    /// <summary>Pullback of Tanh: x̄ += ȳ·(1 - tanh² x).</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Tanh))]
    public static void TanhPullback<T>(ReadOnlySpan<T> x, Span<T> destination, Span<T> dX, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.Tanh(x, destination);
        Unary<T, TanhRule<T>>(x, destination, dX, dDestination);
    }

    internal readonly struct TanhRule<T> : IUnaryRule<T> where T : IFloatingPointIeee754<T>
    {
        public static T Part(T g, T y, T x) => g * (T.One - y * y);
    }

    /// <summary>Pullback of Asinh: x̄ += ȳ/√(x² + 1), without overflow.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Asinh))]
    public static void AsinhPullback<T>(ReadOnlySpan<T> x, Span<T> destination, Span<T> dX, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.Asinh(x, destination);
        Unary<T, AsinhRule<T>>(x, destination, dX, dDestination);
    }

    internal readonly struct AsinhRule<T> : IUnaryRule<T> where T : IFloatingPointIeee754<T>
    {
        public static T Part(T g, T y, T x) => g / T.Hypot(x, T.One);
    }

    /// <summary>Pullback of Acosh: x̄ += ȳ/√(x² - 1), without overflow.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Acosh))]
    public static void AcoshPullback<T>(ReadOnlySpan<T> x, Span<T> destination, Span<T> dX, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.Acosh(x, destination);
        Unary<T, AcoshRule<T>>(x, destination, dX, dDestination);
    }

    internal readonly struct AcoshRule<T> : IUnaryRule<T> where T : IFloatingPointIeee754<T>
    {
        public static T Part(T g, T y, T x) => g / (T.Sqrt(x - T.One) * T.Sqrt(x + T.One));
    }

    /// <summary>Pullback of Atanh: x̄ += ȳ/(1 - x²).</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Atanh))]
    public static void AtanhPullback<T>(ReadOnlySpan<T> x, Span<T> destination, Span<T> dX, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.Atanh(x, destination);
        Unary<T, AtanhRule<T>>(x, destination, dX, dDestination);
    }

    internal readonly struct AtanhRule<T> : IUnaryRule<T> where T : IFloatingPointIeee754<T>
    {
        public static T Part(T g, T y, T x) => g / ((T.One - x) * (T.One + x));
    }
}
