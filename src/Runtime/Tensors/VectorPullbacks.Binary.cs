using System.Numerics;

namespace DiffGen.Tensors;

/// <content>Functions of two arguments, component by component.</content>
public static partial class VectorPullbacks
{
    /// <summary>Pullback of Max: g to the larger one, half of g to each at a tie.</summary>
    [PullbackOf(typeof(Vector2), nameof(Vector2.Max))]
    public static Vector2 MaxPullback(Vector2 value1, Vector2 value2, Vector2 seed, ref Vector2 dValue1, ref Vector2 dValue2)
    {
        Vector2 result = Vector2.Max(value1, value2);
        Binary<Vector2, TensorPullbacks.MaxRule<float>>(value1, value2, result, seed, ref dValue1, ref dValue2);
        return result;
    }

    /// <summary>Pullback of MaxNative: g to the larger one, half of g to each at a tie.</summary>
    [PullbackOf(typeof(Vector2), nameof(Vector2.MaxNative))]
    public static Vector2 MaxNativePullback(Vector2 value1, Vector2 value2, Vector2 seed, ref Vector2 dValue1, ref Vector2 dValue2)
    {
        Vector2 result = Vector2.MaxNative(value1, value2);
        Binary<Vector2, TensorPullbacks.MaxRule<float>>(value1, value2, result, seed, ref dValue1, ref dValue2);
        return result;
    }

    /// <summary>Pullback of Min: g to the smaller one, half of g to each at a tie.</summary>
    [PullbackOf(typeof(Vector2), nameof(Vector2.Min))]
    public static Vector2 MinPullback(Vector2 value1, Vector2 value2, Vector2 seed, ref Vector2 dValue1, ref Vector2 dValue2)
    {
        Vector2 result = Vector2.Min(value1, value2);
        Binary<Vector2, TensorPullbacks.MinRule<float>>(value1, value2, result, seed, ref dValue1, ref dValue2);
        return result;
    }

    /// <summary>Pullback of MinNative: g to the smaller one, half of g to each at a tie.</summary>
    [PullbackOf(typeof(Vector2), nameof(Vector2.MinNative))]
    public static Vector2 MinNativePullback(Vector2 value1, Vector2 value2, Vector2 seed, ref Vector2 dValue1, ref Vector2 dValue2)
    {
        Vector2 result = Vector2.MinNative(value1, value2);
        Binary<Vector2, TensorPullbacks.MinRule<float>>(value1, value2, result, seed, ref dValue1, ref dValue2);
        return result;
    }

    /// <summary>Pullback of MaxMagnitude: g to the one of larger magnitude, half of g to each at a tie.</summary>
    [PullbackOf(typeof(Vector2), nameof(Vector2.MaxMagnitude))]
    public static Vector2 MaxMagnitudePullback(Vector2 value1, Vector2 value2, Vector2 seed, ref Vector2 dValue1, ref Vector2 dValue2)
    {
        Vector2 result = Vector2.MaxMagnitude(value1, value2);
        Binary<Vector2, TensorPullbacks.MaxMagnitudeRule<float>>(value1, value2, result, seed, ref dValue1, ref dValue2);
        return result;
    }

    /// <summary>Pullback of MinMagnitude: g to the one of smaller magnitude, half of g to each at a tie.</summary>
    [PullbackOf(typeof(Vector2), nameof(Vector2.MinMagnitude))]
    public static Vector2 MinMagnitudePullback(Vector2 value1, Vector2 value2, Vector2 seed, ref Vector2 dValue1, ref Vector2 dValue2)
    {
        Vector2 result = Vector2.MinMagnitude(value1, value2);
        Binary<Vector2, TensorPullbacks.MinMagnitudeRule<float>>(value1, value2, result, seed, ref dValue1, ref dValue2);
        return result;
    }

    /// <summary>Pullback of Hypot: g·x/z and g·y/z, 0 at the origin.</summary>
    [PullbackOf(typeof(Vector2), nameof(Vector2.Hypot))]
    public static Vector2 HypotPullback(Vector2 x, Vector2 y, Vector2 seed, ref Vector2 dX, ref Vector2 dY)
    {
        Vector2 result = Vector2.Hypot(x, y);
        Binary<Vector2, TensorPullbacks.HypotRule<float>>(x, y, result, seed, ref dX, ref dY);
        return result;
    }

    /// <summary>Pullback of CopySign: ±g, + where the signs agree.</summary>
    [PullbackOf(typeof(Vector2), nameof(Vector2.CopySign))]
    public static Vector2 CopySignPullback(Vector2 value, Vector2 sign, Vector2 seed, ref Vector2 dValue, ref Vector2 dSign)
    {
        Vector2 result = Vector2.CopySign(value, sign);
        Binary<Vector2, TensorPullbacks.CopySignRule<float>>(value, sign, result, seed, ref dValue, ref dSign);
        return result;
    }

