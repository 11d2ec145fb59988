using System.Numerics;

namespace DiffGen.Tensors;

/// <content>Rotations from angles and quaternions.</content>
public static partial class MatrixPullbacks
{
    /// <summary>Pullback of CreateRotationX: sin' = cos, cos' = -sin.</summary>
    [PullbackOf(typeof(Matrix4x4), nameof(Matrix4x4.CreateRotationX))]
    public static Matrix4x4 CreateRotationXPullback(float radians, Matrix4x4 seed, ref float dRadians)
    {
        Matrix4x4 result = Matrix4x4.CreateRotationX(radians);
        dRadians += (seed.M23 - seed.M32) * result.M22 - (seed.M22 + seed.M33) * result.M23;
        return result;
    }

    /// <summary>Pullback of CreateRotationY: sin' = cos, cos' = -sin.</summary>
    [PullbackOf(typeof(Matrix4x4), nameof(Matrix4x4.CreateRotationY))]
    public static Matrix4x4 CreateRotationYPullback(float radians, Matrix4x4 seed, ref float dRadians)
    {
        Matrix4x4 result = Matrix4x4.CreateRotationY(radians);
        dRadians += (seed.M31 - seed.M13) * result.M11 - (seed.M11 + seed.M33) * result.M31;
        return result;
    }

    /// <summary>Pullback of CreateRotationZ: sin' = cos, cos' = -sin.</summary>
    [PullbackOf(typeof(Matrix4x4), nameof(Matrix4x4.CreateRotationZ))]
    public static Matrix4x4 CreateRotationZPullback(float radians, Matrix4x4 seed, ref float dRadians)
    {
        Matrix4x4 result = Matrix4x4.CreateRotationZ(radians);
        dRadians += (seed.M12 - seed.M21) * result.M11 - (seed.M11 + seed.M22) * result.M12;
        return result;
    }

    /// <summary>Pullback of CreateFromQuaternion.</summary>
    [PullbackOf(typeof(Matrix4x4), nameof(Matrix4x4.CreateFromQuaternion))]
    public static Matrix4x4 CreateFromQuaternionPullback(Quaternion quaternion, Matrix4x4 seed, ref Quaternion dQuaternion)
    {
        dQuaternion += QuaternionPart(quaternion, seed);
        return Matrix4x4.CreateFromQuaternion(quaternion);
    }

    /// <summary>Pullback of CreateFromAxisAngle, by way of the quaternion.</summary>
    [PullbackOf(typeof(Matrix4x4), nameof(Matrix4x4.CreateFromAxisAngle))]
    public static Matrix4x4 CreateFromAxisAnglePullback(Vector3 axis, float angle, Matrix4x4 seed, ref Vector3 dAxis, ref float dAngle)
    {
        Quaternion part = QuaternionPart(Quaternion.CreateFromAxisAngle(axis, angle), seed);
        QuaternionPullbacks.CreateFromAxisAnglePullback(axis, angle, part, ref dAxis, ref dAngle);
        return Matrix4x4.CreateFromAxisAngle(axis, angle);
    }

    /// <summary>Pullback of CreateFromYawPitchRoll, by way of the quaternion.</summary>
    [PullbackOf(typeof(Matrix4x4), nameof(Matrix4x4.CreateFromYawPitchRoll))]
    public static Matrix4x4 CreateFromYawPitchRollPullback(
        float yaw, float pitch, float roll, Matrix4x4 seed, ref float dYaw, ref float dPitch, ref float dRoll)
    {
        Quaternion part = QuaternionPart(Quaternion.CreateFromYawPitchRoll(yaw, pitch, roll), seed);
        QuaternionPullbacks.CreateFromYawPitchRollPullback(yaw, pitch, roll, part, ref dYaw, ref dPitch, ref dRoll);
        return Matrix4x4.CreateFromYawPitchRoll(yaw, pitch, roll);
    }

    /// <summary>The derivative of CreateFromQuaternion, whose elements are quadratic in those of q.</summary>
    private static Quaternion QuaternionPart(Quaternion q, in Matrix4x4 g)
    {
        float xy = g.M12 + g.M21, xz = g.M13 + g.M31, yz = g.M23 + g.M32;
        float wx = g.M23 - g.M32, wy = g.M31 - g.M13, wz = g.M12 - g.M21;
        return new Quaternion(
            2 * (xy * q.Y + xz * q.Z + wx * q.W - 2 * (g.M22 + g.M33) * q.X),
            2 * (xy * q.X + yz * q.Z + wy * q.W - 2 * (g.M11 + g.M33) * q.Y),
            2 * (xz * q.X + yz * q.Y + wz * q.W - 2 * (g.M11 + g.M22) * q.Z),
            2 * (wx * q.X + wy * q.Y + wz * q.Z));
    }
}
