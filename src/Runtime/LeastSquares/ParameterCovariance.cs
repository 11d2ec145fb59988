namespace DiffGen.Minimizers;

/// <summary>(JᵀJ)⁻¹, as far as it exists.</summary>
/// <param name="Matrix">Rows and columns of the parameters that the data determine; NaN in those of the others.</param>
/// <param name="Rank">The number of independent columns of J among those that were free.</param>
internal readonly record struct ParameterCovariance(double[,] Matrix, int Rank)
{
    /// <summary>Inverts by QR of J with its columns scaled to norm 1: J = Q·R gives R⁻¹·R⁻ᵀ.</summary>
    /// <param name="jacobian">J, row-major.</param>
    /// <param name="rows">The number of its rows.</param>
    /// <param name="isFixed">The columns to leave out, one entry per column.</param>
    /// <returns>The inverse.</returns>
    public static ParameterCovariance Dense(ReadOnlySpan<double> jacobian, int rows, ReadOnlySpan<bool> isFixed)
    {
        int n = isFixed.Length;
        int[] free = FreeColumns(isFixed);
        double[,] matrix = AllNaN(n);
        var qr = new PivotedQr(rows, free.Length);
        qr.Resize(rows, free.Length);
        var scale = new double[free.Length];
        for (int f = 0; f < free.Length; f++)
        {
            Span<double> column = qr.Column(f);
            for (int i = 0; i < rows; i++)
                column[i] = jacobian[i * n + free[f]];
            double norm = EuclideanNorm.Of(column);
            scale[f] = norm > 0 ? norm : 1;
            for (int i = 0; i < rows; i++)
                column[i] /= scale[f];
        }

        qr.Factor();
        int rank = qr.Rank(2.2e-16 * Math.Max(rows, n));
        double[,] inverse = InverseTriangle(qr, rank);
        for (int a = 0; a < rank; a++)
        {
            int fa = qr.Permutation[a];
            if (!IsDetermined(qr, inverse, a, rank))
                continue;
            for (int b = 0; b <= a; b++)
            {
                if (!IsDetermined(qr, inverse, b, rank))
                    continue;
                double sum = 0;
                for (int k = a; k < rank; k++)
                    sum += inverse[a, k] * inverse[b, k];
                int fb = qr.Permutation[b];
                matrix[free[fa], free[fb]] = matrix[free[fb], free[fa]] = sum / scale[fa] / scale[fb];
            }
        }

        return new ParameterCovariance(matrix, rank);
    }

    /// <summary>Inverts by sparse Cholesky factorisation of JᵀJ.</summary>
    /// <param name="jacobian">The values of J.</param>
    /// <param name="pattern">Its pattern.</param>
    /// <param name="isFixed">The columns to leave out, one entry per column.</param>
    /// <returns>The inverse; all NaN where J doesn't have full rank.</returns>
    public static ParameterCovariance Sparse(ReadOnlySpan<double> jacobian, SparsityPattern pattern, ReadOnlySpan<bool> isFixed)
    {
        int n = isFixed.Length;
        double[,] matrix = AllNaN(n);
        var normal = new NormalMatrix(pattern, MinimumDegree.Order(pattern));
        var scale = new double[n];
        var ones = new double[pattern.RowCount];
        var room = new double[pattern.RowCount];
        var isReplaced = new bool[n];
        Array.Fill(ones, 1);
        for (int k = 0; k < n; k++)
        {
            int j = normal.Order[k];
            double norm = normal.ColumnNorm(j, jacobian, ones, room);
            scale[j] = norm > 0 ? norm : 1;
            isReplaced[k] = isFixed[j];
        }

        normal.Fill(jacobian, ones, scale);
        var cholesky = new SparseCholesky(normal.Starts, normal.Rows);
        int free = FreeColumns(isFixed).Length;
        if (!cholesky.Factor(normal.Values, 0, isReplaced))
            return new ParameterCovariance(matrix, Math.Min(cholesky.Pivots, free - 1));

        var unit = new double[n];
        for (int k = 0; k < n; k++)
        {
            int j = normal.Order[k];
            if (isFixed[j])
                continue;
            Array.Clear(unit);
            unit[k] = 1;
            cholesky.Solve(unit);
            for (int l = 0; l <= k; l++)
            {
                int i = normal.Order[l];
                if (!isFixed[i])
                    matrix[i, j] = matrix[j, i] = unit[l] / scale[i] / scale[j];
            }
        }

        return new ParameterCovariance(matrix, free);
    }

    // N = (-R₁₁⁻¹·R₁₂; I) spans what J maps to 0: a parameter with a row of N that isn't 0 can take any value.
    private static bool IsDetermined(PivotedQr qr, double[,] inverse, int a, int rank)
    {
        for (int c = rank; c < qr.Columns; c++)
        {
            double sum = 0, size = 0;
            for (int k = a; k < rank; k++)
            {
                sum += inverse[a, k] * qr.R(k, c);
                size += Math.Abs(inverse[a, k] * qr.R(k, c));
            }

            if (Math.Abs(sum) > 1e-8 + 1e-10 * size)
                return false;
        }

        return true;
    }

    private static double[,] InverseTriangle(PivotedQr qr, int rank)
    {
        var inverse = new double[rank, rank];
        for (int c = 0; c < rank; c++)
        {
            inverse[c, c] = 1 / qr.R(c, c);
            for (int i = c - 1; i >= 0; i--)
            {
                double sum = 0;
                for (int k = i + 1; k <= c; k++)
                    sum += qr.R(i, k) * inverse[k, c];
                inverse[i, c] = -sum / qr.R(i, i);
            }
        }

        return inverse;
    }

    private static int[] FreeColumns(ReadOnlySpan<bool> isFixed)
    {
        var free = new List<int>();
        for (int j = 0; j < isFixed.Length; j++)
        {
            if (!isFixed[j])
                free.Add(j);
        }

        return [.. free];
    }

    private static double[,] AllNaN(int n)
    {
        var matrix = new double[n, n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
                matrix[i, j] = double.NaN;
        }

        return matrix;
    }
}