    /// <summary>Pullback of Max: g to the larger one, half of g to each at a tie.</summary>
    [PullbackOf(typeof(Vector3), nameof(Vector3.Max))]
    public static Vector3 MaxPullback(Vector3 value1, Vector3 value2, Vector3 seed, ref Vector3 dValue1, ref Vector3 dValue2)
    {
        Vector3 result = Vector3.Max(value1, value2);
        Binary<Vector3, TensorPullbacks.MaxRule<float>>(value1, value2, result, seed, ref dValue1, ref dValue2);
        return result;
    }

    /// <summary>Pullback of MaxNative: g to the larger one, half of g to each at a tie.</summary>
    [PullbackOf(typeof(Vector3), nameof(Vector3.MaxNative))]
    public static Vector3 MaxNativePullback(Vector3 value1, Vector3 value2, Vector3 seed, ref Vector3 dValue1, ref Vector3 dValue2)
    {
        Vector3 result = Vector3.MaxNative(value1, value2);
        Binary<Vector3, TensorPullbacks.MaxRule<float>>(value1, value2, result, seed, ref dValue1, ref dValue2);
        return result;
    }

    /// <summary>Pullback of Min: g to the smaller one, half of g to each at a tie.</summary>
    [PullbackOf(typeof(Vector3), nameof(Vector3.Min))]
    public static Vector3 MinPullback(Vector3 value1, Vector3 value2, Vector3 seed, ref Vector3 dValue1, ref Vector3 dValue2)
    {
        Vector3 result = Vector3.Min(value1, value2);
        Binary<Vector3, TensorPullbacks.MinRule<float>>(value1, value2, result, seed, ref dValue1, ref dValue2);
        return result;
    }

    /// <summary>Pullback of MinNative: g to the smaller one, half of g to each at a tie.</summary>
    [PullbackOf(typeof(Vector3), nameof(Vector3.MinNative))]
    public static Vector3 MinNativePullback(Vector3 value1, Vector3 value2, Vector3 seed, ref Vector3 dValue1, ref Vector3 dValue2)
    {
        Vector3 result = Vector3.MinNative(value1, value2);
        Binary<Vector3, TensorPullbacks.MinRule<float>>(value1, value2, result, seed, ref dValue1, ref dValue2);
        return result;
    }

    /// <summary>Pullback of MaxMagnitude: g to the one of larger magnitude, half of g to each at a tie.</summary>
    [PullbackOf(typeof(Vector3), nameof(Vector3.MaxMagnitude))]
    public static Vector3 MaxMagnitudePullback(Vector3 value1, Vector3 value2, Vector3 seed, ref Vector3 dValue1, ref Vector3 dValue2)
    {
        Vector3 result = Vector3.MaxMagnitude(value1, value2);
        Binary<Vector3, TensorPullbacks.MaxMagnitudeRule<float>>(value1, value2, result, seed, ref dValue1, ref dValue2);
        return result;
    }

    /// <summary>Pullback of MinMagnitude: g to the one of smaller magnitude, half of g to each at a tie.</summary>
    [PullbackOf(typeof(Vector3), nameof(Vector3.MinMagnitude))]
    public static Vector3 MinMagnitudePullback(Vector3 value1, Vector3 value2, Vector3 seed, ref Vector3 dValue1, ref Vector3 dValue2)
    {
        Vector3 result = Vector3.MinMagnitude(value1, value2);
        Binary<Vector3, TensorPullbacks.MinMagnitudeRule<float>>(value1, value2, result, seed, ref dValue1, ref dValue2);
        return result;
    }

    /// <summary>Pullback of Hypot: g·x/z and g·y/z, 0 at the origin.</summary>
    [PullbackOf(typeof(Vector3), nameof(Vector3.Hypot))]
    public static Vector3 HypotPullback(Vector3 x, Vector3 y, Vector3 seed, ref Vector3 dX, ref Vector3 dY)
    {
        Vector3 result = Vector3.Hypot(x, y);
        Binary<Vector3, TensorPullbacks.HypotRule<float>>(x, y, result, seed, ref dX, ref dY);
        return result;
    }

    /// <summary>Pullback of CopySign: ±g, + where the signs agree.</summary>
    [PullbackOf(typeof(Vector3), nameof(Vector3.CopySign))]
    public static Vector3 CopySignPullback(Vector3 value, Vector3 sign, Vector3 seed, ref Vector3 dValue, ref Vector3 dSign)
    {
        Vector3 result = Vector3.CopySign(value, sign);
        Binary<Vector3, TensorPullbacks.CopySignRule<float>>(value, sign, result, seed, ref dValue, ref dSign);
        return result;
    }

