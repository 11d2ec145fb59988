using DiffGen.Numerics;

namespace DiffGen.Minimizers;

/// <summary>A minimizer of ½·Σ rᵢ(x)² for residual functions r with a Jacobian; with bounds on the parameters and robust losses.
/// Weights are the user's: a residual is divided by its standard deviation.</summary>
/// <remarks>
/// <para><b>Stopping.</b> The value that the rules of <see cref="Minimizer"/> speak of is the cost ½·Σ rᵢ², or that of the loss. By
/// default only <see cref="Minimizer.ParameterTolerance"/> is on, with 10⁻¹¹, and it is stricter here: a step that neither damping
/// nor a trust region shortens, sⱼ, must satisfy |sⱼ| ≤ tolerance · |xⱼ| for every parameter (where |xⱼ| is less than the part
/// <i>tolerance</i> of the largest so far, of that part), whether it then lowers the cost or not. The test depends neither on the
/// unit of a parameter nor on that of the residuals. <see cref="Minimizer.GradientTolerance"/> is 0 by default since a gradient has
/// units: only one of exactly 0 ends the search.</para>
/// <para>Near a minimum rounding errors hide the last decreases of the cost. There a step is accepted as well if it lowers the gradient,
/// or if undamped steps halve each time; when none is, and the linearized problem promises at most 10⁻¹⁰ of the cost, or no column of
/// J has a cosine above 10⁻⁸ with the residuals, the reason is <see cref="StopReason.FunctionTolerance"/>, else
/// <see cref="StopReason.NoDecrease"/>.</para>
/// <para>A trial point with a residual that is NaN or infinite is a step too far, like one that doesn't lower the cost.</para>
/// <para><b>Bounds.</b> Every point evaluated is within the bounds; a starting point outside is moved to the nearest inside. A parameter
/// at a bound whose gradient points out of it stays there; of a step that would cross bounds the parameters that do are set to
/// them, and the step of the others is computed again.</para>
/// <para>More parameters than residuals are fine: of the many solutions the one found depends on the start.</para>
/// <para>An instance holds only options: it may be used again, and by several threads.</para>
/// </remarks>
public abstract class LeastSquaresMinimizer : Minimizer
{
    /// <summary>Sets the defaults, which differ from those of other minimizers.</summary>
    private protected LeastSquaresMinimizer()
    {
        GradientTolerance = 0;
        ParameterTolerance = 1e-11;
    }

    /// <summary>The lowest value of each parameter, minus infinity for none; <c>null</c>, that is no bounds, by default.
    /// Copied.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A bound is NaN or plus infinity.</exception>
    public IReadOnlyList<double>? LowerBounds
    {
        get;
        init => field = Checked(value, double.PositiveInfinity, nameof(LowerBounds));
    }

    /// <summary>The highest value of each parameter, infinity for none; <c>null</c>, that is no bounds, by default.
    /// Copied.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A bound is NaN or minus infinity.</exception>
    public IReadOnlyList<double>? UpperBounds
    {
        get;
        init => field = Checked(value, double.NegativeInfinity, nameof(UpperBounds));
    }

    /// <summary>Lets large residuals count less; <c>null</c>, that is ordinary least squares, by default.</summary>
    public RobustLoss? Loss { get; init; }

    /// <summary>Looks for a local minimum.</summary>
    /// <param name="jacobian">The residuals with their Jacobian, row-major, residuals × parameters: a generated
    /// <c>MJacobian</c>.</param>
    /// <param name="residualCount">The number of residuals, at least 0.</param>
    /// <param name="x0">The point to start from; not changed.</param>
    /// <returns>The best point found, why the search stopped there, and how well the parameters are determined. That it didn't
    /// converge is a result, not an exception.</returns>
    /// <exception cref="ArgumentNullException">A function is <c>null</c>.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="residualCount"/> is negative.</exception>
    /// <exception cref="ArgumentException">The bounds aren't as many as the parameters, or a lower one is above the
    /// upper.</exception>
    public LeastSquaresResult Minimize(JacobianFunction<double> jacobian, int residualCount, ReadOnlySpan<double> x0)
        => Run(jacobian, null, residualCount, null, x0);

