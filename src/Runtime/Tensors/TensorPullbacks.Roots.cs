using System.Numerics;
using System.Numerics.Tensors;

namespace DiffGen.Tensors;

/// <content>Roots and reciprocals.</content>
public static partial class TensorPullbacks
{
    /// <summary>Pullback of Sqrt: x̄ += ȳ/(2·√x), 0 at 0.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Sqrt))]
    public static void SqrtPullback<T>(ReadOnlySpan<T> x, Span<T> destination, Span<T> dX, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.Sqrt(x, destination);
        Unary<T, SqrtRule<T>>(x, destination, dX, dDestination);
    }

    internal readonly struct SqrtRule<T> : IUnaryRule<T> where T : IFloatingPointIeee754<T>
    {
        public static T Part(T g, T y, T x) => y == T.Zero ? T.Zero : g / (y + y);
    }

    /// <summary>Pullback of Cbrt: x̄ += ȳ/(3·(∛x)²), 0 at 0.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Cbrt))]
    public static void CbrtPullback<T>(ReadOnlySpan<T> x, Span<T> destination, Span<T> dX, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.Cbrt(x, destination);
        Unary<T, CbrtRule<T>>(x, destination, dX, dDestination);
    }

    internal readonly struct CbrtRule<T> : IUnaryRule<T> where T : IFloatingPointIeee754<T>
    {
        public static T Part(T g, T y, T x) => y == T.Zero ? T.Zero : g / (T.CreateTruncating(3) * (y * y));
    }

    /// <summary>Pullback of RootN: x̄ += ȳ·y/(n·x); 0 at 0 for a positive n but 1.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.RootN))]
    public static void RootNPullback<T>(ReadOnlySpan<T> x, int n, Span<T> destination, Span<T> dX, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.RootN(x, n, destination);
        T degree = T.CreateTruncating(n);
        for (int i = 0; i < x.Length; i++)
        {
            if (n > 0 && x[i] == T.Zero)
                dX[i] += n == 1 ? dDestination[i] : T.Zero;
            else
                dX[i] += dDestination[i] * (destination[i] / (degree * x[i]));
        }

        dDestination[..x.Length].Clear();
    }

    /// <summary>Pullback of Reciprocal: x̄ -= ȳ/x².</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Reciprocal))]
    public static void ReciprocalPullback<T>(ReadOnlySpan<T> x, Span<T> destination, Span<T> dX, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.Reciprocal(x, destination);
        Unary<T, ReciprocalRule<T>>(x, destination, dX, dDestination);
    }

    internal readonly struct ReciprocalRule<T> : IUnaryRule<T> where T : IFloatingPointIeee754<T>
    {
        public static T Part(T g, T y, T x) => -(g / (x * x));
    }

    /// <summary>Pullback of ReciprocalSqrt: x̄ -= ȳ/(2·x·√x).</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.ReciprocalSqrt))]
    public static void ReciprocalSqrtPullback<T>(ReadOnlySpan<T> x, Span<T> destination, Span<T> dX, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.ReciprocalSqrt(x, destination);
        Unary<T, ReciprocalSqrtRule<T>>(x, destination, dX, dDestination);
    }

    internal readonly struct ReciprocalSqrtRule<T> : IUnaryRule<T> where T : IFloatingPointIeee754<T>
    {
        public static T Part(T g, T y, T x) => -(g / (Two<T>() * (x * T.Sqrt(x))));
    }

    /// <summary>Pullback of ReciprocalEstimate: that of 1/x itself, since the result is an estimate of it.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.ReciprocalEstimate))]
    public static void ReciprocalEstimatePullback<T>(ReadOnlySpan<T> x, Span<T> destination, Span<T> dX, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.ReciprocalEstimate(x, destination);
        Unary<T, ReciprocalRule<T>>(x, destination, dX, dDestination);
    }

    /// <summary>Pullback of ReciprocalSqrtEstimate: that of 1/√x itself, since the result is an estimate of it.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.ReciprocalSqrtEstimate))]
    public static void ReciprocalSqrtEstimatePullback<T>(ReadOnlySpan<T> x, Span<T> destination, Span<T> dX, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.ReciprocalSqrtEstimate(x, destination);
        Unary<T, ReciprocalSqrtRule<T>>(x, destination, dX, dDestination);
    }

    private static T Two<T>() where T : IFloatingPointIeee754<T> => T.One + T.One;
}
