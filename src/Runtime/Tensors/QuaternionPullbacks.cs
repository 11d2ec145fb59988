using System.Numerics;

namespace DiffGen.Tensors;

/// <summary>
/// The pullbacks (reverse mode) of <see cref="Quaternion"/> as a vector of four components; no length is assumed.
/// </summary>
/// <remarks>Every method takes what the function takes, its receiver first, and returns its value bit for bit; then follow <c>seed</c>, the
/// derivative with respect to the result, and for every argument x a derivative <c>dX</c>, into which seedᵀ·J is added. In the
/// formulas g is the seed.</remarks>
public static partial class QuaternionPullbacks
{
    /// <summary>Pullback of a·b: g·b*, a*·g.</summary>
    [PullbackOf(typeof(Quaternion), "op_Multiply")]
    public static Quaternion OperatorMultiplyPullback(
        Quaternion value1, Quaternion value2, Quaternion seed, ref Quaternion dValue1, ref Quaternion dValue2)
    {
        dValue1 += seed * Quaternion.Conjugate(value2);
        dValue2 += Quaternion.Conjugate(value1) * seed;
        return value1 * value2;
    }

    /// <summary>Pullback of a·b: g·b*, a*·g.</summary>
    [PullbackOf(typeof(Quaternion), nameof(Quaternion.Multiply))]
    public static Quaternion MultiplyPullback(
        Quaternion value1, Quaternion value2, Quaternion seed, ref Quaternion dValue1, ref Quaternion dValue2)
    {
        return OperatorMultiplyPullback(value1, value2, seed, ref dValue1, ref dValue2);
    }

    /// <summary>Pullback of Concatenate, b·a.</summary>
    [PullbackOf(typeof(Quaternion), nameof(Quaternion.Concatenate))]
    public static Quaternion ConcatenatePullback(
        Quaternion value1, Quaternion value2, Quaternion seed, ref Quaternion dValue1, ref Quaternion dValue2)
    {
        dValue1 += Quaternion.Conjugate(value2) * seed;
        dValue2 += seed * Quaternion.Conjugate(value1);
        return Quaternion.Concatenate(value1, value2);
    }

    /// <summary>Pullback of a·s.</summary>
    [PullbackOf(typeof(Quaternion), "op_Multiply")]
    public static Quaternion OperatorMultiplyPullback(
        Quaternion value1, float value2, Quaternion seed, ref Quaternion dValue1, ref float dValue2)
    {
        dValue1 += seed * value2;
        dValue2 += Quaternion.Dot(seed, value1);
        return value1 * value2;
    }

    /// <summary>Pullback of a·s.</summary>
    [PullbackOf(typeof(Quaternion), nameof(Quaternion.Multiply))]
    public static Quaternion MultiplyPullback(Quaternion value1, float value2, Quaternion seed, ref Quaternion dValue1, ref float dValue2)
    {
        return OperatorMultiplyPullback(value1, value2, seed, ref dValue1, ref dValue2);
    }

    /// <summary>Pullback of a/b, a·b⁻¹.</summary>
    [PullbackOf(typeof(Quaternion), "op_Division")]
    public static Quaternion OperatorDivisionPullback(
        Quaternion value1, Quaternion value2, Quaternion seed, ref Quaternion dValue1, ref Quaternion dValue2)
    {
        Quaternion inverse = Quaternion.Inverse(value2);
        dValue1 += seed * Quaternion.Conjugate(inverse);
        InversePullback(value2, Quaternion.Conjugate(value1) * seed, ref dValue2);
        return value1 / value2;
    }

    /// <summary>Pullback of a/b, a·b⁻¹.</summary>
    [PullbackOf(typeof(Quaternion), nameof(Quaternion.Divide))]
    public static Quaternion DividePullback(
        Quaternion value1, Quaternion value2, Quaternion seed, ref Quaternion dValue1, ref Quaternion dValue2)
    {
        return OperatorDivisionPullback(value1, value2, seed, ref dValue1, ref dValue2);
    }

    /// <summary>Pullback of Conjugate: g*.</summary>
    [PullbackOf(typeof(Quaternion), nameof(Quaternion.Conjugate))]
    public static Quaternion ConjugatePullback(Quaternion value, Quaternion seed, ref Quaternion dValue)
    {
        dValue += Quaternion.Conjugate(seed);
        return Quaternion.Conjugate(value);
    }

    /// <summary>Pullback of Inverse, y = x*/‖x‖²: (g* - 2·(g·y)·x)/‖x‖²; 0 where the inverse is taken as 0.</summary>
    [PullbackOf(typeof(Quaternion), nameof(Quaternion.Inverse))]
    public static Quaternion InversePullback(Quaternion value, Quaternion seed, ref Quaternion dValue)
    {
        Quaternion inverse = Quaternion.Inverse(value);
        if (inverse == default)
            return inverse;
        float scale = 1 / value.LengthSquared();
        dValue += (Quaternion.Conjugate(seed) - value * (2 * Quaternion.Dot(seed, inverse))) * scale;
        return inverse;
    }
}
