using System.Numerics;

namespace DiffGen.Tensors;

/// <content>Vectors, as rows, times a matrix or turned by a quaternion.</content>
public static partial class VectorPullbacks
{
    /// <summary>Pullback of Transform, x·M: g·Mᵀ, and xᵀ·g.</summary>
    [PullbackOf(typeof(Vector2), nameof(Vector2.Transform))]
    public static Vector2 TransformPullback(Vector2 position, Matrix3x2 matrix, Vector2 seed, ref Vector2 dPosition, ref Matrix3x2 dMatrix)
    {
        dMatrix.Z += seed;
        TransformNormalPullback(position, matrix, seed, ref dPosition, ref dMatrix);
        return Vector2.Transform(position, matrix);
    }

    /// <summary>Pullback of TransformNormal, x·M without the translation.</summary>
    [PullbackOf(typeof(Vector2), nameof(Vector2.TransformNormal))]
    public static Vector2 TransformNormalPullback(
        Vector2 normal, Matrix3x2 matrix, Vector2 seed, ref Vector2 dNormal, ref Matrix3x2 dMatrix)
    {
        dNormal += new Vector2(Vector2.Dot(matrix.X, seed), Vector2.Dot(matrix.Y, seed));
        dMatrix.X += normal.X * seed;
        dMatrix.Y += normal.Y * seed;
        return Vector2.TransformNormal(normal, matrix);
    }

    /// <summary>Pullback of Transform, x·M: g·Mᵀ, and xᵀ·g.</summary>
    [PullbackOf(typeof(Vector2), nameof(Vector2.Transform))]
    public static Vector2 TransformPullback(Vector2 position, Matrix4x4 matrix, Vector2 seed, ref Vector2 dPosition, ref Matrix4x4 dMatrix)
    {
        dPosition += TransformRows(new Vector4(position, 0, 1), matrix, new Vector4(seed, 0, 0), ref dMatrix).AsVector2();
        return Vector2.Transform(position, matrix);
    }

    /// <summary>Pullback of Transform, x·M: g·Mᵀ, and xᵀ·g.</summary>
    [PullbackOf(typeof(Vector3), nameof(Vector3.Transform))]
    public static Vector3 TransformPullback(Vector3 position, Matrix4x4 matrix, Vector3 seed, ref Vector3 dPosition, ref Matrix4x4 dMatrix)
    {
        dPosition += TransformRows(new Vector4(position, 1), matrix, new Vector4(seed, 0), ref dMatrix).AsVector3();
        return Vector3.Transform(position, matrix);
    }

    /// <summary>Pullback of Transform, x·M: g·Mᵀ, and xᵀ·g.</summary>
    [PullbackOf(typeof(Vector4), nameof(Vector4.Transform))]
    public static Vector4 TransformPullback(Vector2 position, Matrix4x4 matrix, Vector4 seed, ref Vector2 dPosition, ref Matrix4x4 dMatrix)
    {
        dPosition += TransformRows(new Vector4(position, 0, 1), matrix, seed, ref dMatrix).AsVector2();
        return Vector4.Transform(position, matrix);
    }

    /// <summary>Pullback of Transform, x·M: g·Mᵀ, and xᵀ·g.</summary>
    [PullbackOf(typeof(Vector4), nameof(Vector4.Transform))]
    public static Vector4 TransformPullback(Vector3 position, Matrix4x4 matrix, Vector4 seed, ref Vector3 dPosition, ref Matrix4x4 dMatrix)
    {
        dPosition += TransformRows(new Vector4(position, 1), matrix, seed, ref dMatrix).AsVector3();
        return Vector4.Transform(position, matrix);
    }

    /// <summary>Pullback of Transform, x·M: g·Mᵀ, and xᵀ·g.</summary>
    [PullbackOf(typeof(Vector4), nameof(Vector4.Transform))]
    public static Vector4 TransformPullback(Vector4 vector, Matrix4x4 matrix, Vector4 seed, ref Vector4 dVector, ref Matrix4x4 dMatrix)
    {
        dVector += TransformRows(vector, matrix, seed, ref dMatrix);
        return Vector4.Transform(vector, matrix);
    }

    /// <summary>Pullback of TransformNormal, x·M without the translation.</summary>
    [PullbackOf(typeof(Vector2), nameof(Vector2.TransformNormal))]
    public static Vector2 TransformNormalPullback(
        Vector2 normal, Matrix4x4 matrix, Vector2 seed, ref Vector2 dNormal, ref Matrix4x4 dMatrix)
    {
        dNormal += TransformRows(new Vector4(normal, 0, 0), matrix, new Vector4(seed, 0, 0), ref dMatrix).AsVector2();
        return Vector2.TransformNormal(normal, matrix);
    }