    /// <param name="jacobian">The residuals with their Jacobian, row-major, residuals × parameters: a generated
    /// <c>MJacobian</c>.</param>
    /// <param name="residuals">The residuals alone, for points of which the Jacobian isn't needed.</param>
    /// <param name="residualCount">The number of residuals, at least 0.</param>
    /// <param name="x0">The point to start from; not changed.</param>
    /// <inheritdoc cref="Minimize(JacobianFunction{double}, int, ReadOnlySpan{double})"/>
    public LeastSquaresResult Minimize(
        JacobianFunction<double> jacobian, ResidualFunction<double> residuals, int residualCount, ReadOnlySpan<double> x0)
    {
        ArgumentNullException.ThrowIfNull(residuals);
        return Run(jacobian, residuals, residualCount, null, x0);
    }

    /// <summary>Looks for a local minimum, by sparse normal equations. These lose half of the digits that QR keeps: for parameters
    /// that are nearly dependent the dense form is the more accurate one.</summary>
    /// <param name="jacobian">The residuals with the values of their sparse Jacobian, in the order of
    /// <paramref name="pattern"/>.</param>
    /// <param name="pattern">Where the Jacobian has elements; it has a row per residual and a column per parameter.</param>
    /// <param name="x0">The point to start from; not changed.</param>
    /// <returns>As the dense form.</returns>
    /// <exception cref="ArgumentNullException">An argument is <c>null</c>.</exception>
    /// <exception cref="ArgumentException">The pattern doesn't have a column per parameter; the bounds aren't as many as the
    /// parameters, or a lower one is above the upper.</exception>
    public LeastSquaresResult Minimize(JacobianFunction<double> jacobian, SparsityPattern pattern, ReadOnlySpan<double> x0)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        return Run(jacobian, null, pattern.RowCount, pattern, x0);
    }

    /// <param name="jacobian">The residuals with the values of their sparse Jacobian, in the order of
    /// <paramref name="pattern"/>.</param>
    /// <param name="residuals">The residuals alone, for points of which the Jacobian isn't needed.</param>
    /// <param name="pattern">Where the Jacobian has elements; it has a row per residual and a column per parameter.</param>
    /// <param name="x0">The point to start from; not changed.</param>
    /// <inheritdoc cref="Minimize(JacobianFunction{double}, SparsityPattern, ReadOnlySpan{double})"/>
    public LeastSquaresResult Minimize(
        JacobianFunction<double> jacobian, ResidualFunction<double> residuals, SparsityPattern pattern, ReadOnlySpan<double> x0)
    {
        ArgumentNullException.ThrowIfNull(residuals);
        ArgumentNullException.ThrowIfNull(pattern);
        return Run(jacobian, residuals, pattern.RowCount, pattern, x0);
    }

    /// <summary>How the steps are found.</summary>
    /// <param name="parameters">The number of parameters.</param>
    /// <returns>The strategy of one run.</returns>
    private protected abstract StepStrategy NewStrategy(int parameters);

    private LeastSquaresResult Run(
        JacobianFunction<double> jacobian,
        ResidualFunction<double>? residuals,
        int residualCount,
        SparsityPattern? pattern,
        ReadOnlySpan<double> x0)
    {
        ArgumentNullException.ThrowIfNull(jacobian);
        ArgumentOutOfRangeException.ThrowIfNegative(residualCount);
        if (pattern is not null && pattern.ColumnCount != x0.Length)
        {
            throw new ArgumentException(
                $"The pattern must have a column per parameter, {x0.Length}, but has {pattern.ColumnCount}", nameof(pattern));
        }

        var problem = new LeastSquaresProblem(jacobian, residuals, residualCount, x0.Length, pattern, Loss);
        return new LeastSquaresRun(this, problem, BoxBounds.Of(LowerBounds, UpperBounds, x0.Length), NewStrategy(x0.Length), x0).Run();
    }

    private static double[]? Checked(IReadOnlyList<double>? bounds, double refused, string option)
    {
        if (bounds is null)
            return null;
        double[] copy = [.. bounds];
        foreach (double bound in copy)
        {
            if (double.IsNaN(bound) || bound == refused)
                throw new ArgumentOutOfRangeException(option, bound, $"{option} must be numbers other than {refused}");
        }

        return copy;
    }
}
