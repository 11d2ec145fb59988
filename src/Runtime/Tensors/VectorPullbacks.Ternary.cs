using System.Numerics;
using System.Runtime.InteropServices;

namespace DiffGen.Tensors;

/// <content>Functions of three arguments, component by component.</content>
public static partial class VectorPullbacks
{
    /// <summary>Pullback of Clamp: g to the one that is the result, 1/2 where the value meets a bound.</summary>
    [PullbackOf(typeof(Vector2), nameof(Vector2.Clamp))]
    public static Vector2 ClampPullback(
        Vector2 value1, Vector2 min, Vector2 max, Vector2 seed, ref Vector2 dValue1, ref Vector2 dMin, ref Vector2 dMax)
    {
        Ternary<Vector2, TensorPullbacks.ClampRule<float>>(value1, min, max, seed, ref dValue1, ref dMin, ref dMax);
        return Vector2.Clamp(value1, min, max);
    }

    /// <summary>Pullback of ClampNative: g to the one that is the result, 1/2 where the value meets a bound.</summary>
    [PullbackOf(typeof(Vector2), nameof(Vector2.ClampNative))]
    public static Vector2 ClampNativePullback(
        Vector2 value1, Vector2 min, Vector2 max, Vector2 seed, ref Vector2 dValue1, ref Vector2 dMin, ref Vector2 dMax)
    {
        Ternary<Vector2, TensorPullbacks.ClampRule<float>>(value1, min, max, seed, ref dValue1, ref dMin, ref dMax);
        return Vector2.ClampNative(value1, min, max);
    }

    /// <summary>Pullback of FusedMultiplyAdd: g·y, g·x, g.</summary>
    [PullbackOf(typeof(Vector2), nameof(Vector2.FusedMultiplyAdd))]
    public static Vector2 FusedMultiplyAddPullback(
        Vector2 left, Vector2 right, Vector2 addend, Vector2 seed, ref Vector2 dLeft, ref Vector2 dRight, ref Vector2 dAddend)
    {
        dLeft += seed * right;
        dRight += seed * left;
        dAddend += seed;
        return Vector2.FusedMultiplyAdd(left, right, addend);
    }

    /// <summary>Pullback of MultiplyAddEstimate: g·y, g·x, g.</summary>
    [PullbackOf(typeof(Vector2), nameof(Vector2.MultiplyAddEstimate))]
    public static Vector2 MultiplyAddEstimatePullback(
        Vector2 left, Vector2 right, Vector2 addend, Vector2 seed, ref Vector2 dLeft, ref Vector2 dRight, ref Vector2 dAddend)
    {
        dLeft += seed * right;
        dRight += seed * left;
        dAddend += seed;
        return Vector2.MultiplyAddEstimate(left, right, addend);
    }

    /// <summary>Pullback of Clamp: g to the one that is the result, 1/2 where the value meets a bound.</summary>
    [PullbackOf(typeof(Vector3), nameof(Vector3.Clamp))]
    public static Vector3 ClampPullback(
        Vector3 value1, Vector3 min, Vector3 max, Vector3 seed, ref Vector3 dValue1, ref Vector3 dMin, ref Vector3 dMax)
    {
        Ternary<Vector3, TensorPullbacks.ClampRule<float>>(value1, min, max, seed, ref dValue1, ref dMin, ref dMax);
        return Vector3.Clamp(value1, min, max);
    }

    /// <summary>Pullback of ClampNative: g to the one that is the result, 1/2 where the value meets a bound.</summary>
    [PullbackOf(typeof(Vector3), nameof(Vector3.ClampNative))]
    public static Vector3 ClampNativePullback(
        Vector3 value1, Vector3 min, Vector3 max, Vector3 seed, ref Vector3 dValue1, ref Vector3 dMin, ref Vector3 dMax)
    {
        Ternary<Vector3, TensorPullbacks.ClampRule<float>>(value1, min, max, seed, ref dValue1, ref dMin, ref dMax);
        return Vector3.ClampNative(value1, min, max);
    }

    /// <summary>Pullback of FusedMultiplyAdd: g·y, g·x, g.</summary>
    [PullbackOf(typeof(Vector3), nameof(Vector3.FusedMultiplyAdd))]
    public static Vector3 FusedMultiplyAddPullback(
        Vector3 left, Vector3 right, Vector3 addend, Vector3 seed, ref Vector3 dLeft, ref Vector3 dRight, ref Vector3 dAddend)
    {
        dLeft += seed * right;
        dRight += seed * left;
        dAddend += seed;
        return Vector3.FusedMultiplyAdd(left, right, addend);
    }

    /// <summary>Pullback of MultiplyAddEstimate: g·y, g·x, g.</summary>
    [PullbackOf(typeof(Vector3), nameof(Vector3.MultiplyAddEstimate))]
    public static Vector3 MultiplyAddEstimatePullback(
        Vector3 left, Vector3 right, Vector3 addend, Vector3 seed, ref Vector3 dLeft, ref Vector3 dRight, ref Vector3 dAddend)
    {
        dLeft += seed * right;
        dRight += seed * left;
        dAddend += seed;
        return Vector3.MultiplyAddEstimate(left, right, addend);
    }

