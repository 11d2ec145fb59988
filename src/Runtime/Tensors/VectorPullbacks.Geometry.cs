using System.Numerics;

namespace DiffGen.Tensors;

/// <content>Directions, products and interpolation.</content>
public static partial class VectorPullbacks
{
    /// <summary>Pullback of Normalize, y = x/‖x‖: (g - (g·y)·y)/‖x‖.</summary>
    [PullbackOf(typeof(Vector2), nameof(Vector2.Normalize))]
    public static Vector2 NormalizePullback(Vector2 value, Vector2 seed, ref Vector2 dValue)
    {
        Vector2 unit = Vector2.Normalize(value);
        dValue += (seed - Vector2.Dot(seed, unit) * unit) / value.Length();
        return unit;
    }

    /// <summary>Pullback of Lerp, x·(1 - t) + y·t.</summary>
    [PullbackOf(typeof(Vector2), nameof(Vector2.Lerp))]
    public static Vector2 LerpPullback(
        Vector2 value1, Vector2 value2, float amount, Vector2 seed, ref Vector2 dValue1, ref Vector2 dValue2, ref float dAmount)
    {
        dValue1 += (1 - amount) * seed;
        dValue2 += amount * seed;
        dAmount += Vector2.Dot(seed, value2 - value1);
        return Vector2.Lerp(value1, value2, amount);
    }

    /// <summary>Pullback of Lerp, x·(1 - t) + y·t, component by component.</summary>
    [PullbackOf(typeof(Vector2), nameof(Vector2.Lerp))]
    public static Vector2 LerpPullback(
        Vector2 value1, Vector2 value2, Vector2 amount, Vector2 seed, ref Vector2 dValue1, ref Vector2 dValue2, ref Vector2 dAmount)
    {
        dValue1 += (Vector2.One - amount) * seed;
        dValue2 += amount * seed;
        dAmount += seed * (value2 - value1);
        return Vector2.Lerp(value1, value2, amount);
    }

    /// <summary>Pullback of Reflect, v - 2·(v·n)·n: g - 2·(g·n)·n, and -2·((v·n)·g + (g·n)·v).</summary>
    [PullbackOf(typeof(Vector2), nameof(Vector2.Reflect))]
    public static Vector2 ReflectPullback(Vector2 vector, Vector2 normal, Vector2 seed, ref Vector2 dVector, ref Vector2 dNormal)
    {
        float along = 2 * Vector2.Dot(seed, normal);
        dVector += seed - along * normal;
        dNormal -= 2 * Vector2.Dot(vector, normal) * seed + along * vector;
        return Vector2.Reflect(vector, normal);
    }

    /// <summary>Pullback of Normalize, y = x/‖x‖: (g - (g·y)·y)/‖x‖.</summary>
    [PullbackOf(typeof(Vector3), nameof(Vector3.Normalize))]
    public static Vector3 NormalizePullback(Vector3 value, Vector3 seed, ref Vector3 dValue)
    {
        Vector3 unit = Vector3.Normalize(value);
        dValue += (seed - Vector3.Dot(seed, unit) * unit) / value.Length();
        return unit;
    }

    /// <summary>Pullback of Lerp, x·(1 - t) + y·t.</summary>
    [PullbackOf(typeof(Vector3), nameof(Vector3.Lerp))]
    public static Vector3 LerpPullback(
        Vector3 value1, Vector3 value2, float amount, Vector3 seed, ref Vector3 dValue1, ref Vector3 dValue2, ref float dAmount)
    {
        dValue1 += (1 - amount) * seed;
        dValue2 += amount * seed;
        dAmount += Vector3.Dot(seed, value2 - value1);
        return Vector3.Lerp(value1, value2, amount);
    }

    /// <summary>Pullback of Lerp, x·(1 - t) + y·t, component by component.</summary>
    [PullbackOf(typeof(Vector3), nameof(Vector3.Lerp))]
    public static Vector3 LerpPullback(
        Vector3 value1, Vector3 value2, Vector3 amount, Vector3 seed, ref Vector3 dValue1, ref Vector3 dValue2, ref Vector3 dAmount)
    {
        dValue1 += (Vector3.One - amount) * seed;
        dValue2 += amount * seed;
        dAmount += seed * (value2 - value1);
        return Vector3.Lerp(value1, value2, amount);
    }

