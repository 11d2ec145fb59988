using System.Numerics;

namespace DiffGen.Tensors;

/// <content>Maxima and minima, component by component, that ignore NaN.</content>
public static partial class VectorPullbacks
{
    /// <summary>Pullback of MaxNumber: g to the one that is the result, half of g to each at a tie.</summary>
    [PullbackOf(typeof(Vector2), nameof(Vector2.MaxNumber))]
    public static Vector2 MaxNumberPullback(Vector2 value1, Vector2 value2, Vector2 seed, ref Vector2 dValue1, ref Vector2 dValue2)
    {
        Vector2 result = Vector2.MaxNumber(value1, value2);
        Binary<Vector2, TensorPullbacks.PickedRule<float>>(value1, value2, result, seed, ref dValue1, ref dValue2);
        return result;
    }

    /// <summary>Pullback of MinNumber: g to the one that is the result, half of g to each at a tie.</summary>
    [PullbackOf(typeof(Vector2), nameof(Vector2.MinNumber))]
    public static Vector2 MinNumberPullback(Vector2 value1, Vector2 value2, Vector2 seed, ref Vector2 dValue1, ref Vector2 dValue2)
    {
        Vector2 result = Vector2.MinNumber(value1, value2);
        Binary<Vector2, TensorPullbacks.PickedRule<float>>(value1, value2, result, seed, ref dValue1, ref dValue2);
        return result;
    }

    /// <summary>Pullback of MaxMagnitudeNumber: g to the one that is the result, half of g to each at a tie.</summary>
    [PullbackOf(typeof(Vector2), nameof(Vector2.MaxMagnitudeNumber))]
    public static Vector2 MaxMagnitudeNumberPullback(Vector2 value1, Vector2 value2, Vector2 seed, ref Vector2 dValue1, ref Vector2 dValue2)
    {
        Vector2 result = Vector2.MaxMagnitudeNumber(value1, value2);
        Binary<Vector2, TensorPullbacks.PickedMagnitudeRule<float>>(value1, value2, result, seed, ref dValue1, ref dValue2);
        return result;
    }

    /// <summary>Pullback of MinMagnitudeNumber: g to the one that is the result, half of g to each at a tie.</summary>
    [PullbackOf(typeof(Vector2), nameof(Vector2.MinMagnitudeNumber))]
    public static Vector2 MinMagnitudeNumberPullback(Vector2 value1, Vector2 value2, Vector2 seed, ref Vector2 dValue1, ref Vector2 dValue2)
    {
        Vector2 result = Vector2.MinMagnitudeNumber(value1, value2);
        Binary<Vector2, TensorPullbacks.PickedMagnitudeRule<float>>(value1, value2, result, seed, ref dValue1, ref dValue2);
        return result;
    }

    /// <summary>Pullback of MaxNumber: g to the one that is the result, half of g to each at a tie.</summary>
    [PullbackOf(typeof(Vector3), nameof(Vector3.MaxNumber))]
    public static Vector3 MaxNumberPullback(Vector3 value1, Vector3 value2, Vector3 seed, ref Vector3 dValue1, ref Vector3 dValue2)
    {
        Vector3 result = Vector3.MaxNumber(value1, value2);
        Binary<Vector3, TensorPullbacks.PickedRule<float>>(value1, value2, result, seed, ref dValue1, ref dValue2);
        return result;
    }

    /// <summary>Pullback of MinNumber: g to the one that is the result, half of g to each at a tie.</summary>
    [PullbackOf(typeof(Vector3), nameof(Vector3.MinNumber))]
    public static Vector3 MinNumberPullback(Vector3 value1, Vector3 value2, Vector3 seed, ref Vector3 dValue1, ref Vector3 dValue2)
    {
        Vector3 result = Vector3.MinNumber(value1, value2);
        Binary<Vector3, TensorPullbacks.PickedRule<float>>(value1, value2, result, seed, ref dValue1, ref dValue2);
        return result;
    }

