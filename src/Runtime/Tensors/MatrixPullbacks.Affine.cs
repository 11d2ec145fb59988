using System.Numerics;

namespace DiffGen.Tensors;

/// <content>Translations and scales.</content>
public static partial class MatrixPullbacks
{
    /// <summary>Pullback of CreateTranslation.</summary>
    [PullbackOf(typeof(Matrix4x4), nameof(Matrix4x4.CreateTranslation))]
    public static Matrix4x4 CreateTranslationPullback(Vector3 position, Matrix4x4 seed, ref Vector3 dPosition)
    {
        dPosition += seed.Translation;
        return Matrix4x4.CreateTranslation(position);
    }

    /// <summary>Pullback of CreateTranslation.</summary>
    [PullbackOf(typeof(Matrix4x4), nameof(Matrix4x4.CreateTranslation))]
    public static Matrix4x4 CreateTranslationPullback(
        float xPosition, float yPosition, float zPosition, Matrix4x4 seed, ref float dXPosition, ref float dYPosition, ref float dZPosition)
    {
        dXPosition += seed.M41;
        dYPosition += seed.M42;
        dZPosition += seed.M43;
        return Matrix4x4.CreateTranslation(xPosition, yPosition, zPosition);
    }

    /// <summary>Pullback of CreateScale.</summary>
    [PullbackOf(typeof(Matrix4x4), nameof(Matrix4x4.CreateScale))]
    public static Matrix4x4 CreateScalePullback(Vector3 scales, Matrix4x4 seed, ref Vector3 dScales)
    {
        dScales += new Vector3(seed.M11, seed.M22, seed.M33);
        return Matrix4x4.CreateScale(scales);
    }

    /// <summary>Pullback of CreateScale.</summary>
    [PullbackOf(typeof(Matrix4x4), nameof(Matrix4x4.CreateScale))]
    public static Matrix4x4 CreateScalePullback(float scale, Matrix4x4 seed, ref float dScale)
    {
        dScale += seed.M11 + seed.M22 + seed.M33;
        return Matrix4x4.CreateScale(scale);
    }

    /// <summary>Pullback of CreateScale.</summary>
    [PullbackOf(typeof(Matrix4x4), nameof(Matrix4x4.CreateScale))]
    public static Matrix4x4 CreateScalePullback(
        float xScale, float yScale, float zScale, Matrix4x4 seed, ref float dXScale, ref float dYScale, ref float dZScale)
    {
        dXScale += seed.M11;
        dYScale += seed.M22;
        dZScale += seed.M33;
        return Matrix4x4.CreateScale(xScale, yScale, zScale);
    }

    /// <summary>Pullback of CreateScale about a point c: the translation is c·(1 - s).</summary>
    [PullbackOf(typeof(Matrix4x4), nameof(Matrix4x4.CreateScale))]
    public static Matrix4x4 CreateScalePullback(
        Vector3 scales, Vector3 centerPoint, Matrix4x4 seed, ref Vector3 dScales, ref Vector3 dCenterPoint)
    {
        dScales += new Vector3(seed.M11, seed.M22, seed.M33) - seed.Translation * centerPoint;
        dCenterPoint += seed.Translation * (Vector3.One - scales);
        return Matrix4x4.CreateScale(scales, centerPoint);
    }
}
