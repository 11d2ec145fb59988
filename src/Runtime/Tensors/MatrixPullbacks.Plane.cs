using System.Numerics;

namespace DiffGen.Tensors;

/// <content>Matrices of the plane.</content>
public static partial class MatrixPullbacks
{
    /// <summary>Pullback of A·B, rows (x, 0), (y, 0), (z, 1).</summary>
    [PullbackOf(typeof(Matrix3x2), "op_Multiply")]
    public static Matrix3x2 OperatorMultiplyPullback(
        Matrix3x2 value1, Matrix3x2 value2, Matrix3x2 seed, ref Matrix3x2 dValue1, ref Matrix3x2 dValue2)
    {
        dValue1 += new Matrix3x2(
            Vector2.Dot(seed.X, value2.X), Vector2.Dot(seed.X, value2.Y),
            Vector2.Dot(seed.Y, value2.X), Vector2.Dot(seed.Y, value2.Y),
            Vector2.Dot(seed.Z, value2.X), Vector2.Dot(seed.Z, value2.Y));
        dValue2.X += value1.M11 * seed.X + value1.M21 * seed.Y + value1.M31 * seed.Z;
        dValue2.Y += value1.M12 * seed.X + value1.M22 * seed.Y + value1.M32 * seed.Z;
        dValue2.Z += seed.Z;
        return value1 * value2;
    }

    /// <summary>Pullback of A·B, rows (x, 0), (y, 0), (z, 1).</summary>
    [PullbackOf(typeof(Matrix3x2), nameof(Matrix3x2.Multiply))]
    public static Matrix3x2 MultiplyPullback(
        Matrix3x2 value1, Matrix3x2 value2, Matrix3x2 seed, ref Matrix3x2 dValue1, ref Matrix3x2 dValue2)
    {
        return OperatorMultiplyPullback(value1, value2, seed, ref dValue1, ref dValue2);
    }

    /// <summary>Pullback of A·s.</summary>
    [PullbackOf(typeof(Matrix3x2), "op_Multiply")]
    public static Matrix3x2 OperatorMultiplyPullback(
        Matrix3x2 value1, float value2, Matrix3x2 seed, ref Matrix3x2 dValue1, ref float dValue2)
    {
        dValue1 += seed * value2;
        dValue2 += Inner(seed, value1);
        return value1 * value2;
    }

    /// <summary>Pullback of A·s.</summary>
    [PullbackOf(typeof(Matrix3x2), nameof(Matrix3x2.Multiply))]
    public static Matrix3x2 MultiplyPullback(Matrix3x2 value1, float value2, Matrix3x2 seed, ref Matrix3x2 dValue1, ref float dValue2)
    {
        return OperatorMultiplyPullback(value1, value2, seed, ref dValue1, ref dValue2);
    }

    /// <summary>Pullback of Lerp, A·(1 - t) + B·t.</summary>
    [PullbackOf(typeof(Matrix3x2), nameof(Matrix3x2.Lerp))]
    public static Matrix3x2 LerpPullback(
        Matrix3x2 matrix1, Matrix3x2 matrix2, float amount, Matrix3x2 seed, ref Matrix3x2 dMatrix1, ref Matrix3x2 dMatrix2,
        ref float dAmount)
    {
        dMatrix1 += seed * (1 - amount);
        dMatrix2 += seed * amount;
        dAmount += Inner(seed, matrix2 - matrix1);
        return Matrix3x2.Lerp(matrix1, matrix2, amount);
    }

    /// <summary>Pullback of GetDeterminant, a₁₁·a₂₂ - a₂₁·a₁₂.</summary>
    [PullbackOf(typeof(Matrix3x2), nameof(Matrix3x2.GetDeterminant))]
    public static float GetDeterminantPullback(Matrix3x2 matrix, float seed, ref Matrix3x2 dMatrix)
    {
        dMatrix.X += seed * new Vector2(matrix.M22, -matrix.M21);
        dMatrix.Y += seed * new Vector2(-matrix.M12, matrix.M11);
        return matrix.GetDeterminant();
    }

