using DiffGen.Numerics;

namespace DiffGen.Minimizers;

/// <summary>
/// Limited-memory BFGS: a quasi-Newton method for smooth functions of many variables, which keeps the last few steps instead
/// of a matrix.
/// </summary>
/// <remarks>D. C. Liu, J. Nocedal, "On the limited memory BFGS method for large scale optimization", Math. Programming 45
/// (1989), with a line search for the strong Wolfe conditions. Deterministic. An instance holds only options: it may be used
/// again, and by several threads.</remarks>
/// <example>
/// <code>
/// MinimizationResult result = new Lbfgs { GradientTolerance = 1e-10 }.Minimize(Rosenbrock.ValueGradient, [-1.2, 1.0]);
/// </code>
/// </example>
public sealed class Lbfgs : IMinimizer
{
    /// <summary>The number of past steps kept, at least 1; 10 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public int History
    {
        get;
        init => field = Require.AtLeast(value, 1);
    } = 10;

    /// <summary>The largest number of iterations, at least 0; 1000 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public int MaxIterations
    {
        get;
        init => field = Require.AtLeast(value, 0);
    } = 1000;

    /// <summary>The largest number of calls of the function, at least 1; 20 000 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public int MaxEvaluations
    {
        get;
        init => field = Require.AtLeast(value, 1);
    } = 20_000;

    /// <summary>Converged when max |∂f/∂xᵢ| is at most this, at least 0; 10⁻⁸ by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public double GradientTolerance
    {
        get;
        init => field = Require.NonNegative(value);
    } = 1e-8;

    /// <summary>Converged when an iteration changes the value by at most this part of its magnitude,
    /// |f - f'| ≤ tolerance · max(|f|, |f'|); at least 0; 0, that is never, by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public double FunctionTolerance
    {
        get;
        init => field = Require.NonNegative(value);
    }

    /// <inheritdoc/>
    public MinimizationResult Minimize(GradientFunction<double> f, ReadOnlySpan<double> x0)
    {
        ArgumentNullException.ThrowIfNull(f);
        return new LbfgsRun(this, f, x0).Run();
    }
}
