namespace DiffGen.Minimizers;

/// <summary>The minimum of gᵀp + ½·pᵀ·B·p within ‖p‖ ≤ Δ, for a small symmetric matrix B that need not be positive
/// definite.</summary>
/// <remarks>
/// <para>p solves it exactly where (B + λ·I)·p = -g with λ ≥ 0, λ·(Δ - ‖p‖) = 0 and B + λ·I positive semidefinite. λ is found by
/// Newton's method on 1/‖p(λ)‖ - 1/Δ = 0 with Cholesky factors, between bounds that each iteration tightens. In the hard
/// case, where g has no part along the eigenvector z of the least eigenvalue and ‖p(λ)‖ stays below Δ, p + τ·z on the
/// boundary is taken. J. J. Moré, D. C. Sorensen, "Computing a trust region step", SIAM J. Sci. Stat. Comput. 4 (1983);
/// A. R. Conn, N. I. M. Gould, P. L. Toint, "Trust-region methods", 2000, algorithm 7.3.4.</para>
/// <para>It ends where ‖p‖ is within 1 % of Δ, or the hard case's step is within 1 % of the best decrease.</para>
/// </remarks>
/// <param name="dimension">The number of variables.</param>
internal sealed class MoreSorensen(int dimension)
{
    private const double Easy = 0.01;
    private const double Hard = 0.01;
    private const int MaxFactorisations = 60;

    private readonly Cholesky _cholesky = new(dimension);
    private readonly double[] _work = new double[dimension];
    private double _low;
    private double _high;

    /// <summary>Solves the problem.</summary>
    /// <param name="matrix">B, row-major.</param>
    /// <param name="gradient">g.</param>
    /// <param name="radius">Δ.</param>
    /// <param name="p">Receives the step.</param>
    public void Solve(ReadOnlySpan<double> matrix, ReadOnlySpan<double> gradient, double radius, Span<double> p)
    {
        Bound(matrix, VectorMath.Norm(gradient) / radius);
        double lambda = _low == 0 ? 0 : Between();
        bool has = false;
        for (int i = 0; i < MaxFactorisations; i++)
        {
            if (!_cholesky.TryFactor(matrix, lambda))
            {
                _cholesky.FailingVector(_work);
                _low = Math.Max(_low, lambda + _cholesky.Failure.Deficit / VectorMath.Dot(_work, _work));
                lambda = Between();
                continue;
            }

            VectorMath.Scale(-1, gradient, p);
            _cholesky.Solve(p);
            double decrease = VectorMath.Dot(p, p);
            _cholesky.SolveTransposed(p);
            double length = VectorMath.Norm(p);
            has = true;
            if ((lambda == 0 && length <= radius) || Math.Abs(length - radius) <= Easy * radius)
                break;

            p.CopyTo(_work);
            _cholesky.Solve(_work);
            double ratio = length / VectorMath.Norm(_work);
            double newton = lambda + ratio * ratio * (length - radius) / radius;
            if (length > radius)
            {
                _low = lambda;
            }
            else
            {
                _high = lambda;
                double square = _cholesky.LeastSingular(_work);
                double tau = ToBoundary(p, radius, length);
                if (tau * tau * square <= Hard * (decrease + lambda * radius * radius))
                {
                    VectorMath.AddScaled(tau, _work, p);
                    return;
                }

                _low = Math.Max(_low, lambda - square);
            }

            lambda = newton > _low && newton < _high ? newton : Between();
        }

        if (!has)
            VectorMath.Scale(-1, gradient, p);
        double norm = VectorMath.Norm(p);
        if (norm > radius)
            VectorMath.Scale(radius / norm, p, p);
    }

    // λ lies in here by the circles of Gershgorin and the norms of B.
    private void Bound(ReadOnlySpan<double> matrix, double quotient)
    {
        double leastDiagonal = double.PositiveInfinity, least = double.PositiveInfinity, largest = double.NegativeInfinity;
        for (int i = 0; i < dimension; i++)
        {
            double diagonal = matrix[i * dimension + i], others = 0;
            for (int j = 0; j < dimension; j++)
                others += j == i ? 0 : Math.Abs(matrix[i * dimension + j]);
            leastDiagonal = Math.Min(leastDiagonal, diagonal);
            least = Math.Min(least, diagonal - others);
            largest = Math.Max(largest, diagonal + others);
        }

        double norm = VectorMath.Norm(matrix);
        _low = Math.Max(0, Math.Max(-leastDiagonal, quotient - Math.Min(largest, norm)));

        // A little more than the bound: in the hard case B + λ·I is singular at it.
        _high = Math.Max(0, 1.01 * (quotient + Math.Min(-least, norm)));
    }

    private double Between() => Math.Max(Math.Sqrt(_low) * Math.Sqrt(_high), _low + 0.01 * (_high - _low));

    // The τ of least magnitude with ‖p + τ·z‖ = Δ, for a unit vector z.
    private double ToBoundary(ReadOnlySpan<double> p, double radius, double length)
    {
        double b = VectorMath.Dot(p, _work);
        double c = (radius - length) * (radius + length);
        double root = Math.Sqrt(b * b + c);
        return b > 0 ? c / (b + root) : b < 0 ? -c / (root - b) : root;
    }
}
