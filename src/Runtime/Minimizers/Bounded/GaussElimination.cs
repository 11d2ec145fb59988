namespace DiffGen.Minimizers;

/// <summary>Small dense systems by Gaussian elimination with row exchanges.</summary>
internal static class GaussElimination
{
    /// <summary>Solves A·X = B.</summary>
    /// <param name="a">A, row-major, n × n; destroyed.</param>
    /// <param name="b">B, row-major, n × columns; becomes X.</param>
    /// <param name="n">The number of rows.</param>
    /// <param name="columns">The number of right sides.</param>
    /// <returns>Whether A isn't singular and the solution is finite.</returns>
    public static bool TrySolve(Span<double> a, Span<double> b, int n, int columns)
    {
        for (int k = 0; k < n; k++)
        {
            int pivot = k;
            for (int i = k + 1; i < n; i++)
            {
                if (Math.Abs(a[i * n + k]) > Math.Abs(a[pivot * n + k]))
                    pivot = i;
            }

            if (a[pivot * n + k] == 0 || !double.IsFinite(a[pivot * n + k]))
                return false;
            Swap(a.Slice(k * n, n), a.Slice(pivot * n, n), pivot != k);
            Swap(b.Slice(k * columns, columns), b.Slice(pivot * columns, columns), pivot != k);
            for (int i = k + 1; i < n; i++)
            {
                double factor = a[i * n + k] / a[k * n + k];
                if (factor == 0)
                    continue;
                VectorMath.AddScaled(-factor, a.Slice(k * n + k, n - k), a.Slice(i * n + k, n - k));
                VectorMath.AddScaled(-factor, b.Slice(k * columns, columns), b.Slice(i * columns, columns));
            }
        }

        for (int k = n - 1; k >= 0; k--)
        {
            Span<double> row = b.Slice(k * columns, columns);
            for (int j = k + 1; j < n; j++)
                VectorMath.AddScaled(-a[k * n + j], b.Slice(j * columns, columns), row);
            for (int j = 0; j < columns; j++)
            {
                row[j] /= a[k * n + k];
                if (!double.IsFinite(row[j]))
                    return false;
            }
        }

        return true;
    }

    private static void Swap(Span<double> a, Span<double> b, bool isNeeded)
    {
        for (int i = 0; isNeeded && i < a.Length; i++)
            (a[i], b[i]) = (b[i], a[i]);
    }
}
