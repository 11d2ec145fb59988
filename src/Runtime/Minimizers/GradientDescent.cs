namespace DiffGen.Minimizers;

/// <summary>
/// Gradient descent: x ← x - α·g. Simple and slow: the number of iterations grows with the condition of the second
/// derivatives. A baseline, and a choice where gradients are too rough for anything else.
/// </summary>
/// <remarks>
/// <para>By default α is found by backtracking from the step of J. Barzilai, J. M. Borwein, "Two-point step size gradient
/// methods", IMA J. Numer. Anal. 8 (1988): sᵀs / sᵀy of the last step s and change of gradient y, or twice the last α where
/// sᵀy isn't positive; L. Armijo, Pacific J. Math. 16 (1966) is the condition.</para>
/// <para>For a fixed step, <c>LineSearch = new FixedStep(0.01)</c>: the search ends with
/// <see cref="StopReason.NoDecrease"/> where that step doesn't lower the value. It converges for α below 2 / L, L being the
/// largest second derivative. Deterministic.</para>
/// </remarks>
public sealed class GradientDescent : LineSearchMinimizer, IMinimizer
{
    private static readonly LineSearch Backtracking = new ArmijoBacktracking { Expansion = 4 };

    /// <inheritdoc/>
    public MinimizationResult Minimize(GradientFunction<double> f, ReadOnlySpan<double> x0)
    {
        ArgumentNullException.ThrowIfNull(f);
        var run = new MinimizationRun(this);
        return new DescentRun(run, new Objective(f, run), LineSearch ?? Backtracking, new SteepestDirection(), x0.Length).Minimize(x0);
    }
}
