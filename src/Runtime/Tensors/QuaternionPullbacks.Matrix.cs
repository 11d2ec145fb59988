using System.Numerics;

namespace DiffGen.Tensors;

/// <content>The rotation of a matrix.</content>
public static partial class QuaternionPullbacks
{
    /// <summary>Pullback of CreateFromRotationMatrix, on the branch that the value takes.</summary>
    [PullbackOf(typeof(Quaternion), nameof(Quaternion.CreateFromRotationMatrix))]
    public static Quaternion CreateFromRotationMatrixPullback(Matrix4x4 matrix, Quaternion seed, ref Matrix4x4 dMatrix)
    {
        if (matrix.M11 + matrix.M22 + matrix.M33 > 0)
            FromTrace(matrix, seed, ref dMatrix);
        else if (matrix.M11 >= matrix.M22 && matrix.M11 >= matrix.M33)
            FromDiagonal(matrix, 0, seed, ref dMatrix);
        else
            FromDiagonal(matrix, matrix.M22 > matrix.M33 ? 1 : 2, seed, ref dMatrix);
        return Quaternion.CreateFromRotationMatrix(matrix);
    }

    /// <summary>w = s/2 and vᵢ = (mⱼₖ - mₖⱼ)/(2·s) with s = √(trace + 1).</summary>
    private static void FromTrace(in Matrix4x4 m, Quaternion g, ref Matrix4x4 dM)
    {
        float s = MathF.Sqrt(m.M11 + m.M22 + m.M33 + 1), half = 0.5f / s, dHalf = 0;
        for (int i = 0; i < 3; i++)
        {
            int j = (i + 1) % 3, k = (i + 2) % 3;
            dHalf += g[i] * (m[j, k] - m[k, j]);
            dM[j, k] += g[i] * half;
            dM[k, j] -= g[i] * half;
        }

        float dTrace = (0.5f * g.W - dHalf * (half / s)) * half;
        dM.M11 += dTrace;
        dM.M22 += dTrace;
        dM.M33 += dTrace;
    }

    /// <summary>vᵢ = s/2, vⱼ = (mᵢⱼ + mⱼᵢ)/(2·s), vₖ likewise, w = (mⱼₖ - mₖⱼ)/(2·s) with s = √(1 + mᵢᵢ - mⱼⱼ - mₖₖ).</summary>
    private static void FromDiagonal(in Matrix4x4 m, int i, Quaternion g, ref Matrix4x4 dM)
    {
        int j = (i + 1) % 3, k = (i + 2) % 3;
        float s = MathF.Sqrt(1 + m[i, i] - m[j, j] - m[k, k]), half = 0.5f / s;
        float dHalf = g[j] * (m[i, j] + m[j, i]) + g[k] * (m[i, k] + m[k, i]) + g.W * (m[j, k] - m[k, j]);
        dM[i, j] += g[j] * half;
        dM[j, i] += g[j] * half;
        dM[i, k] += g[k] * half;
        dM[k, i] += g[k] * half;
        dM[j, k] += g.W * half;
        dM[k, j] -= g.W * half;

        float dSquare = (0.5f * g[i] - dHalf * (half / s)) * half;
        dM[i, i] += dSquare;
        dM[j, j] -= dSquare;
        dM[k, k] -= dSquare;
    }
}
