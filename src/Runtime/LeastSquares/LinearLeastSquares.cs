using DiffGen.Numerics;

namespace DiffGen.Minimizers;

/// <summary>Linear least squares, min |A·x - b|², by QR with column pivoting and iterative refinement: the normal equations, which would
/// lose half of the digits, aren't formed.</summary>
/// <remarks>The columns are scaled to norm 1. Refinement solves for the correction of x with the residual b - A·x in twice the working
/// precision: Å. Björck, "Iterative refinement of linear least squares solutions I", BIT 7 (1967).</remarks>
public static class LinearLeastSquares
{
    private const int Refinements = 3;

    /// <summary>Solves the problem.</summary>
    /// <param name="matrix">A, row-major, one row per element of <paramref name="right"/>.</param>
    /// <param name="right">b.</param>
    /// <param name="columns">The number of columns, at least 0. There may be more than rows.</param>
    /// <returns>The solution with its covariance. Where A doesn't have full rank, the coefficients of the columns that the pivoting
    /// puts last are 0, and the standard errors of those that aren't determined NaN.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="columns"/> is negative.</exception>
    /// <exception cref="ArgumentException">The length of the matrix isn't rows × columns, or an element is NaN or
    /// infinite.</exception>
    public static LinearLeastSquaresResult Solve(ReadOnlySpan<double> matrix, ReadOnlySpan<double> right, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        int rows = right.Length;
        if (matrix.Length != (long)rows * columns)
            throw new ArgumentException($"The matrix must have {rows} × {columns} elements, but has {matrix.Length}", nameof(matrix));
        if (!Finite.All(matrix))
            throw new ArgumentException("The matrix has an element that is NaN or infinite", nameof(matrix));
        if (!Finite.All(right))
            throw new ArgumentException("The right side has an element that is NaN or infinite", nameof(right));

        var qr = new PivotedQr(rows, columns);
        double[] scale = Load(qr, matrix, rows, columns);
        qr.Factor();
        int rank = qr.Rank(2.2e-16 * Math.Max(rows, columns));
        var x = new double[columns];
        var residuals = right.ToArray();
        for (int pass = 0; pass <= Refinements; pass++)
        {
            Correct(qr, rank, residuals, scale, x);
            SetResiduals(matrix, right, x, residuals);
        }

        ParameterCovariance inverse = ParameterCovariance.Dense(matrix, rows, new bool[columns]);
        return new LinearLeastSquaresResult(x, residuals, inverse);
    }

    private static double[] Load(PivotedQr qr, ReadOnlySpan<double> matrix, int rows, int columns)
    {
        var scale = new double[columns];
        qr.Resize(rows, columns);
        for (int j = 0; j < columns; j++)
        {
            Span<double> column = qr.Column(j);
            for (int i = 0; i < rows; i++)
                column[i] = matrix[i * columns + j];
            double norm = EuclideanNorm.Of(column);
            scale[j] = norm > 0 ? norm : 1;
            for (int i = 0; i < rows; i++)
                column[i] /= scale[j];
        }

        return scale;
    }

    // x ← x + D⁻¹·P·R⁻¹·Qᵀ·r.
    private static void Correct(PivotedQr qr, int rank, ReadOnlySpan<double> residuals, double[] scale, double[] x)
    {
        double[] transformed = residuals.ToArray();
        qr.ApplyTranspose(transformed);
        for (int k = rank - 1; k >= 0; k--)
        {
            double sum = transformed[k];
            for (int l = k + 1; l < rank; l++)
                sum -= qr.R(k, l) * transformed[l];
            transformed[k] = sum / qr.R(k, k);
            int j = qr.Permutation[k];
            x[j] += transformed[k] / scale[j];
        }
    }

    // b - A·x, each sum in twice the precision and then rounded.
    private static void SetResiduals(ReadOnlySpan<double> matrix, ReadOnlySpan<double> right, double[] x, double[] residuals)
    {
        for (int i = 0; i < residuals.Length; i++)
        {
            double high = right[i], low = 0;
            for (int j = 0; j < x.Length; j++)
            {
                double factor = -matrix[i * x.Length + j];
                double product = factor * x[j];
                double sum = high + product;
                double part = sum - high;
                low += (high - (sum - part)) + (product - part) + Math.FusedMultiplyAdd(factor, x[j], -product);
                high = sum;
            }

            residuals[i] = high + low;
        }
    }
}
