using System.Numerics;

namespace DiffGen.Tensors;

/// <summary>
/// The pullbacks (reverse mode) of <see cref="Matrix4x4"/> and <see cref="Matrix3x2"/>.
/// </summary>
/// <remarks>Every method takes what the function takes, its receiver first, and returns its value bit for bit; then follow <c>seed</c>, the
/// derivative with respect to the result, and for every argument x a derivative <c>dX</c>, into which seedᵀ·J is added. In the
/// formulas g is the seed.</remarks>
public static partial class MatrixPullbacks
{
    /// <summary>Pullback of A·B: g·Bᵀ, Aᵀ·g.</summary>
    [PullbackOf(typeof(Matrix4x4), "op_Multiply")]
    public static Matrix4x4 OperatorMultiplyPullback(
        Matrix4x4 value1, Matrix4x4 value2, Matrix4x4 seed, ref Matrix4x4 dValue1, ref Matrix4x4 dValue2)
    {
        dValue1 += seed * Matrix4x4.Transpose(value2);
        dValue2 += Matrix4x4.Transpose(value1) * seed;
        return value1 * value2;
    }

    /// <summary>Pullback of A·B: g·Bᵀ, Aᵀ·g.</summary>
    [PullbackOf(typeof(Matrix4x4), nameof(Matrix4x4.Multiply))]
    public static Matrix4x4 MultiplyPullback(
        Matrix4x4 value1, Matrix4x4 value2, Matrix4x4 seed, ref Matrix4x4 dValue1, ref Matrix4x4 dValue2)
    {
        return OperatorMultiplyPullback(value1, value2, seed, ref dValue1, ref dValue2);
    }

    /// <summary>Pullback of A·s.</summary>
    [PullbackOf(typeof(Matrix4x4), "op_Multiply")]
    public static Matrix4x4 OperatorMultiplyPullback(
        Matrix4x4 value1, float value2, Matrix4x4 seed, ref Matrix4x4 dValue1, ref float dValue2)
    {
        dValue1 += seed * value2;
        dValue2 += Inner(seed, value1);
        return value1 * value2;
    }

    /// <summary>Pullback of A·s.</summary>
    [PullbackOf(typeof(Matrix4x4), nameof(Matrix4x4.Multiply))]
    public static Matrix4x4 MultiplyPullback(Matrix4x4 value1, float value2, Matrix4x4 seed, ref Matrix4x4 dValue1, ref float dValue2)
    {
        return OperatorMultiplyPullback(value1, value2, seed, ref dValue1, ref dValue2);
    }

    /// <summary>Pullback of Transpose: gᵀ.</summary>
    [PullbackOf(typeof(Matrix4x4), nameof(Matrix4x4.Transpose))]
    public static Matrix4x4 TransposePullback(Matrix4x4 matrix, Matrix4x4 seed, ref Matrix4x4 dMatrix)
    {
        dMatrix += Matrix4x4.Transpose(seed);
        return Matrix4x4.Transpose(matrix);
    }

    /// <summary>Pullback of Lerp, A·(1 - t) + B·t.</summary>
    [PullbackOf(typeof(Matrix4x4), nameof(Matrix4x4.Lerp))]
    public static Matrix4x4 LerpPullback(
        Matrix4x4 matrix1, Matrix4x4 matrix2, float amount, Matrix4x4 seed, ref Matrix4x4 dMatrix1, ref Matrix4x4 dMatrix2,
        ref float dAmount)
    {
        dMatrix1 += seed * (1 - amount);
        dMatrix2 += seed * amount;
        dAmount += Inner(seed, matrix2 - matrix1);
        return Matrix4x4.Lerp(matrix1, matrix2, amount);
    }

    /// <summary>Pullback of GetDeterminant: g times the cofactors, so that a singular matrix has its derivative too.</summary>
    [PullbackOf(typeof(Matrix4x4), nameof(Matrix4x4.GetDeterminant))]
    public static float GetDeterminantPullback(Matrix4x4 matrix, float seed, ref Matrix4x4 dMatrix)
    {
        dMatrix.X += seed * Cofactors(matrix.Y, matrix.Z, matrix.W);
        dMatrix.Y -= seed * Cofactors(matrix.X, matrix.Z, matrix.W);
        dMatrix.Z += seed * Cofactors(matrix.X, matrix.Y, matrix.W);
        dMatrix.W -= seed * Cofactors(matrix.X, matrix.Y, matrix.Z);
        return matrix.GetDeterminant();
    }

    /// <summary>Pullback of Invert: -yᵀ·g·yᵀ; 0 where there is no inverse.</summary>
    [PullbackOf(typeof(Matrix4x4), nameof(Matrix4x4.Invert))]
    public static bool InvertPullback(Matrix4x4 matrix, out Matrix4x4 result, ref Matrix4x4 dMatrix, ref Matrix4x4 dResult)
    {
        bool invertible = Matrix4x4.Invert(matrix, out result);
        if (invertible)
        {
            Matrix4x4 transposed = Matrix4x4.Transpose(result);
            dMatrix -= transposed * dResult * transposed;
        }

        dResult = default;
        return invertible;
    }

    /// <summary>The sum of the products of the elements.</summary>
    private static float Inner(in Matrix4x4 a, in Matrix4x4 b)
        => Vector4.Dot(a.X, b.X) + Vector4.Dot(a.Y, b.Y) + Vector4.Dot(a.Z, b.Z) + Vector4.Dot(a.W, b.W);

    /// <summary>The cofactors of the row that is missing beside three rows, for the first row's sign.</summary>
    private static Vector4 Cofactors(Vector4 a, Vector4 b, Vector4 c)
    {
        float xy = b.X * c.Y - b.Y * c.X, xz = b.X * c.Z - b.Z * c.X, xw = b.X * c.W - b.W * c.X;
        float yz = b.Y * c.Z - b.Z * c.Y, yw = b.Y * c.W - b.W * c.Y, zw = b.Z * c.W - b.W * c.Z;
        return new Vector4(
            a.Y * zw - a.Z * yw + a.W * yz,
            a.Z * xw - a.X * zw - a.W * xz,
            a.X * yw - a.Y * xw + a.W * xy,
            a.Y * xz - a.X * yz - a.Z * xy);
    }
}