    /// <summary>Pullback of MaxMagnitudeNumber: g to the one that is the result, half of g to each at a tie.</summary>
    [PullbackOf(typeof(Vector3), nameof(Vector3.MaxMagnitudeNumber))]
    public static Vector3 MaxMagnitudeNumberPullback(Vector3 value1, Vector3 value2, Vector3 seed, ref Vector3 dValue1, ref Vector3 dValue2)
    {
        Vector3 result = Vector3.MaxMagnitudeNumber(value1, value2);
        Binary<Vector3, TensorPullbacks.PickedMagnitudeRule<float>>(value1, value2, result, seed, ref dValue1, ref dValue2);
        return result;
    }

    /// <summary>Pullback of MinMagnitudeNumber: g to the one that is the result, half of g to each at a tie.</summary>
    [PullbackOf(typeof(Vector3), nameof(Vector3.MinMagnitudeNumber))]
    public static Vector3 MinMagnitudeNumberPullback(Vector3 value1, Vector3 value2, Vector3 seed, ref Vector3 dValue1, ref Vector3 dValue2)
    {
        Vector3 result = Vector3.MinMagnitudeNumber(value1, value2);
        Binary<Vector3, TensorPullbacks.PickedMagnitudeRule<float>>(value1, value2, result, seed, ref dValue1, ref dValue2);
        return result;
    }

    /// <summary>Pullback of MaxNumber: g to the one that is the result, half of g to each at a tie.</summary>
    [PullbackOf(typeof(Vector4), nameof(Vector4.MaxNumber))]
    public static Vector4 MaxNumberPullback(Vector4 value1, Vector4 value2, Vector4 seed, ref Vector4 dValue1, ref Vector4 dValue2)
    {
        Vector4 result = Vector4.MaxNumber(value1, value2);
        Binary<Vector4, TensorPullbacks.PickedRule<float>>(value1, value2, result, seed, ref dValue1, ref dValue2);
        return result;
    }

    /// <summary>Pullback of MinNumber: g to the one that is the result, half of g to each at a tie.</summary>
    [PullbackOf(typeof(Vector4), nameof(Vector4.MinNumber))]
    public static Vector4 MinNumberPullback(Vector4 value1, Vector4 value2, Vector4 seed, ref Vector4 dValue1, ref Vector4 dValue2)
    {
        Vector4 result = Vector4.MinNumber(value1, value2);
        Binary<Vector4, TensorPullbacks.PickedRule<float>>(value1, value2, result, seed, ref dValue1, ref dValue2);
        return result;
    }

    /// <summary>Pullback of MaxMagnitudeNumber: g to the one that is the result, half of g to each at a tie.</summary>
    [PullbackOf(typeof(Vector4), nameof(Vector4.MaxMagnitudeNumber))]
    public static Vector4 MaxMagnitudeNumberPullback(Vector4 value1, Vector4 value2, Vector4 seed, ref Vector4 dValue1, ref Vector4 dValue2)
    {
        Vector4 result = Vector4.MaxMagnitudeNumber(value1, value2);
        Binary<Vector4, TensorPullbacks.PickedMagnitudeRule<float>>(value1, value2, result, seed, ref dValue1, ref dValue2);
        return result;
    }

    /// <summary>Pullback of MinMagnitudeNumber: g to the one that is the result, half of g to each at a tie.</summary>
    [PullbackOf(typeof(Vector4), nameof(Vector4.MinMagnitudeNumber))]
    public static Vector4 MinMagnitudeNumberPullback(Vector4 value1, Vector4 value2, Vector4 seed, ref Vector4 dValue1, ref Vector4 dValue2)
    {
        Vector4 result = Vector4.MinMagnitudeNumber(value1, value2);
        Binary<Vector4, TensorPullbacks.PickedMagnitudeRule<float>>(value1, value2, result, seed, ref dValue1, ref dValue2);
        return result;
    }
}
