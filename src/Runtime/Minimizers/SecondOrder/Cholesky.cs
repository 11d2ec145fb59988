namespace DiffGen.Minimizers;

/// <summary>The factor L of A + λ·I = L·Lᵀ, of small dense matrices, row-major.</summary>
/// <param name="dimension">The number of rows.</param>
internal sealed class Cholesky(int dimension)
{
    private readonly double[] _factor = new double[dimension * dimension];

    /// <summary>The first row at which the factorisation found A + λ·I not positive definite, and what was missing there: λ has
    /// to be larger than before by at least <c>Deficit</c> / ‖v‖², v being what <see cref="FailingVector"/> gives.</summary>
    public (int Row, double Deficit) Failure { get; private set; }

    /// <summary>Factors a matrix.</summary>
    /// <param name="matrix">A, symmetric, row-major.</param>
    /// <param name="shift">λ.</param>
    /// <returns>Whether A + λ·I is positive definite.</returns>
    public bool TryFactor(ReadOnlySpan<double> matrix, double shift)
    {
        for (int i = 0; i < dimension; i++)
        {
            Span<double> row = Row(i);
            for (int j = 0; j < i; j++)
                row[j] = (matrix[i * dimension + j] - VectorMath.Dot(row[..j], Row(j)[..j])) / Row(j)[j];
            double square = matrix[i * dimension + i] + shift - VectorMath.Dot(row[..i], row[..i]);
            if (!(square > 0))
            {
                Failure = (i, -square);
                return false;
            }

            row[i] = Math.Sqrt(square);
        }

        return true;
    }

    /// <summary>v with (A + λ·I)·v = -deficit·e in the leading rows up to the failing one, and 0 beyond.</summary>
    /// <param name="v">Receives the vector.</param>
    public void FailingVector(Span<double> v)
    {
        int last = Failure.Row;
        v.Clear();
        v[last] = 1;
        VectorMath.Scale(-1, Row(last)[..last], v[..last]);
        SolveTransposed(v[..last]);
    }

    /// <summary>x ← L⁻¹·x.</summary>
    /// <param name="x">The vector; may be shorter than the matrix, for its leading part.</param>
    public void Solve(Span<double> x)
    {
        for (int i = 0; i < x.Length; i++)
            x[i] = (x[i] - VectorMath.Dot(Row(i)[..i], x[..i])) / Row(i)[i];
    }

    /// <summary>x ← L⁻ᵀ·x.</summary>
    /// <inheritdoc cref="Solve"/>
    public void SolveTransposed(Span<double> x)
    {
        for (int i = x.Length - 1; i >= 0; i--)
        {
            x[i] /= Row(i)[i];
            VectorMath.AddScaled(-x[i], Row(i)[..i], x[..i]);
        }
    }

    /// <summary>Approximates the unit vector z with the least ‖Lᵀ·z‖.</summary>
    /// <remarks>The right side of L·w = e is chosen component by component among ±1 to make w large, as in A. K. Cline, C. B.
    /// Moler, G. W. Stewart, J. H. Wilkinson, SIAM J. Numer. Anal. 16 (1979); then Lᵀ·z = w, and one step of inverse
    /// iteration.</remarks>
    /// <param name="z">Receives the vector.</param>
    /// <returns>‖Lᵀ·z‖².</returns>
    public double LeastSingular(Span<double> z)
    {
        for (int i = 0; i < dimension; i++)
        {
            double sum = VectorMath.Dot(Row(i)[..i], z[..i]);
            z[i] = ((sum > 0 ? -1 : 1) - sum) / Row(i)[i];
        }

        SolveTransposed(z);
        VectorMath.Scale(1 / VectorMath.Norm(z), z, z);
        Solve(z);
        SolveTransposed(z);
        VectorMath.Scale(1 / VectorMath.Norm(z), z, z);

        double square = 0;
        for (int j = 0; j < dimension; j++)
        {
            double sum = 0;
            for (int i = j; i < dimension; i++)
                sum += Row(i)[j] * z[i];
            square += sum * sum;
        }

        return square;
    }

    private Span<double> Row(int i) => _factor.AsSpan(i * dimension, dimension);
}
