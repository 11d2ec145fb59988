namespace DiffGen.Minimizers;

/// <summary>Solves min |R·u - b|² + δ²·|u|² for an upper triangular R, for one damping δ after another.</summary>
/// <remarks>The rows δ·I are rotated into a copy of R one after the other, as in J. J. Moré, "The Levenberg–Marquardt algorithm:
/// implementation and theory", Lecture Notes in Mathematics 630 (1978), section 3: JᵀJ is never formed.</remarks>
internal sealed class DampedTriangle(int maxColumns)
{
    private readonly double[] _s = new double[maxColumns * maxColumns];
    private readonly double[] _right = new double[maxColumns];
    private readonly double[] _row = new double[maxColumns];

    /// <summary>Solves the problem. A direction that neither R nor the damping determines gets 0.</summary>
    /// <param name="qr">Has R; rows that it lacks are 0.</param>
    /// <param name="b">The right side, at least as long as R has rows.</param>
    /// <param name="damping">δ, at least 0.</param>
    /// <param name="solution">Receives u, in the order of the matrix's columns before pivoting.</param>
    public void Solve(PivotedQr qr, ReadOnlySpan<double> b, double damping, Span<double> solution)
    {
        int n = qr.Columns;
        Load(qr, b, n);
        if (damping > 0)
        {
            for (int j = 0; j < n; j++)
                RotateIn(j, damping, n);
        }

        BackSubstitute(n);
        for (int k = 0; k < n; k++)
            solution[qr.Permutation[k]] = _right[k];
    }

    private void Load(PivotedQr qr, ReadOnlySpan<double> b, int n)
    {
        _s.AsSpan(0, n * n).Clear();
        _right.AsSpan(0, n).Clear();
        for (int i = 0; i < qr.Steps; i++)
        {
            for (int k = i; k < n; k++)
                _s[i * n + k] = qr.R(i, k);
            _right[i] = b[i];
        }
    }

    // The row δ·eⱼ with right side 0 is made 0 by rotations with the rows j, j + 1, …
    private void RotateIn(int j, double damping, int n)
    {
        Span<double> row = _row.AsSpan(0, n);
        row[j..].Clear();
        row[j] = damping;
        double right = 0;
        for (int k = j; k < n; k++)
        {
            if (row[k] == 0)
                continue;
            Span<double> s = _s.AsSpan(k * n, n);
            double length = double.Hypot(s[k], row[k]);
            double cos = s[k] / length, sin = row[k] / length;
            s[k] = length;
            for (int i = k + 1; i < n; i++)
            {
                double upper = s[i], lower = row[i];
                s[i] = cos * upper + sin * lower;
                row[i] = cos * lower - sin * upper;
            }

            double rightUpper = _right[k];
            _right[k] = cos * rightUpper + sin * right;
            right = cos * right - sin * rightUpper;
        }
    }

    private void BackSubstitute(int n)
    {
        for (int i = n - 1; i >= 0; i--)
        {
            ReadOnlySpan<double> s = _s.AsSpan(i * n, n);
            double sum = _right[i];
            for (int k = i + 1; k < n; k++)
                sum -= s[k] * _right[k];
            _right[i] = s[i] == 0 ? 0 : sum / s[i];
        }
    }
}
