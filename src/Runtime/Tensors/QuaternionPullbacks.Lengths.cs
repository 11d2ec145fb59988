using System.Numerics;

namespace DiffGen.Tensors;

/// <content>Lengths and interpolation.</content>
public static partial class QuaternionPullbacks
{
    /// <summary>Above this cosine Slerp interpolates linearly.</summary>
    private const float SlerpLimit = 1 - 1e-6f;

    /// <summary>Pullback of Dot: g·y, g·x.</summary>
    [PullbackOf(typeof(Quaternion), nameof(Quaternion.Dot))]
    public static float DotPullback(
        Quaternion quaternion1, Quaternion quaternion2, float seed, ref Quaternion dQuaternion1, ref Quaternion dQuaternion2)
    {
        dQuaternion1 += quaternion2 * seed;
        dQuaternion2 += quaternion1 * seed;
        return Quaternion.Dot(quaternion1, quaternion2);
    }

    /// <summary>Pullback of LengthSquared: 2·g·x.</summary>
    [PullbackOf(typeof(Quaternion), nameof(Quaternion.LengthSquared))]
    public static float LengthSquaredPullback(Quaternion value, float seed, ref Quaternion dValue)
    {
        dValue += value * (seed + seed);
        return value.LengthSquared();
    }

    /// <summary>Pullback of Length: g·x/‖x‖, 0 at the origin.</summary>
    [PullbackOf(typeof(Quaternion), nameof(Quaternion.Length))]
    public static float LengthPullback(Quaternion value, float seed, ref Quaternion dValue)
    {
        float length = value.Length();
        if (length != 0)
            dValue += value * (seed / length);
        return length;
    }

    /// <summary>Pullback of Normalize, y = x/‖x‖: (g - (g·y)·y)/‖x‖.</summary>
    [PullbackOf(typeof(Quaternion), nameof(Quaternion.Normalize))]
    public static Quaternion NormalizePullback(Quaternion value, Quaternion seed, ref Quaternion dValue)
    {
        Quaternion unit = Quaternion.Normalize(value);
        dValue += NormalizePart(unit, value.Length(), seed);
        return unit;
    }

    /// <summary>Pullback of Lerp, the unit of x·(1 - t) ± y·t, the sign that of x·y.</summary>
    [PullbackOf(typeof(Quaternion), nameof(Quaternion.Lerp))]
    public static Quaternion LerpPullback(
        Quaternion quaternion1, Quaternion quaternion2, float amount, Quaternion seed, ref Quaternion dQuaternion1,
        ref Quaternion dQuaternion2, ref float dAmount)
    {
        float sign = Quaternion.Dot(quaternion1, quaternion2) >= 0 ? 1 : -1;
        Quaternion end = quaternion2 * sign, mean = quaternion1 * (1 - amount) + end * amount;
        Quaternion unit = Quaternion.Lerp(quaternion1, quaternion2, amount), part = NormalizePart(unit, mean.Length(), seed);
        dQuaternion1 += part * (1 - amount);
        dQuaternion2 += part * (amount * sign);
        dAmount += Quaternion.Dot(part, end - quaternion1);
        return unit;
    }

    /// <summary>Pullback of Slerp, x·sin((1 - t)·ω)/sin ω ± y·sin(t·ω)/sin ω, cos ω = |x·y|; near ω = 0 x·(1 - t) ± y·t.</summary>
    [PullbackOf(typeof(Quaternion), nameof(Quaternion.Slerp))]
    public static Quaternion SlerpPullback(
        Quaternion quaternion1, Quaternion quaternion2, float amount, Quaternion seed, ref Quaternion dQuaternion1,
        ref Quaternion dQuaternion2, ref float dAmount)
    {
        float dot = Quaternion.Dot(quaternion1, quaternion2), sign = dot < 0 ? -1 : 1, cosine = dot * sign;
        float start = 1 - amount, end = amount * sign;
        float dStart = Quaternion.Dot(seed, quaternion1), dEnd = Quaternion.Dot(seed, quaternion2) * sign;
        if (cosine > SlerpLimit)
        {
            dAmount += dEnd - dStart;
        }
        else
        {
            float angle = MathF.Acos(cosine), inverse = 1 / MathF.Sin(angle);
            (float startSine, float startCosine) = MathF.SinCos(start * angle);
            (float endSine, float endCosine) = MathF.SinCos(amount * angle);
            float dStartSine = dStart * inverse, dEndSine = dEnd * inverse;
            float dAngle = dStartSine * (start * startCosine - startSine * inverse * cosine)
                + dEndSine * (amount * endCosine - endSine * inverse * cosine);
            dAmount += angle * (dEndSine * endCosine - dStartSine * startCosine);
            start = startSine * inverse;
            end = endSine * inverse * sign;

            float dDot = -dAngle * inverse * sign; // Acos' = -1/sin ω
            dQuaternion1 += quaternion2 * dDot;
            dQuaternion2 += quaternion1 * dDot;
        }

        dQuaternion1 += seed * start;
        dQuaternion2 += seed * end;
        return Quaternion.Slerp(quaternion1, quaternion2, amount);
    }

    /// <summary>(g - (g·y)·y)/‖x‖, with the unit y of x.</summary>
    private static Quaternion NormalizePart(Quaternion unit, float length, Quaternion g)
        => (g - unit * Quaternion.Dot(g, unit)) * (1 / length);
}
