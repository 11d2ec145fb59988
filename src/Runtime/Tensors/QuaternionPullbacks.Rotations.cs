using System.Numerics;

namespace DiffGen.Tensors;

/// <content>Rotations from angles.</content>
public static partial class QuaternionPullbacks
{
    /// <summary>Pullback of CreateFromAxisAngle, (axis·sin(φ/2), cos(φ/2)).</summary>
    [PullbackOf(typeof(Quaternion), nameof(Quaternion.CreateFromAxisAngle))]
    public static Quaternion CreateFromAxisAnglePullback(Vector3 axis, float angle, Quaternion seed, ref Vector3 dAxis, ref float dAngle)
    {
        Quaternion result = Quaternion.CreateFromAxisAngle(axis, angle);
        (float sine, float cosine) = MathF.SinCos(angle * 0.5f);
        var part = new Vector3(seed.X, seed.Y, seed.Z);
        dAxis += sine * part;
        dAngle += 0.5f * (cosine * Vector3.Dot(part, axis) - sine * seed.W);
        return result;
    }

    /// <summary>Pullback of CreateFromYawPitchRoll: half of g·q with the sine and cosine of the angle turned by 90°.</summary>
    [PullbackOf(typeof(Quaternion), nameof(Quaternion.CreateFromYawPitchRoll))]
    public static Quaternion CreateFromYawPitchRollPullback(
        float yaw, float pitch, float roll, Quaternion seed, ref float dYaw, ref float dPitch, ref float dRoll)
    {
        (float sy, float cy) = MathF.SinCos(yaw * 0.5f);
        (float sp, float cp) = MathF.SinCos(pitch * 0.5f);
        (float sr, float cr) = MathF.SinCos(roll * 0.5f);
        dYaw += 0.5f * Quaternion.Dot(seed, Compose(cy, -sy, sp, cp, sr, cr));
        dPitch += 0.5f * Quaternion.Dot(seed, Compose(sy, cy, cp, -sp, sr, cr));
        dRoll += 0.5f * Quaternion.Dot(seed, Compose(sy, cy, sp, cp, cr, -sr));
        return Quaternion.CreateFromYawPitchRoll(yaw, pitch, roll);
    }

    /// <summary>The rotation of yaw, pitch and roll, linear in the sine and cosine of each half angle.</summary>
    private static Quaternion Compose(float sy, float cy, float sp, float cp, float sr, float cr) => new(
        cy * sp * cr + sy * cp * sr,
        sy * cp * cr - cy * sp * sr,
        cy * cp * sr - sy * sp * cr,
        cy * cp * cr + sy * sp * sr);
}
