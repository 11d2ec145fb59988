namespace DiffGen.Tests.Corpus;

/// <summary>Dense linear algebra on flat matrices.</summary>
public static partial class MatrixAlgorithms
{
    internal static CorpusProgram[] Programs =>
    [
        CorpusProgram.OfVector(nameof(QuadraticForm), at => QuadraticForm(at.AsSpan(0, 4), at.AsSpan(4, 2)),
            (at, g) => QuadraticFormGradient(at.AsSpan(0, 4), at.AsSpan(4, 2), g.AsSpan(0, 4), g.AsSpan(4, 2)),
            (at, s, d) => QuadraticFormPullback(at.AsSpan(0, 4), at.AsSpan(4, 2), s, d.AsSpan(0, 4), d.AsSpan(4, 2)),
            [1, 2, 3, 4, 0.5, -1]),
        CorpusProgram.OfVector(nameof(PowerIteration), at => PowerIteration(at, 3), (at, g) => PowerIterationGradient(at, 3, g),
            (at, s, d) => PowerIterationPullback(at, 3, s, d), [4, 1, 0, 1, 3, 0.5, 0, 0.5, 2]),
        CorpusProgram.InPlace(nameof(SolveInPlace), at => SolveInPlace(at.AsSpan(0, 9), at.AsSpan(9, 3), 3),
            (at, s, d) => SolveInPlacePullback(at.AsSpan(0, 9), at.AsSpan(9, 3), 3, s, d.AsSpan(0, 9), d.AsSpan(9, 3)),
            [2, 1, 0, 1, 3, 1, 0, 1, 4, 4, 10, 14]),
        CorpusProgram.OfVector(nameof(MatrixPower), at => MatrixPower(at, 3), (at, g) => MatrixPowerGradient(at, 3, g),
            (at, s, d) => MatrixPowerPullback(at, 3, s, d), [0.9, 0.2, -0.1, 0.8]),
        CorpusProgram.InPlace(nameof(CholeskyOfFullMatrix), at => CholeskyOfFullMatrix(at, 3), (at, s, d) => CholeskyOfFullMatrixPullback(at, 3, s, d),
            [4, 0, 0, 1, 3, 0, 0.5, -1, 5]),
    ];

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double QuadraticForm(ReadOnlySpan<double> a, ReadOnlySpan<double> x)
    {
        int n = x.Length;
        double s = 0;
        for (int i = 0; i < n; i++)
        {
            double row = 0;
            for (int j = 0; j < n; j++)
                row += a[i * n + j] * x[j];
            s += x[i] * row;
        }

        return s;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double PowerIteration(ReadOnlySpan<double> a, int n)
    {
        Span<double> v = stackalloc double[3];
        Span<double> w = stackalloc double[3];
        for (int i = 0; i < n; i++)
            v[i] = 1;
        double norm = 0;
        for (int step = 0; step < 6; step++)
        {
            norm = 0;
            for (int i = 0; i < n; i++)
            {
                w[i] = 0;
                for (int j = 0; j < n; j++)
                    w[i] += a[i * n + j] * v[j];
                norm += w[i] * w[i];
            }

            norm = Math.Sqrt(norm);
            for (int i = 0; i < n; i++)
                v[i] = w[i] / norm;
        }

        return norm + v[0];
    }

    /// <summary>Gaussian elimination with back substitution, no pivoting.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double SolveInPlace(Span<double> a, Span<double> b, int n)
    {
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

        double norm = 0;
        for (int i = n - 1; i >= 0; i--)
        {
            for (int j = i + 1; j < n; j++)
                b[i] -= a[i * n + j] * b[j];
            b[i] /= a[i * n + i];
            norm += b[i] * b[i];
        }

        return norm;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double MatrixPower(ReadOnlySpan<double> a, int exponent)
    {
        Span<double> p = stackalloc double[4] { 1, 0, 0, 1 };
        Span<double> t = stackalloc double[4];
        for (int step = 0; step < exponent; step++)
        {
            for (int i = 0; i < 2; i++)
            {
                for (int j = 0; j < 2; j++)
                    t[i * 2 + j] = p[i * 2] * a[j] + p[i * 2 + 1] * a[2 + j];
            }

            for (int i = 0; i < 4; i++)
                p[i] = t[i];
        }

        return p[0] + p[3] + p[1] * p[2];
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double CholeskyOfFullMatrix(Span<double> a, int n)
    {
        double logDeterminant = 0;
        for (int j = 0; j < n; j++)
        {
            for (int k = 0; k < j; k++)
            {
                for (int i = j; i < n; i++)
                    a[i * n + j] -= a[i * n + k] * a[j * n + k];
            }

            double pivot = Math.Sqrt(a[j * n + j]);
            for (int i = j; i < n; i++)
                a[i * n + j] /= pivot;
            logDeterminant += 2 * Math.Log(pivot);
        }

        return logDeterminant;
    }
}
