namespace DiffGen.Minimizers;

/// <summary>The problem linearized at a point: min ½·|J·s + r|² + ½·μ·|D·s|², with J and r corrected for the loss, for one
/// damping μ after another.</summary>
/// <remarks>
/// <para>D has the norms of the columns of J, the largest so far, so that nothing depends on the units of the
/// parameters, and a parameter that has lost its influence can't fly off: J. J. Moré, "The
/// Levenberg–Marquardt algorithm: implementation and theory", Lecture Notes in Mathematics 630 (1978).</para>
/// <para>With a loss, row i of J is multiplied by wᵢ and rᵢ by ρ'/wᵢ, wᵢ² = ρ' + 2z·ρ'': the gradient is that of the cost, JᵀJ its
/// second derivative but for the curvature of the residuals (Triggs and others, "Bundle adjustment: a modern synthesis" (2000),
/// section 4.3). wᵢ² is at least a tenth of ρ', which keeps the model convex and outliers in it.</para>
/// </remarks>
internal abstract class Linearization(LeastSquaresProblem problem)
{
    /// <summary>Where J doesn't have full rank, this takes the place of no damping: 10⁻⁶ of the norms of the columns.</summary>
    public const double LeastDamping = 1e-12;

    private const double LeastCurvature = 0.1;

    private readonly double[] _norms = new double[problem.ParameterCount];

    /// <summary>wᵢ.</summary>
    private protected double[] Weights { get; } = new double[problem.ResidualCount];

    /// <summary>ρ'·rᵢ/wᵢ.</summary>
    private protected double[] Corrected { get; } = new double[problem.ResidualCount];

    /// <summary>The diagonal of D.</summary>
    public double[] Scale { get; } = new double[problem.ParameterCount];

    /// <summary>Linearizes at a point.</summary>
    /// <param name="point">A point with Jacobian.</param>
    public void Update(LeastSquaresPoint point)
    {
        for (int i = 0; i < problem.ResidualCount; i++)
        {
            double influence = problem.Influence(point.Residuals[i], out double curvature, out double weight);
            Weights[i] = Math.Sqrt(Math.Max(curvature, LeastCurvature * weight));
            Corrected[i] = Weights[i] > 0 ? influence / Weights[i] : 0;
        }

        Load(point);
    }

    /// <summary>Solves the damped problem.</summary>
    /// <param name="damping">μ, at least 0. Where J doesn't have full rank, 0 stands for the least damping that is safe.</param>
    /// <param name="isFixed">Which parameters move as <paramref name="step"/> says.</param>
    /// <param name="step">Has the steps of the fixed parameters; receives those of the others.</param>
    /// <returns>Whether it could be solved in the precision there is.</returns>
    public abstract bool Solve(double damping, ReadOnlySpan<bool> isFixed, Span<double> step);

    /// <summary>|J·s|².</summary>
    /// <param name="point">The point linearized at.</param>
    /// <param name="step">s.</param>
    /// <returns>The square of the norm.</returns>
    public double ProductNormSquared(LeastSquaresPoint point, ReadOnlySpan<double> step)
    {
        double sum = 0;
        for (int i = 0; i < problem.ResidualCount; i++)
        {
            double product = Weights[i] * RowProduct(point, i, step);
            sum += product * product;
        }

        return sum;
    }

    /// <summary>Takes in a Jacobian; weights and corrected residuals are there.</summary>
    /// <param name="point">A point with Jacobian.</param>
    private protected abstract void Load(LeastSquaresPoint point);

    /// <summary>Takes the norm of a column of the corrected Jacobian into D.</summary>
    /// <param name="j">The column.</param>
    /// <param name="norm">Its norm.</param>
    /// <returns>Dⱼ; 1 while a column is 0.</returns>
    private protected double UpdateScale(int j, double norm)
    {
        _norms[j] = Math.Max(_norms[j], norm);
        return Scale[j] = _norms[j] > 0 ? _norms[j] : 1;
    }

    private double RowProduct(LeastSquaresPoint point, int i, ReadOnlySpan<double> step)
    {
        if (problem.Pattern is not { } pattern)
            return VectorMath.Dot(point.Jacobian.AsSpan(i * step.Length, step.Length), step);
        double sum = 0;
        for (int e = pattern.RowStarts[i]; e < pattern.RowStarts[i + 1]; e++)
            sum += point.Jacobian[e] * step[pattern.Columns[e]];
        return sum;
    }
}