    /// <summary>Pullback of Reflect, v - 2·(v·n)·n: g - 2·(g·n)·n, and -2·((v·n)·g + (g·n)·v).</summary>
    [PullbackOf(typeof(Vector3), nameof(Vector3.Reflect))]
    public static Vector3 ReflectPullback(Vector3 vector, Vector3 normal, Vector3 seed, ref Vector3 dVector, ref Vector3 dNormal)
    {
        float along = 2 * Vector3.Dot(seed, normal);
        dVector += seed - along * normal;
        dNormal -= 2 * Vector3.Dot(vector, normal) * seed + along * vector;
        return Vector3.Reflect(vector, normal);
    }

    /// <summary>Pullback of Normalize, y = x/‖x‖: (g - (g·y)·y)/‖x‖.</summary>
    [PullbackOf(typeof(Vector4), nameof(Vector4.Normalize))]
    public static Vector4 NormalizePullback(Vector4 vector, Vector4 seed, ref Vector4 dVector)
    {
        Vector4 unit = Vector4.Normalize(vector);
        dVector += (seed - Vector4.Dot(seed, unit) * unit) / vector.Length();
        return unit;
    }

    /// <summary>Pullback of Lerp, x·(1 - t) + y·t.</summary>
    [PullbackOf(typeof(Vector4), nameof(Vector4.Lerp))]
    public static Vector4 LerpPullback(
        Vector4 value1, Vector4 value2, float amount, Vector4 seed, ref Vector4 dValue1, ref Vector4 dValue2, ref float dAmount)
    {
        dValue1 += (1 - amount) * seed;
        dValue2 += amount * seed;
        dAmount += Vector4.Dot(seed, value2 - value1);
        return Vector4.Lerp(value1, value2, amount);
    }

    /// <summary>Pullback of Lerp, x·(1 - t) + y·t, component by component.</summary>
    [PullbackOf(typeof(Vector4), nameof(Vector4.Lerp))]
    public static Vector4 LerpPullback(
        Vector4 value1, Vector4 value2, Vector4 amount, Vector4 seed, ref Vector4 dValue1, ref Vector4 dValue2, ref Vector4 dAmount)
    {
        dValue1 += (Vector4.One - amount) * seed;
        dValue2 += amount * seed;
        dAmount += seed * (value2 - value1);
        return Vector4.Lerp(value1, value2, amount);
    }

    /// <summary>Pullback of Cross, x₁·y₂ - x₂·y₁.</summary>
    [PullbackOf(typeof(Vector2), nameof(Vector2.Cross))]
    public static float CrossPullback(Vector2 value1, Vector2 value2, float seed, ref Vector2 dValue1, ref Vector2 dValue2)
    {
        dValue1 += seed * new Vector2(value2.Y, -value2.X);
        dValue2 += seed * new Vector2(-value1.Y, value1.X);
        return Vector2.Cross(value1, value2);
    }

    /// <summary>Pullback of Cross: y × g, g × x.</summary>
    [PullbackOf(typeof(Vector3), nameof(Vector3.Cross))]
    public static Vector3 CrossPullback(Vector3 vector1, Vector3 vector2, Vector3 seed, ref Vector3 dVector1, ref Vector3 dVector2)
    {
        dVector1 += Vector3.Cross(vector2, seed);
        dVector2 += Vector3.Cross(seed, vector1);
        return Vector3.Cross(vector1, vector2);
    }

    /// <summary>Pullback of Cross, the cross product of the first three components beside the product of the last: y × g, g × x.</summary>
    [PullbackOf(typeof(Vector4), nameof(Vector4.Cross))]
    public static Vector4 CrossPullback(Vector4 vector1, Vector4 vector2, Vector4 seed, ref Vector4 dVector1, ref Vector4 dVector2)
    {
        dVector1 += Vector4.Cross(vector2, seed);
        dVector2 += Vector4.Cross(seed, vector1);
        return Vector4.Cross(vector1, vector2);
    }
}
