using System.Numerics;

namespace DiffGen.Tensors;

/// <summary>
/// The pullbacks (reverse mode) of <see cref="Vector2"/>, <see cref="Vector3"/> and <see cref="Vector4"/> where the value isn't the plain
/// formula over the components: it is computed by vector instructions, whose order of summation or contraction the machine chooses.
/// </summary>
/// <remarks>Every method takes what the function takes, its receiver first, and returns its value bit for bit; then follow <c>seed</c>, the
/// derivative with respect to the result, and for every argument x a derivative <c>dX</c>, into which seedᵀ·J is added. In the
/// formulas g is the seed.</remarks>
public static partial class VectorPullbacks
{
    /// <summary>Pullback of Dot: g·y, g·x.</summary>
    [PullbackOf(typeof(Vector2), nameof(Vector2.Dot))]
    public static float DotPullback(Vector2 value1, Vector2 value2, float seed, ref Vector2 dValue1, ref Vector2 dValue2)
    {
        dValue1 += seed * value2;
        dValue2 += seed * value1;
        return Vector2.Dot(value1, value2);
    }

    /// <summary>Pullback of LengthSquared: 2·g·x.</summary>
    [PullbackOf(typeof(Vector2), nameof(Vector2.LengthSquared))]
    public static float LengthSquaredPullback(Vector2 value, float seed, ref Vector2 dValue)
    {
        dValue += (seed + seed) * value;
        return value.LengthSquared();
    }

    /// <summary>Pullback of Length: g·x/‖x‖, 0 at the origin.</summary>
    [PullbackOf(typeof(Vector2), nameof(Vector2.Length))]
    public static float LengthPullback(Vector2 value, float seed, ref Vector2 dValue)
    {
        float length = value.Length();
        if (length != 0)
            dValue += seed / length * value;
        return length;
    }

    /// <summary>Pullback of DistanceSquared: ±2·g·(x - y).</summary>
    [PullbackOf(typeof(Vector2), nameof(Vector2.DistanceSquared))]
    public static float DistanceSquaredPullback(Vector2 value1, Vector2 value2, float seed, ref Vector2 dValue1, ref Vector2 dValue2)
    {
        Vector2 part = (seed + seed) * (value1 - value2);
        dValue1 += part;
        dValue2 -= part;
        return Vector2.DistanceSquared(value1, value2);
    }

    /// <summary>Pullback of Distance: ±g·(x - y)/‖x - y‖, 0 where x = y.</summary>
    [PullbackOf(typeof(Vector2), nameof(Vector2.Distance))]
    public static float DistancePullback(Vector2 value1, Vector2 value2, float seed, ref Vector2 dValue1, ref Vector2 dValue2)
    {
        float distance = Vector2.Distance(value1, value2);
        if (distance == 0)
            return distance;
        Vector2 part = seed / distance * (value1 - value2);
        dValue1 += part;
        dValue2 -= part;
        return distance;
    }

    /// <summary>Pullback of Sum: g.</summary>
    [PullbackOf(typeof(Vector2), nameof(Vector2.Sum))]
    public static float SumPullback(Vector2 value, float seed, ref Vector2 dValue)
    {
        dValue += Vector2.Create(seed);
        return Vector2.Sum(value);
    }

    /// <summary>Pullback of Dot: g·y, g·x.</summary>
    [PullbackOf(typeof(Vector3), nameof(Vector3.Dot))]
    public static float DotPullback(Vector3 vector1, Vector3 vector2, float seed, ref Vector3 dVector1, ref Vector3 dVector2)
    {
        dVector1 += seed * vector2;
        dVector2 += seed * vector1;
        return Vector3.Dot(vector1, vector2);
    }

    /// <summary>Pullback of LengthSquared: 2·g·x.</summary>
    [PullbackOf(typeof(Vector3), nameof(Vector3.LengthSquared))]
    public static float LengthSquaredPullback(Vector3 value, float seed, ref Vector3 dValue)
    {
        dValue += (seed + seed) * value;
        return value.LengthSquared();
    }