    /// <summary>Pullback of TransformNormal, x·M without the translation.</summary>
    [PullbackOf(typeof(Vector3), nameof(Vector3.TransformNormal))]
    public static Vector3 TransformNormalPullback(
        Vector3 normal, Matrix4x4 matrix, Vector3 seed, ref Vector3 dNormal, ref Matrix4x4 dMatrix)
    {
        dNormal += TransformRows(new Vector4(normal, 0), matrix, new Vector4(seed, 0), ref dMatrix).AsVector3();
        return Vector3.TransformNormal(normal, matrix);
    }

    /// <summary>Pullback of Transform, q·x·q*.</summary>
    [PullbackOf(typeof(Vector2), nameof(Vector2.Transform))]
    public static Vector2 TransformPullback(Vector2 value, Quaternion rotation, Vector2 seed, ref Vector2 dValue, ref Quaternion dRotation)
    {
        dValue += Turn(new Quaternion(value.X, value.Y, 0, 1), rotation, new Quaternion(seed.X, seed.Y, 0, 0), ref dRotation).AsVector4().AsVector2();
        return Vector2.Transform(value, rotation);
    }

    /// <summary>Pullback of Transform, q·x·q*.</summary>
    [PullbackOf(typeof(Vector3), nameof(Vector3.Transform))]
    public static Vector3 TransformPullback(Vector3 value, Quaternion rotation, Vector3 seed, ref Vector3 dValue, ref Quaternion dRotation)
    {
        dValue += Turn(new Quaternion(value, 1), rotation, new Quaternion(seed, 0), ref dRotation).AsVector4().AsVector3();
        return Vector3.Transform(value, rotation);
    }

    /// <summary>Pullback of Transform, q·x·q*.</summary>
    [PullbackOf(typeof(Vector4), nameof(Vector4.Transform))]
    public static Vector4 TransformPullback(Vector2 value, Quaternion rotation, Vector4 seed, ref Vector2 dValue, ref Quaternion dRotation)
    {
        dValue += Turn(new Quaternion(value.X, value.Y, 0, 1), rotation, seed.AsQuaternion(), ref dRotation).AsVector4().AsVector2();
        return Vector4.Transform(value, rotation);
    }

    /// <summary>Pullback of Transform, q·x·q*.</summary>
    [PullbackOf(typeof(Vector4), nameof(Vector4.Transform))]
    public static Vector4 TransformPullback(Vector3 value, Quaternion rotation, Vector4 seed, ref Vector3 dValue, ref Quaternion dRotation)
    {
        dValue += Turn(new Quaternion(value, 1), rotation, seed.AsQuaternion(), ref dRotation).AsVector4().AsVector3();
        return Vector4.Transform(value, rotation);
    }

    /// <summary>Pullback of Transform, q·x·q*.</summary>
    [PullbackOf(typeof(Vector4), nameof(Vector4.Transform))]
    public static Vector4 TransformPullback(Vector4 value, Quaternion rotation, Vector4 seed, ref Vector4 dValue, ref Quaternion dRotation)
    {
        dValue += Turn(value.AsQuaternion(), rotation, seed.AsQuaternion(), ref dRotation).AsVector4();
        return Vector4.Transform(value, rotation);
    }

    /// <summary>Adds xᵀ·g to the derivative of the matrix, and returns g·Mᵀ.</summary>
    private static Vector4 TransformRows(Vector4 x, in Matrix4x4 matrix, Vector4 g, ref Matrix4x4 dMatrix)
    {
        dMatrix.X += x.X * g;
        dMatrix.Y += x.Y * g;
        dMatrix.Z += x.Z * g;
        dMatrix.W += x.W * g;
        return new Vector4(Vector4.Dot(matrix.X, g), Vector4.Dot(matrix.Y, g), Vector4.Dot(matrix.Z, g), Vector4.Dot(matrix.W, g));
    }

    /// <summary>Adds the derivative of q·x·q* with respect to q, and returns the one with respect to x.</summary>
    private static Quaternion Turn(Quaternion x, Quaternion q, Quaternion g, ref Quaternion dQ)
    {
        // y = x·q*, z = q·y; the derivative of a·b is g·b* and a*·g.
        Quaternion y = x * Quaternion.Conjugate(q), dY = Quaternion.Conjugate(q) * g;
        dQ += g * Quaternion.Conjugate(y) + Quaternion.Conjugate(Quaternion.Conjugate(x) * dY);
        return dY * q;
    }
}