    /// <summary>Pullback of Max: g to the larger one, half of g to each at a tie.</summary>
    [PullbackOf(typeof(Vector4), nameof(Vector4.Max))]
    public static Vector4 MaxPullback(Vector4 value1, Vector4 value2, Vector4 seed, ref Vector4 dValue1, ref Vector4 dValue2)
    {
        Vector4 result = Vector4.Max(value1, value2);
        Binary<Vector4, TensorPullbacks.MaxRule<float>>(value1, value2, result, seed, ref dValue1, ref dValue2);
        return result;
    }

    /// <summary>Pullback of MaxNative: g to the larger one, half of g to each at a tie.</summary>
    [PullbackOf(typeof(Vector4), nameof(Vector4.MaxNative))]
    public static Vector4 MaxNativePullback(Vector4 value1, Vector4 value2, Vector4 seed, ref Vector4 dValue1, ref Vector4 dValue2)
    {
        Vector4 result = Vector4.MaxNative(value1, value2);
        Binary<Vector4, TensorPullbacks.MaxRule<float>>(value1, value2, result, seed, ref dValue1, ref dValue2);
        return result;
    }

    /// <summary>Pullback of Min: g to the smaller one, half of g to each at a tie.</summary>
    [PullbackOf(typeof(Vector4), nameof(Vector4.Min))]
    public static Vector4 MinPullback(Vector4 value1, Vector4 value2, Vector4 seed, ref Vector4 dValue1, ref Vector4 dValue2)
    {
        Vector4 result = Vector4.Min(value1, value2);
        Binary<Vector4, TensorPullbacks.MinRule<float>>(value1, value2, result, seed, ref dValue1, ref dValue2);
        return result;
    }

    /// <summary>Pullback of MinNative: g to the smaller one, half of g to each at a tie.</summary>
    [PullbackOf(typeof(Vector4), nameof(Vector4.MinNative))]
    public static Vector4 MinNativePullback(Vector4 value1, Vector4 value2, Vector4 seed, ref Vector4 dValue1, ref Vector4 dValue2)
    {
        Vector4 result = Vector4.MinNative(value1, value2);
        Binary<Vector4, TensorPullbacks.MinRule<float>>(value1, value2, result, seed, ref dValue1, ref dValue2);
        return result;
    }

    /// <summary>Pullback of MaxMagnitude: g to the one of larger magnitude, half of g to each at a tie.</summary>
    [PullbackOf(typeof(Vector4), nameof(Vector4.MaxMagnitude))]
    public static Vector4 MaxMagnitudePullback(Vector4 value1, Vector4 value2, Vector4 seed, ref Vector4 dValue1, ref Vector4 dValue2)
    {
        Vector4 result = Vector4.MaxMagnitude(value1, value2);
        Binary<Vector4, TensorPullbacks.MaxMagnitudeRule<float>>(value1, value2, result, seed, ref dValue1, ref dValue2);
        return result;
    }

    /// <summary>Pullback of MinMagnitude: g to the one of smaller magnitude, half of g to each at a tie.</summary>
    [PullbackOf(typeof(Vector4), nameof(Vector4.MinMagnitude))]
    public static Vector4 MinMagnitudePullback(Vector4 value1, Vector4 value2, Vector4 seed, ref Vector4 dValue1, ref Vector4 dValue2)
    {
        Vector4 result = Vector4.MinMagnitude(value1, value2);
        Binary<Vector4, TensorPullbacks.MinMagnitudeRule<float>>(value1, value2, result, seed, ref dValue1, ref dValue2);
        return result;
    }

    /// <summary>Pullback of Hypot: g·x/z and g·y/z, 0 at the origin.</summary>
    [PullbackOf(typeof(Vector4), nameof(Vector4.Hypot))]
    public static Vector4 HypotPullback(Vector4 x, Vector4 y, Vector4 seed, ref Vector4 dX, ref Vector4 dY)
    {
        Vector4 result = Vector4.Hypot(x, y);
        Binary<Vector4, TensorPullbacks.HypotRule<float>>(x, y, result, seed, ref dX, ref dY);
        return result;
    }

    /// <summary>Pullback of CopySign: ±g, + where the signs agree.</summary>
    [PullbackOf(typeof(Vector4), nameof(Vector4.CopySign))]
    public static Vector4 CopySignPullback(Vector4 value, Vector4 sign, Vector4 seed, ref Vector4 dValue, ref Vector4 dSign)
    {
        Vector4 result = Vector4.CopySign(value, sign);
        Binary<Vector4, TensorPullbacks.CopySignRule<float>>(value, sign, result, seed, ref dValue, ref dSign);
        return result;
    }
}