    /// <summary>Pullback of Length: g·x/‖x‖, 0 at the origin.</summary>
    [PullbackOf(typeof(Vector3), nameof(Vector3.Length))]
    public static float LengthPullback(Vector3 value, float seed, ref Vector3 dValue)
    {
        float length = value.Length();
        if (length != 0)
            dValue += seed / length * value;
        return length;
    }

    /// <summary>Pullback of DistanceSquared: ±2·g·(x - y).</summary>
    [PullbackOf(typeof(Vector3), nameof(Vector3.DistanceSquared))]
    public static float DistanceSquaredPullback(Vector3 value1, Vector3 value2, float seed, ref Vector3 dValue1, ref Vector3 dValue2)
    {
        Vector3 part = (seed + seed) * (value1 - value2);
        dValue1 += part;
        dValue2 -= part;
        return Vector3.DistanceSquared(value1, value2);
    }

    /// <summary>Pullback of Distance: ±g·(x - y)/‖x - y‖, 0 where x = y.</summary>
    [PullbackOf(typeof(Vector3), nameof(Vector3.Distance))]
    public static float DistancePullback(Vector3 value1, Vector3 value2, float seed, ref Vector3 dValue1, ref Vector3 dValue2)
    {
        float distance = Vector3.Distance(value1, value2);
        if (distance == 0)
            return distance;
        Vector3 part = seed / distance * (value1 - value2);
        dValue1 += part;
        dValue2 -= part;
        return distance;
    }

    /// <summary>Pullback of Sum: g.</summary>
    [PullbackOf(typeof(Vector3), nameof(Vector3.Sum))]
    public static float SumPullback(Vector3 value, float seed, ref Vector3 dValue)
    {
        dValue += Vector3.Create(seed);
        return Vector3.Sum(value);
    }

    /// <summary>Pullback of Dot: g·y, g·x.</summary>
    [PullbackOf(typeof(Vector4), nameof(Vector4.Dot))]
    public static float DotPullback(Vector4 vector1, Vector4 vector2, float seed, ref Vector4 dVector1, ref Vector4 dVector2)
    {
        dVector1 += seed * vector2;
        dVector2 += seed * vector1;
        return Vector4.Dot(vector1, vector2);
    }

    /// <summary>Pullback of LengthSquared: 2·g·x.</summary>
    [PullbackOf(typeof(Vector4), nameof(Vector4.LengthSquared))]
    public static float LengthSquaredPullback(Vector4 value, float seed, ref Vector4 dValue)
    {
        dValue += (seed + seed) * value;
        return value.LengthSquared();
    }

    /// <summary>Pullback of Length: g·x/‖x‖, 0 at the origin.</summary>
    [PullbackOf(typeof(Vector4), nameof(Vector4.Length))]
    public static float LengthPullback(Vector4 value, float seed, ref Vector4 dValue)
    {
        float length = value.Length();
        if (length != 0)
            dValue += seed / length * value;
        return length;
    }

    /// <summary>Pullback of DistanceSquared: ±2·g·(x - y).</summary>
    [PullbackOf(typeof(Vector4), nameof(Vector4.DistanceSquared))]
    public static float DistanceSquaredPullback(Vector4 value1, Vector4 value2, float seed, ref Vector4 dValue1, ref Vector4 dValue2)
    {
        Vector4 part = (seed + seed) * (value1 - value2);
        dValue1 += part;
        dValue2 -= part;
        return Vector4.DistanceSquared(value1, value2);
    }

    /// <summary>Pullback of Distance: ±g·(x - y)/‖x - y‖, 0 where x = y.</summary>
    [PullbackOf(typeof(Vector4), nameof(Vector4.Distance))]
    public static float DistancePullback(Vector4 value1, Vector4 value2, float seed, ref Vector4 dValue1, ref Vector4 dValue2)
    {
        float distance = Vector4.Distance(value1, value2);
        if (distance == 0)
            return distance;
        Vector4 part = seed / distance * (value1 - value2);
        dValue1 += part;
        dValue2 -= part;
        return distance;
    }

    /// <summary>Pullback of Sum: g.</summary>
    [PullbackOf(typeof(Vector4), nameof(Vector4.Sum))]
    public static float SumPullback(Vector4 value, float seed, ref Vector4 dValue)
    {
        dValue += Vector4.Create(seed);
        return Vector4.Sum(value);
    }
}
