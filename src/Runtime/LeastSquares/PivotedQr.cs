namespace DiffGen.Minimizers;

/// <summary>The factorisation A·P = Q·R of a dense matrix by Householder reflections with column pivoting: the diagonal of R
/// falls in magnitude and so shows the rank.</summary>
/// <remarks>P. Businger, G. H. Golub, "Linear least squares solutions by Householder transformations", Numer. Math. 7 (1965). The
/// norms of what is left of the columns are updated, and computed anew where the update cancels: Z. Drmač, Z. Bujanović, "On the
/// failure of rank-revealing QR factorization software", ACM TOMS 35 (2008).</remarks>
internal sealed class PivotedQr
{
    // What is left of a column's squared norm may be trusted while it is more than this part of what it was.
    private const double TrustedPart = 1e-8;

    private readonly double[] _a;
    private readonly double[] _scales;
    private readonly double[] _norms;
    private readonly double[] _references;
    private readonly int[] _permutation;

    /// <summary>Makes room for matrices up to a size.</summary>
    /// <param name="maxRows">The largest number of rows.</param>
    /// <param name="maxColumns">The largest number of columns.</param>
    public PivotedQr(int maxRows, int maxColumns)
    {
        _a = new double[checked(maxRows * maxColumns)];
        _scales = new double[maxColumns];
        _norms = new double[maxColumns];
        _references = new double[maxColumns];
        _permutation = new int[maxColumns];
    }

    /// <summary>The number of rows of the matrix.</summary>
    public int Rows { get; private set; }

    /// <summary>The number of its columns.</summary>
    public int Columns { get; private set; }

    /// <summary>The number of rows of R that aren't structurally 0.</summary>
    public int Steps => Math.Min(Rows, Columns);

    /// <summary>Column k of R belongs to this column of the matrix.</summary>
    public ReadOnlySpan<int> Permutation => _permutation.AsSpan(0, Columns);

    /// <summary>Begins a matrix; its columns are then written.</summary>
    /// <param name="rows">The number of rows.</param>
    /// <param name="columns">The number of columns.</param>
    public void Resize(int rows, int columns) => (Rows, Columns) = (rows, columns);

    /// <summary>A column to write before <see cref="Factor"/>.</summary>
    /// <param name="j">Its index.</param>
    /// <returns>The column.</returns>
    public Span<double> Column(int j) => _a.AsSpan(j * Rows, Rows);

    /// <summary>An element of R.</summary>
    /// <param name="i">The row, at most <paramref name="k"/>.</param>
    /// <param name="k">The column, in the order of the pivots.</param>
    /// <returns>The element.</returns>
    public double R(int i, int k) => _a[k * Rows + i];

    /// <summary>The number of diagonal elements of R above a part of the first; 0 for a matrix of zeros.</summary>
    /// <param name="tolerance">The part.</param>
    /// <returns>The rank.</returns>
    public int Rank(double tolerance)
    {
        int rank = 0;
        while (rank < Steps && Math.Abs(R(rank, rank)) > tolerance * Math.Abs(R(0, 0)))
            rank++;
        return rank;
    }

    /// <summary>Factors the matrix in place.</summary>
    public void Factor()
    {
        for (int j = 0; j < Columns; j++)
        {
            _permutation[j] = j;
            _norms[j] = _references[j] = EuclideanNorm.Of(Column(j));
        }

        for (int k = 0; k < Steps; k++)
        {
            BringForward(k);
            Reflect(k);
            for (int j = k + 1; j < Columns; j++)
            {
                Apply(k, Column(j));
                Downdate(k, j);
            }
        }
    }

    /// <summary>v ← Qᵀ·v.</summary>
    /// <param name="v">A vector as long as a column.</param>
    public void ApplyTranspose(Span<double> v)
    {
        for (int k = 0; k < Steps; k++)
            Apply(k, v);
    }

    /// <summary>v ← Q·v.</summary>
    /// <param name="v">A vector as long as a column.</param>
    public void Apply(Span<double> v)
    {
        for (int k = Steps - 1; k >= 0; k--)
            Apply(k, v);
    }

    private void BringForward(int k)
    {
        int best = k;
        for (int j = k + 1; j < Columns; j++)
        {
            if (_norms[j] > _norms[best])
                best = j;
        }

        if (best == k)
            return;
        Span<double> a = Column(k), b = Column(best);
        for (int i = 0; i < Rows; i++)
            (a[i], b[i]) = (b[i], a[i]);
        (_permutation[k], _permutation[best]) = (_permutation[best], _permutation[k]);
        (_norms[best], _references[best]) = (_norms[k], _references[k]);
    }

    // H = I - v·vᵀ / v₀ with v = x / α + e₀, α = ±|x| of the sign of x₀: H·x = -α·e₀. The tail of v stands below the diagonal,
    // v₀ in the array of scales, R's diagonal in its place.
    private void Reflect(int k)
    {
        Span<double> x = Column(k)[k..];
        double norm = EuclideanNorm.Of(x);
        if (norm == 0)
        {
            _scales[k] = 0;
            return;
        }

        double alpha = x[0] < 0 ? -norm : norm;
        for (int i = 0; i < x.Length; i++)
            x[i] /= alpha;
        _scales[k] = x[0] + 1;
        x[0] = -alpha;
    }

    private void Apply(int k, Span<double> v)
    {
        double first = _scales[k];
        if (first == 0)
            return;
        ReadOnlySpan<double> reflector = Column(k)[(k + 1)..];
        Span<double> tail = v[(k + 1)..];
        double factor = v[k] + ColumnMath.Dot(reflector, tail) / first;
        v[k] -= factor * first;
        ColumnMath.AddScaled(-factor, reflector, tail);
    }

    private void Downdate(int k, int j)
    {
        if (_norms[j] == 0)
            return;
        double part = Math.Abs(R(k, j)) / _norms[j];
        double left = Math.Max(0, (1 - part) * (1 + part));
        double sinceReference = _norms[j] / _references[j];
        if (left * sinceReference * sinceReference > TrustedPart)
            _norms[j] *= Math.Sqrt(left);
        else
            _norms[j] = _references[j] = EuclideanNorm.Of(Column(j)[(k + 1)..]);
    }
}
