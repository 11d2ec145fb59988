using DiffGen.Numerics;

namespace DiffGen.Minimizers;

/// <summary>How well a fit determines its parameters; computed when it is asked for.</summary>
internal sealed class ParameterStatistics
{
    /// <summary>Computes it.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="point">The solution.</param>
    /// <param name="isAtBound">The parameters at a bound, which count as known.</param>
    public ParameterStatistics(LeastSquaresProblem problem, LeastSquaresPoint point, bool[] isAtBound)
    {
        int n = problem.ParameterCount;
        bool isFinite = point.HasJacobian && Finite.All<double>(point.Jacobian);
        ParameterCovariance inverse = !isFinite
            ? ParameterCovariance.Dense([], 0, isAtBound)
            : problem.Pattern is { } pattern
                ? ParameterCovariance.Sparse(point.Jacobian, pattern, isAtBound)
                : ParameterCovariance.Dense(point.Jacobian, problem.ResidualCount, isAtBound);
        Rank = inverse.Rank;
        DegreesOfFreedom = Math.Max(0, problem.ResidualCount - Rank);
        Variance = isFinite ? VarianceOf(problem, point) : double.NaN;
        Covariance = new double[n, n];
        StandardErrors = new double[n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
                Covariance[i, j] = Variance * inverse.Matrix[i, j];
            StandardErrors[i] = Math.Sqrt(Variance) * Math.Sqrt(inverse.Matrix[i, i]);
        }
    }

    /// <summary>The number of independent parameters.</summary>
    public int Rank { get; }

    /// <summary>The number of residuals less <see cref="Rank"/>, at least 0.</summary>
    public int DegreesOfFreedom { get; }

    /// <summary>The variance of a residual; NaN without a degree of freedom.</summary>
    public double Variance { get; }

    /// <summary>Variance · (JᵀJ)⁻¹.</summary>
    public double[,] Covariance { get; }

    /// <summary>The roots of its diagonal.</summary>
    public double[] StandardErrors { get; }

    // Σr²/(m - p). With a loss K²·(Σψ²/(m - p))/(mean ψ')², ψ = ρ'·r, K = 1 + (p/m)·var ψ'/(mean ψ')²: P. J. Huber, "Robust
    // statistics" (1981), section 7.6.
    private double VarianceOf(LeastSquaresProblem problem, LeastSquaresPoint point)
    {
        int m = problem.ResidualCount;
        if (DegreesOfFreedom == 0)
            return double.NaN;
        double influences = 0, slopes = 0, squares = 0;
        foreach (double r in point.Residuals)
        {
            double influence = problem.Influence(r, out double slope, out _);
            influences += influence * influence;
            slopes += slope;
            squares += slope * slope;
        }

        double variance = influences / DegreesOfFreedom;
        if (problem.Loss is null)
            return variance;
        double mean = slopes / m;
        if (!(mean > 0))
            return double.NaN;
        double spread = Math.Max(0, squares / m - mean * mean);
        double correction = 1 + (double)Rank / m * spread / (mean * mean);
        return correction * correction * variance / (mean * mean);
    }
}
