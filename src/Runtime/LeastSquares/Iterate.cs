namespace DiffGen.Minimizers;

/// <summary>Where a least-squares search is: the point, the problem linearized there, and which parameters bounds hold.</summary>
internal sealed class Iterate
{
    private readonly LeastSquaresProblem _problem;

    /// <summary>Makes room.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="bounds">The bounds.</param>
    public Iterate(LeastSquaresProblem problem, BoxBounds bounds)
    {
        _problem = problem;
        Bounds = bounds;
        Point = problem.NewPoint();
        Linearization = problem.Pattern is { } pattern
            ? new SparseLinearization(problem, pattern)
            : new DenseLinearization(problem, bounds.IsBounded);
        IsHeld = new bool[problem.ParameterCount];
        IsFixed = new bool[problem.ParameterCount];
    }

    /// <summary>The bounds.</summary>
    public BoxBounds Bounds { get; }

    /// <summary>The point.</summary>
    public LeastSquaresPoint Point { get; private set; }

    /// <summary>The problem linearized there.</summary>
    public Linearization Linearization { get; }

    /// <summary>Which parameters are at a bound that the negative gradient points out of.</summary>
    public bool[] IsHeld { get; }

    /// <summary>Which parameters the last step didn't choose freely: held ones, and those that it takes to a bound.</summary>
    public bool[] IsFixed { get; }

    /// <summary>Moves on to a point.</summary>
    /// <param name="next">A point.</param>
    /// <param name="isFinite">Whether it has a Jacobian; if not, nothing is linearized.</param>
    /// <returns>The old point, to be used again.</returns>
    public LeastSquaresPoint MoveTo(LeastSquaresPoint next, bool isFinite)
    {
        LeastSquaresPoint old = Point;
        Point = next;
        if (!isFinite)
            return old;
        for (int j = 0; j < IsHeld.Length; j++)
            IsHeld[j] = Bounds.Holds(j, next.X[j], next.Gradient[j]);
        Linearization.Update(next);
        return old;
    }

    /// <summary>The largest component of the gradient of the parameters that aren't held.</summary>
    /// <param name="point">A point with Jacobian.</param>
    /// <returns>The norm.</returns>
    public double GradientNorm(LeastSquaresPoint point)
    {
        double norm = 0;
        for (int j = 0; j < point.X.Length; j++)
        {
            if (!Bounds.Holds(j, point.X[j], point.Gradient[j]))
                norm = Math.Max(norm, Math.Abs(point.Gradient[j]));
        }

        return norm;
    }

    /// <summary>The same in units of D, so that it doesn't depend on those of the parameters.</summary>
    /// <param name="point">A point with Jacobian.</param>
    /// <returns>The norm.</returns>
    public double ScaledGradientNorm(LeastSquaresPoint point)
    {
        double norm = 0;
        for (int j = 0; j < point.X.Length; j++)
        {
            if (!Bounds.Holds(j, point.X[j], point.Gradient[j]))
                norm = Math.Max(norm, Math.Abs(point.Gradient[j]) / Linearization.Scale[j]);
        }

        return norm;
    }

    /// <summary>|D⁻¹·g| of the parameters that aren't held.</summary>
    /// <returns>The norm.</returns>
    public double ScaledGradientLength()
    {
        double sum = 0;
        for (int j = 0; j < IsHeld.Length; j++)
        {
            double component = IsHeld[j] ? 0 : Point.Gradient[j] / Linearization.Scale[j];
            sum += component * component;
        }

        return Math.Sqrt(sum);
    }

    /// <summary>By how much a step lowers the cost of the linearized problem: -gᵀs - ½·|J·s|².</summary>
    /// <param name="step">The step.</param>
    /// <returns>The reduction.</returns>
    public double Promise(ReadOnlySpan<double> step)
        => -VectorMath.Dot(Point.Gradient, step) - 0.5 * Linearization.ProductNormSquared(Point, step);

    /// <summary>|D·s|.</summary>
    /// <param name="step">The step.</param>
    /// <returns>The norm.</returns>
    public double ScaledNorm(ReadOnlySpan<double> step)
    {
        double sum = 0;
        for (int j = 0; j < step.Length; j++)
        {
            double component = Linearization.Scale[j] * step[j];
            sum += component * component;
        }

        return Math.Sqrt(sum);
    }
}