    /// <summary>Pullback of Invert: with rows (x, 0), (y, 0), (z, 1) -yᵀ·g·yᵀ; 0 where there is no inverse.</summary>
    [PullbackOf(typeof(Matrix3x2), nameof(Matrix3x2.Invert))]
    public static bool InvertPullback(Matrix3x2 matrix, out Matrix3x2 result, ref Matrix3x2 dMatrix, ref Matrix3x2 dResult)
    {
        bool invertible = Matrix3x2.Invert(matrix, out result);
        if (invertible)
        {
            // g·yᵀ, then yᵀ·(that), without the last column, which stays constant.
            Matrix3x2 y = result, right = new(
                Vector2.Dot(dResult.X, y.X), Vector2.Dot(dResult.X, y.Y),
                Vector2.Dot(dResult.Y, y.X), Vector2.Dot(dResult.Y, y.Y),
                Vector2.Dot(dResult.Z, y.X), Vector2.Dot(dResult.Z, y.Y));
            dMatrix.X -= y.M11 * right.X + y.M21 * right.Y + y.M31 * right.Z;
            dMatrix.Y -= y.M12 * right.X + y.M22 * right.Y + y.M32 * right.Z;
            dMatrix.Z -= right.Z;
        }

        dResult = default;
        return invertible;
    }

    /// <summary>Pullback of CreateRotation: sin' = cos, cos' = -sin. That the value snaps to multiples of 90° counts as rounding.</summary>
    [PullbackOf(typeof(Matrix3x2), nameof(Matrix3x2.CreateRotation))]
    public static Matrix3x2 CreateRotationPullback(float radians, Matrix3x2 seed, ref float dRadians)
    {
        Matrix3x2 result = Matrix3x2.CreateRotation(radians);
        dRadians += (seed.M12 - seed.M21) * result.M11 - (seed.M11 + seed.M22) * result.M12;
        return result;
    }

    /// <summary>Pullback of CreateTranslation.</summary>
    [PullbackOf(typeof(Matrix3x2), nameof(Matrix3x2.CreateTranslation))]
    public static Matrix3x2 CreateTranslationPullback(Vector2 position, Matrix3x2 seed, ref Vector2 dPosition)
    {
        dPosition += seed.Translation;
        return Matrix3x2.CreateTranslation(position);
    }

    /// <summary>Pullback of CreateTranslation.</summary>
    [PullbackOf(typeof(Matrix3x2), nameof(Matrix3x2.CreateTranslation))]
    public static Matrix3x2 CreateTranslationPullback(
        float xPosition, float yPosition, Matrix3x2 seed, ref float dXPosition, ref float dYPosition)
    {
        dXPosition += seed.M31;
        dYPosition += seed.M32;
        return Matrix3x2.CreateTranslation(xPosition, yPosition);
    }

    /// <summary>Pullback of CreateScale.</summary>
    [PullbackOf(typeof(Matrix3x2), nameof(Matrix3x2.CreateScale))]
    public static Matrix3x2 CreateScalePullback(Vector2 scales, Matrix3x2 seed, ref Vector2 dScales)
    {
        dScales += new Vector2(seed.M11, seed.M22);
        return Matrix3x2.CreateScale(scales);
    }

    /// <summary>Pullback of CreateScale.</summary>
    [PullbackOf(typeof(Matrix3x2), nameof(Matrix3x2.CreateScale))]
    public static Matrix3x2 CreateScalePullback(float scale, Matrix3x2 seed, ref float dScale)
    {
        dScale += seed.M11 + seed.M22;
        return Matrix3x2.CreateScale(scale);
    }

    /// <summary>Pullback of CreateScale.</summary>
    [PullbackOf(typeof(Matrix3x2), nameof(Matrix3x2.CreateScale))]
    public static Matrix3x2 CreateScalePullback(float xScale, float yScale, Matrix3x2 seed, ref float dXScale, ref float dYScale)
    {
        dXScale += seed.M11;
        dYScale += seed.M22;
        return Matrix3x2.CreateScale(xScale, yScale);
    }

    /// <summary>The sum of the products of the elements.</summary>
    private static float Inner(in Matrix3x2 a, in Matrix3x2 b)
        => Vector2.Dot(a.X, b.X) + Vector2.Dot(a.Y, b.Y) + Vector2.Dot(a.Z, b.Z);
}
