using System.Numerics;
using System.Numerics.Tensors;

namespace DiffGen.Tensors;

/// <content>Exponentials and logarithms of one argument.</content>
public static partial class TensorPullbacks
{
    /// <summary>Pullback of Exp: x̄ += ȳ·exp x.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Exp))]
    public static void ExpPullback<T>(ReadOnlySpan<T> x, Span<T> destination, Span<T> dX, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.Exp(x, destination);
        Unary<T, ExpRule<T>>(x, destination, dX, dDestination);
    }

    internal readonly struct ExpRule<T> : IUnaryRule<T> where T : IFloatingPointIeee754<T>
    {
        public static T Part(T g, T y, T x) => g * y;
    }

    /// <summary>Pullback of Exp2: x̄ += ȳ·ln 2·2ˣ.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Exp2))]
    public static void Exp2Pullback<T>(ReadOnlySpan<T> x, Span<T> destination, Span<T> dX, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.Exp2(x, destination);
        Unary<T, Exp2Rule<T>>(x, destination, dX, dDestination);
    }

    internal readonly struct Exp2Rule<T> : IUnaryRule<T> where T : IFloatingPointIeee754<T>
    {
        public static T Part(T g, T y, T x) => g * (y * Ln2<T>());
    }

    /// <summary>Pullback of Exp10: x̄ += ȳ·ln 10·10ˣ.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Exp10))]
    public static void Exp10Pullback<T>(ReadOnlySpan<T> x, Span<T> destination, Span<T> dX, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.Exp10(x, destination);
        Unary<T, Exp10Rule<T>>(x, destination, dX, dDestination);
    }

    internal readonly struct Exp10Rule<T> : IUnaryRule<T> where T : IFloatingPointIeee754<T>
    {
        public static T Part(T g, T y, T x) => g * (y * Ln10<T>());
    }

    /// <summary>Pullback of ExpM1: x̄ += ȳ·exp x.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.ExpM1))]
    public static void ExpM1Pullback<T>(ReadOnlySpan<T> x, Span<T> destination, Span<T> dX, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.ExpM1(x, destination);
        Unary<T, ExpM1Rule<T>>(x, destination, dX, dDestination);
    }

    internal readonly struct ExpM1Rule<T> : IUnaryRule<T> where T : IFloatingPointIeee754<T>
    {
        public static T Part(T g, T y, T x) => g * (y + T.One);
    }

    /// <summary>Pullback of Exp2M1: x̄ += ȳ·ln 2·2ˣ.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Exp2M1))]
    public static void Exp2M1Pullback<T>(ReadOnlySpan<T> x, Span<T> destination, Span<T> dX, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.Exp2M1(x, destination);
        Unary<T, Exp2M1Rule<T>>(x, destination, dX, dDestination);
    }

    internal readonly struct Exp2M1Rule<T> : IUnaryRule<T> where T : IFloatingPointIeee754<T>
    {
        public static T Part(T g, T y, T x) => g * ((y + T.One) * Ln2<T>());
    }

    /// <summary>Pullback of Exp10M1: x̄ += ȳ·ln 10·10ˣ.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Exp10M1))]
    public static void Exp10M1Pullback<T>(ReadOnlySpan<T> x, Span<T> destination, Span<T> dX, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.Exp10M1(x, destination);
        Unary<T, Exp10M1Rule<T>>(x, destination, dX, dDestination);
    }

    internal readonly struct Exp10M1Rule<T> : IUnaryRule<T> where T : IFloatingPointIeee754<T>
    {
        public static T Part(T g, T y, T x) => g * ((y + T.One) * Ln10<T>());
    }

    /// <summary>Pullback of Log: x̄ += ȳ/x.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Log))]
    public static void LogPullback<T>(ReadOnlySpan<T> x, Span<T> destination, Span<T> dX, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.Log(x, destination);
        Unary<T, LogRule<T>>(x, destination, dX, dDestination);
    }

    internal readonly struct LogRule<T> : IUnaryRule<T> where T : IFloatingPointIeee754<T>
    {
        public static T Part(T g, T y, T x) => g / x;
    }

    /// <summary>Pullback of Log2: x̄ += ȳ/(x·ln 2).</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Log2))]
    public static void Log2Pullback<T>(ReadOnlySpan<T> x, Span<T> destination, Span<T> dX, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.Log2(x, destination);
        Unary<T, Log2Rule<T>>(x, destination, dX, dDestination);
    }

    internal readonly struct Log2Rule<T> : IUnaryRule<T> where T : IFloatingPointIeee754<T>
    {
        public static T Part(T g, T y, T x) => g / (x * Ln2<T>());
    }

    /// <summary>Pullback of Log10: x̄ += ȳ/(x·ln 10).</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Log10))]
    public static void Log10Pullback<T>(ReadOnlySpan<T> x, Span<T> destination, Span<T> dX, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.Log10(x, destination);
        Unary<T, Log10Rule<T>>(x, destination, dX, dDestination);
    }

    internal readonly struct Log10Rule<T> : IUnaryRule<T> where T : IFloatingPointIeee754<T>
    {
        public static T Part(T g, T y, T x) => g / (x * Ln10<T>());
    }

    /// <summary>Pullback of LogP1: x̄ += ȳ/(x + 1).</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.LogP1))]
    public static void LogP1Pullback<T>(ReadOnlySpan<T> x, Span<T> destination, Span<T> dX, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.LogP1(x, destination);
        Unary<T, LogP1Rule<T>>(x, destination, dX, dDestination);
    }

    internal readonly struct LogP1Rule<T> : IUnaryRule<T> where T : IFloatingPointIeee754<T>
    {
        public static T Part(T g, T y, T x) => g / (x + T.One);
    }

    /// <summary>Pullback of Log2P1: x̄ += ȳ/((x + 1)·ln 2).</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Log2P1))]
    public static void Log2P1Pullback<T>(ReadOnlySpan<T> x, Span<T> destination, Span<T> dX, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.Log2P1(x, destination);
        Unary<T, Log2P1Rule<T>>(x, destination, dX, dDestination);
    }

    internal readonly struct Log2P1Rule<T> : IUnaryRule<T> where T : IFloatingPointIeee754<T>
    {
        public static T Part(T g, T y, T x) => g / ((x + T.One) * Ln2<T>());
    }

    /// <summary>Pullback of Log10P1: x̄ += ȳ/((x + 1)·ln 10).</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Log10P1))]
    public static void Log10P1Pullback<T>(ReadOnlySpan<T> x, Span<T> destination, Span<T> dX, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.Log10P1(x, destination);
        Unary<T, Log10P1Rule<T>>(x, destination, dX, dDestination);
    }

    internal readonly struct Log10P1Rule<T> : IUnaryRule<T> where T : IFloatingPointIeee754<T>
    {
        public static T Part(T g, T y, T x) => g / ((x + T.One) * Ln10<T>());
    }

    private static T Ln2<T>() where T : IFloatingPointIeee754<T> => T.CreateTruncating(0.693147180559945309417232121458176568);

    private static T Ln10<T>() where T : IFloatingPointIeee754<T> => T.CreateTruncating(2.30258509299404568401799145468436421);
}
