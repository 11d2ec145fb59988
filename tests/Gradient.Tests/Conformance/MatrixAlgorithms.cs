using DiffGen.Tests.Infrastructure;

namespace DiffGen.Tests.Conformance;

/// <summary>Group F: linear solve, matrix exponential, Gram–Schmidt, on flat matrices.</summary>
public static partial class MatrixAlgorithms
{
    internal static TestProgram[] Programs =>
    [
        TestProgram.InPlace("F9", at => F9(at.AsSpan(0, 9), at.AsSpan(9, 3)),
            (at, s, d) => F9Pullback(at.AsSpan(0, 9), at.AsSpan(9, 3), s, d.AsSpan(0, 9), d.AsSpan(9, 3))),
        new("F10", at => F10(at[0]), (at, g) => F10Gradient(at[0], out g[0]), (at, s, d) => F10Pullback(at[0], s, ref d[0])),
        TestProgram.InPlace("F24", at => F24(at, 2), (at, s, d) => F24Pullback(at, 2, s, d)),
    ];

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double F9(Span<double> a, Span<double> b)
    {
        int n = b.Length;
        for (int k = 0; k < n; k++)
        {
            for (int i = k + 1; i < n; i++)
            {
                double factor = a[i * n + k] / a[k * n + k];
                for (int j = k; j < n; j++)
                    a[i * n + j] -= factor * a[k * n + j];
                b[i] -= factor * b[k];
            }
        }

        for (int i = n - 1; i >= 0; i--)
        {
            for (int j = i + 1; j < n; j++)
                b[i] -= a[i * n + j] * b[j];
            b[i] /= a[i * n + i];
        }

        double norm = 0;
        for (int i = 0; i < n; i++)
            norm += b[i] * b[i];
        return norm;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double F10(double t)
    {
        Span<double> a = [0, t, -t, 0];
        Span<double> sum = [1, 0, 0, 1];
        Span<double> term = [1, 0, 0, 1];
        Span<double> product = stackalloc double[4];
        for (int k = 1; k <= 20; k++)
        {
            for (int i = 0; i < 2; i++)
            {
                for (int j = 0; j < 2; j++)
                {
                    product[i * 2 + j] = 0;
                    for (int l = 0; l < 2; l++)
                        product[i * 2 + j] += term[i * 2 + l] * a[l * 2 + j];
                }
            }

            for (int i = 0; i < 4; i++)
            {
                term[i] = product[i] / k;
                sum[i] += term[i];
            }
        }

        return sum[0] + sum[3];
    }

    /// <summary>The columns of a become orthonormal; the diagonal of R is multiplied up.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double F24(Span<double> a, int n)
    {
        double determinant = 1;
        for (int k = 0; k < n; k++)
        {
            for (int j = 0; j < k; j++)
            {
                double r = 0;
                for (int i = 0; i < n; i++)
                    r += a[i * n + j] * a[i * n + k];
                for (int i = 0; i < n; i++)
                    a[i * n + k] -= r * a[i * n + j];
            }

            double square = 0;
            for (int i = 0; i < n; i++)
                square += a[i * n + k] * a[i * n + k];
            double norm = Math.Sqrt(square);
            for (int i = 0; i < n; i++)
                a[i * n + k] /= norm;
            determinant *= norm;
        }

        return determinant;
    }
}
