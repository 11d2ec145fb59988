using DiffGen.Tests.Infrastructure;

namespace DiffGen.Tests.Conformance;

/// <summary>Group F: triangular solve, Cholesky, LU, all in place on flat matrices.</summary>
public static partial class LinearAlgebra
{
    internal static TestProgram[] Programs =>
    [
        TestProgram.InPlace("F6", at => F6(at.AsSpan(0, 3), at.AsSpan(3, 2)),
            (at, s, d) => F6Pullback(at.AsSpan(0, 3), at.AsSpan(3, 2), s, d.AsSpan(0, 3), d.AsSpan(3, 2))),
        TestProgram.InPlace("F7", at => F7(at, 2), (at, s, d) => F7Pullback(at, 2, s, d)),
        TestProgram.InPlace("F8", at => F8(at, 3), (at, s, d) => F8Pullback(at, 3, s, d)),
    ];

    /// <summary>l holds the rows of the lower triangle back to back.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double F6(ReadOnlySpan<double> l, Span<double> b)
    {
        for (int i = 0; i < b.Length; i++)
        {
            int row = i * (i + 1) / 2;
            for (int j = 0; j < i; j++)
                b[i] -= l[row + j] * b[j];
            b[i] /= l[row + i];
        }

        double sum = 0;
        for (int i = 0; i < b.Length; i++)
            sum += b[i];
        return sum;
    }

    /// <summary>a holds the rows of the lower triangle back to back.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double F7(Span<double> a, int n)
    {
        for (int j = 0; j < n; j++)
        {
            double pivot = a[j * (j + 1) / 2 + j];
            for (int k = 0; k < j; k++)
                pivot -= a[j * (j + 1) / 2 + k] * a[j * (j + 1) / 2 + k];
            pivot = Math.Sqrt(pivot);
            a[j * (j + 1) / 2 + j] = pivot;
            for (int i = j + 1; i < n; i++)
            {
                double value = a[i * (i + 1) / 2 + j];
                for (int k = 0; k < j; k++)
                    value -= a[i * (i + 1) / 2 + k] * a[j * (j + 1) / 2 + k];
                a[i * (i + 1) / 2 + j] = value / pivot;
            }
        }

        double sum = 0;
        for (int i = 0; i < n; i++)
            sum += Math.Log(a[i * (i + 1) / 2 + i]);
        return 2 * sum;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double F8(double[] a, int n)
    {
        double determinant = 1;
        for (int k = 0; k < n; k++)
        {
            int pivot = k;
            for (int i = k + 1; i < n; i++)
            {
                if (Math.Abs(a[i * n + k]) > Math.Abs(a[pivot * n + k]))
                    pivot = i;
            }

            if (pivot != k)
            {
                for (int j = 0; j < n; j++)
                {
                    double t = a[k * n + j];
                    a[k * n + j] = a[pivot * n + j];
                    a[pivot * n + j] = t;
                }

                determinant = -determinant;
            }

            determinant *= a[k * n + k];
            for (int i = k + 1; i < n; i++)
            {
                a[i * n + k] /= a[k * n + k];
                for (int j = k + 1; j < n; j++)
                    a[i * n + j] -= a[i * n + k] * a[k * n + j];
            }
        }

        return determinant;
    }
}
