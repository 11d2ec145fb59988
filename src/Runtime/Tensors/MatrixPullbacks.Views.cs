using System.Numerics;

namespace DiffGen.Tensors;

/// <content>Cameras and projections.</content>
public static partial class MatrixPullbacks
{
    /// <summary>Pullback of CreateLookTo: the axes are units of cross products, the translation their products with the position.</summary>
    [PullbackOf(typeof(Matrix4x4), nameof(Matrix4x4.CreateLookTo))]
    public static Matrix4x4 CreateLookToPullback(
        Vector3 cameraPosition, Vector3 cameraDirection, Vector3 cameraUpVector, Matrix4x4 seed, ref Vector3 dCameraPosition,
        ref Vector3 dCameraDirection, ref Vector3 dCameraUpVector)
    {
        Vector3 dDirection = default;
        LookTo(cameraPosition, -cameraDirection, cameraUpVector, seed, ref dCameraPosition, ref dDirection, ref dCameraUpVector);
        dCameraDirection -= dDirection;
        return Matrix4x4.CreateLookTo(cameraPosition, cameraDirection, cameraUpVector);
    }

    /// <summary>Pullback of CreateLookAt, CreateLookTo with the direction to the target.</summary>
    [PullbackOf(typeof(Matrix4x4), nameof(Matrix4x4.CreateLookAt))]
    public static Matrix4x4 CreateLookAtPullback(
        Vector3 cameraPosition, Vector3 cameraTarget, Vector3 cameraUpVector, Matrix4x4 seed, ref Vector3 dCameraPosition,
        ref Vector3 dCameraTarget, ref Vector3 dCameraUpVector)
    {
        Vector3 dDirection = default;
        LookTo(cameraPosition, cameraPosition - cameraTarget, cameraUpVector, seed, ref dCameraPosition, ref dDirection, ref dCameraUpVector);
        dCameraPosition += dDirection;
        dCameraTarget -= dDirection;
        return Matrix4x4.CreateLookAt(cameraPosition, cameraTarget, cameraUpVector);
    }

    /// <summary>Pullback of CreateLookToLeftHanded: the axes are units of cross products, the translation their products with the
    /// position.</summary>
    [PullbackOf(typeof(Matrix4x4), nameof(Matrix4x4.CreateLookToLeftHanded))]
    public static Matrix4x4 CreateLookToLeftHandedPullback(
        Vector3 cameraPosition, Vector3 cameraDirection, Vector3 cameraUpVector, Matrix4x4 seed, ref Vector3 dCameraPosition,
        ref Vector3 dCameraDirection, ref Vector3 dCameraUpVector)
    {
        Vector3 dDirection = default;
        LookTo(cameraPosition, cameraDirection, cameraUpVector, seed, ref dCameraPosition, ref dDirection, ref dCameraUpVector);
        dCameraDirection += dDirection;
        return Matrix4x4.CreateLookToLeftHanded(cameraPosition, cameraDirection, cameraUpVector);
    }

    /// <summary>Pullback of CreateLookAtLeftHanded, CreateLookToLeftHanded with the direction to the target.</summary>
    [PullbackOf(typeof(Matrix4x4), nameof(Matrix4x4.CreateLookAtLeftHanded))]
    public static Matrix4x4 CreateLookAtLeftHandedPullback(
        Vector3 cameraPosition, Vector3 cameraTarget, Vector3 cameraUpVector, Matrix4x4 seed, ref Vector3 dCameraPosition,
        ref Vector3 dCameraTarget, ref Vector3 dCameraUpVector)
    {
        Vector3 dDirection = default;
        LookTo(cameraPosition, cameraTarget - cameraPosition, cameraUpVector, seed, ref dCameraPosition, ref dDirection, ref dCameraUpVector);
        dCameraPosition -= dDirection;
        dCameraTarget += dDirection;
        return Matrix4x4.CreateLookAtLeftHanded(cameraPosition, cameraTarget, cameraUpVector);
    }

