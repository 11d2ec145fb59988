using DiffGen.Numerics;

namespace DiffGen.Minimizers;

/// <summary>The user's residuals and Jacobian, with the loss applied.</summary>
/// <param name="jacobian">Residuals with their Jacobian, or with its values by <paramref name="pattern"/>.</param>
/// <param name="residuals">Residuals alone, or <c>null</c>.</param>
/// <param name="residualCount">The number of residuals.</param>
/// <param name="parameterCount">The number of parameters.</param>
/// <param name="pattern">The pattern of a sparse Jacobian; <c>null</c> for a dense one.</param>
/// <param name="loss">A robust loss, or <c>null</c>.</param>
internal sealed class LeastSquaresProblem(
    JacobianFunction<double> jacobian,
    ResidualFunction<double>? residuals,
    int residualCount,
    int parameterCount,
    SparsityPattern? pattern,
    RobustLoss? loss)
{
    /// <summary>The number of residuals.</summary>
    public int ResidualCount => residualCount;

    /// <summary>The number of parameters.</summary>
    public int ParameterCount => parameterCount;

    /// <summary>The pattern of a sparse Jacobian; <c>null</c> for a dense one.</summary>
    public SparsityPattern? Pattern => pattern;

    /// <summary>Whether residuals can be evaluated without the Jacobian.</summary>
    public bool HasOwnResiduals => residuals is not null;

    /// <summary>The robust loss, or <c>null</c>.</summary>
    public RobustLoss? Loss => loss;

    /// <summary>A point to evaluate at.</summary>
    /// <returns>The point.</returns>
    public LeastSquaresPoint NewPoint()
        => new(parameterCount, residualCount, pattern?.Count ?? checked(residualCount * parameterCount));

    /// <summary>Evaluates residuals and cost, by the cheaper function where there is one.</summary>
    /// <param name="point">Has the parameters.</param>
    /// <returns>Whether the cost is finite.</returns>
    public bool EvaluateCost(LeastSquaresPoint point)
    {
        if (residuals is null)
            return EvaluateAll(point);
        residuals(point.X, point.Residuals);
        point.HasJacobian = false;
        return SetCost(point);
    }

    /// <summary>Evaluates everything.</summary>
    /// <param name="point">Has the parameters.</param>
    /// <returns>Whether the cost is finite.</returns>
    public bool EvaluateAll(LeastSquaresPoint point)
    {
        jacobian(point.X, point.Residuals, point.Jacobian);
        bool isFinite = SetCost(point);
        SetGradient(point);
        point.HasJacobian = isFinite && Finite.All<double>(point.Jacobian) && Finite.All<double>(point.Gradient);
        return isFinite;
    }

    /// <summary>By how much the cost falls from one point to another. The differences are summed, not the costs
    /// subtracted: near a minimum the costs agree in most digits.</summary>
    /// <param name="from">A point with residuals.</param>
    /// <param name="to">Another.</param>
    /// <returns>The reduction.</returns>
    public double Reduction(LeastSquaresPoint from, LeastSquaresPoint to)
    {
        double sum = 0;
        for (int i = 0; i < residualCount; i++)
        {
            double a = from.Residuals[i], b = to.Residuals[i];
            if (loss is null)
                sum += (a - b) * (a + b);
            else
                sum += RhoOf(a, out _, out _) - RhoOf(b, out _, out _);
        }

        return 0.5 * sum;
    }

    /// <summary>∂cost/∂rᵢ, and the second derivative with respect to rᵢ.</summary>
    /// <param name="residual">The residual rᵢ.</param>
    /// <param name="curvature">Receives ρ'(z) + 2z·ρ''(z); 1 without a loss.</param>
    /// <param name="weight">Receives ρ'(z); 1 without a loss.</param>
    /// <returns>ρ'(z)·rᵢ.</returns>
    public double Influence(double residual, out double curvature, out double weight)
    {
        if (loss is null)
        {
            (curvature, weight) = (1, 1);
            return residual;
        }

        RhoOf(residual, out weight, out double second);
        curvature = weight + 2 * Z(residual) * second;
        return weight * residual;
    }

    // c²·ρ(z).
    private double RhoOf(double residual, out double first, out double second)
        => loss!.Scale * loss.Scale * loss.Evaluate(Z(residual), out first, out second);

    // (r/c)², kept finite.
    private double Z(double residual)
    {
        double ratio = residual / loss!.Scale;
        return Math.Min(ratio * ratio, double.MaxValue);
    }

    private bool SetCost(LeastSquaresPoint point)
    {
        double sum = 0;
        bool isFinite = true;
        foreach (double r in point.Residuals)
        {
            isFinite &= double.IsFinite(r);
            sum += loss is null || !isFinite ? r * r : RhoOf(r, out _, out _);
        }

        point.Cost = 0.5 * sum;
        return isFinite && double.IsFinite(sum);
    }

    // Σᵢ ρ'(zᵢ)·rᵢ·∂rᵢ/∂x.
    private void SetGradient(LeastSquaresPoint point)
    {
        double[] gradient = point.Gradient;
        Array.Clear(gradient);
        for (int i = 0; i < residualCount; i++)
        {
            double influence = Influence(point.Residuals[i], out _, out _);
            if (pattern is null)
            {
                ColumnMath.AddScaled(influence, point.Jacobian.AsSpan(i * parameterCount, parameterCount), gradient);
                continue;
            }

            for (int e = pattern.RowStarts[i]; e < pattern.RowStarts[i + 1]; e++)
                gradient[pattern.Columns[e]] += influence * point.Jacobian[e];
        }
    }
}