    /// <summary>Pullback of Clamp: g to the one that is the result, 1/2 where the value meets a bound.</summary>
    [PullbackOf(typeof(Vector4), nameof(Vector4.Clamp))]
    public static Vector4 ClampPullback(
        Vector4 value1, Vector4 min, Vector4 max, Vector4 seed, ref Vector4 dValue1, ref Vector4 dMin, ref Vector4 dMax)
    {
        Ternary<Vector4, TensorPullbacks.ClampRule<float>>(value1, min, max, seed, ref dValue1, ref dMin, ref dMax);
        return Vector4.Clamp(value1, min, max);
    }

    /// <summary>Pullback of ClampNative: g to the one that is the result, 1/2 where the value meets a bound.</summary>
    [PullbackOf(typeof(Vector4), nameof(Vector4.ClampNative))]
    public static Vector4 ClampNativePullback(
        Vector4 value1, Vector4 min, Vector4 max, Vector4 seed, ref Vector4 dValue1, ref Vector4 dMin, ref Vector4 dMax)
    {
        Ternary<Vector4, TensorPullbacks.ClampRule<float>>(value1, min, max, seed, ref dValue1, ref dMin, ref dMax);
        return Vector4.ClampNative(value1, min, max);
    }

    /// <summary>Pullback of FusedMultiplyAdd: g·y, g·x, g.</summary>
    [PullbackOf(typeof(Vector4), nameof(Vector4.FusedMultiplyAdd))]
    public static Vector4 FusedMultiplyAddPullback(
        Vector4 left, Vector4 right, Vector4 addend, Vector4 seed, ref Vector4 dLeft, ref Vector4 dRight, ref Vector4 dAddend)
    {
        dLeft += seed * right;
        dRight += seed * left;
        dAddend += seed;
        return Vector4.FusedMultiplyAdd(left, right, addend);
    }

    /// <summary>Pullback of MultiplyAddEstimate: g·y, g·x, g.</summary>
    [PullbackOf(typeof(Vector4), nameof(Vector4.MultiplyAddEstimate))]
    public static Vector4 MultiplyAddEstimatePullback(
        Vector4 left, Vector4 right, Vector4 addend, Vector4 seed, ref Vector4 dLeft, ref Vector4 dRight, ref Vector4 dAddend)
    {
        dLeft += seed * right;
        dRight += seed * left;
        dAddend += seed;
        return Vector4.MultiplyAddEstimate(left, right, addend);
    }

    private static void Unary<TVector, TRule>(in TVector x, in TVector y, in TVector g, ref TVector dX)
        where TVector : unmanaged
        where TRule : struct, IUnaryRule<float>
    {
        ReadOnlySpan<float> xs = Components(in x), ys = Components(in y), gs = Components(in g);
        Span<float> dXs = MemoryMarshal.Cast<TVector, float>(new Span<TVector>(ref dX));
        for (int i = 0; i < xs.Length; i++)
            dXs[i] += TRule.Part(gs[i], ys[i], xs[i]);
    }

    private static void Binary<TVector, TRule>(in TVector x, in TVector y, in TVector z, in TVector g, ref TVector dX, ref TVector dY)
        where TVector : unmanaged
        where TRule : struct, IBinaryRule<float>
    {
        ReadOnlySpan<float> xs = Components(in x), ys = Components(in y), zs = Components(in z), gs = Components(in g);
        Span<float> dXs = MemoryMarshal.Cast<TVector, float>(new Span<TVector>(ref dX));
        Span<float> dYs = MemoryMarshal.Cast<TVector, float>(new Span<TVector>(ref dY));
        for (int i = 0; i < xs.Length; i++)
        {
            dXs[i] += TRule.First(gs[i], zs[i], xs[i], ys[i]);
            dYs[i] += TRule.Second(gs[i], zs[i], xs[i], ys[i]);
        }
    }

    private static void Ternary<TVector, TRule>(
        in TVector x, in TVector y, in TVector z, in TVector g, ref TVector dX, ref TVector dY, ref TVector dZ)
        where TVector : unmanaged
        where TRule : struct, ITernaryRule<float>
    {
        ReadOnlySpan<float> xs = Components(in x), ys = Components(in y), zs = Components(in z), gs = Components(in g);
        Span<float> dXs = MemoryMarshal.Cast<TVector, float>(new Span<TVector>(ref dX));
        Span<float> dYs = MemoryMarshal.Cast<TVector, float>(new Span<TVector>(ref dY));
        Span<float> dZs = MemoryMarshal.Cast<TVector, float>(new Span<TVector>(ref dZ));
        for (int i = 0; i < xs.Length; i++)
        {
            dXs[i] += TRule.First(gs[i], xs[i], ys[i], zs[i]);
            dYs[i] += TRule.Second(gs[i], xs[i], ys[i], zs[i]);
            dZs[i] += TRule.Third(gs[i], xs[i], ys[i], zs[i]);
        }
    }

    private static ReadOnlySpan<float> Components<TVector>(in TVector vector) where TVector : unmanaged
        => MemoryMarshal.Cast<TVector, float>(new ReadOnlySpan<TVector>(in vector));
}