    /// <summary>Pullback of CreatePerspectiveFieldOfView: cot(φ/2), and the depth r = f/(n - f) with r·n.</summary>
    [PullbackOf(typeof(Matrix4x4), nameof(Matrix4x4.CreatePerspectiveFieldOfView))]
    public static Matrix4x4 CreatePerspectiveFieldOfViewPullback(
        float fieldOfView, float aspectRatio, float nearPlaneDistance, float farPlaneDistance, Matrix4x4 seed, ref float dFieldOfView,
        ref float dAspectRatio, ref float dNearPlaneDistance, ref float dFarPlaneDistance)
    {
        Matrix4x4 result = Matrix4x4.CreatePerspectiveFieldOfView(
            fieldOfView, aspectRatio, nearPlaneDistance, farPlaneDistance);
        dFieldOfView -= 0.5f * (1 + result.M22 * result.M22) * (seed.M11 / aspectRatio + seed.M22);
        dAspectRatio -= seed.M11 * (result.M11 / aspectRatio);

        float sign = 1, range = sign * (nearPlaneDistance - farPlaneDistance), dDepth = seed.M33 + sign * nearPlaneDistance * seed.M43;
        dNearPlaneDistance += sign * (seed.M43 * result.M33 - dDepth * (result.M33 / range));
        dFarPlaneDistance += sign * dDepth * (nearPlaneDistance / range / range);
        return result;
    }

    /// <summary>Pullback of CreatePerspectiveFieldOfViewLeftHanded: cot(φ/2), and the depth r = f/(f - n) with -r·n.</summary>
    [PullbackOf(typeof(Matrix4x4), nameof(Matrix4x4.CreatePerspectiveFieldOfViewLeftHanded))]
    public static Matrix4x4 CreatePerspectiveFieldOfViewLeftHandedPullback(
        float fieldOfView, float aspectRatio, float nearPlaneDistance, float farPlaneDistance, Matrix4x4 seed, ref float dFieldOfView,
        ref float dAspectRatio, ref float dNearPlaneDistance, ref float dFarPlaneDistance)
    {
        Matrix4x4 result = Matrix4x4.CreatePerspectiveFieldOfViewLeftHanded(
            fieldOfView, aspectRatio, nearPlaneDistance, farPlaneDistance);
        dFieldOfView -= 0.5f * (1 + result.M22 * result.M22) * (seed.M11 / aspectRatio + seed.M22);
        dAspectRatio -= seed.M11 * (result.M11 / aspectRatio);

        float sign = -1, range = sign * (nearPlaneDistance - farPlaneDistance), dDepth = seed.M33 + sign * nearPlaneDistance * seed.M43;
        dNearPlaneDistance += sign * (seed.M43 * result.M33 - dDepth * (result.M33 / range));
        dFarPlaneDistance += sign * dDepth * (nearPlaneDistance / range / range);
        return result;
    }

    /// <summary>The adjoint of the left-handed view: z the unit of the direction, x that of up × z, y = z × x.</summary>
    private static void LookTo(
        Vector3 position, Vector3 direction, Vector3 up, in Matrix4x4 g, ref Vector3 dPosition, ref Vector3 dDirection, ref Vector3 dUp)
    {
        Vector3 z = Vector3.Normalize(direction), side = Vector3.Cross(up, z), x = Vector3.Normalize(side), y = Vector3.Cross(z, x);
        Vector3 dX = new Vector3(g.M11, g.M21, g.M31) - g.M41 * position;
        Vector3 dY = new Vector3(g.M12, g.M22, g.M32) - g.M42 * position;
        Vector3 dZ = new Vector3(g.M13, g.M23, g.M33) - g.M43 * position, dSide = default;
        dPosition -= g.M41 * x + g.M42 * y + g.M43 * z;
        VectorPullbacks.CrossPullback(z, x, dY, ref dZ, ref dX);
        VectorPullbacks.NormalizePullback(side, dX, ref dSide);
        VectorPullbacks.CrossPullback(up, z, dSide, ref dUp, ref dZ);
        VectorPullbacks.NormalizePullback(direction, dZ, ref dDirection);
    }
}
