using DiffGen.Numerics;

namespace DiffGen.Minimizers;

/// <summary>
/// L-BFGS-B: limited-memory BFGS for smooth functions of many variables under bounds lower ≤ x ≤ upper.
/// </summary>
/// <remarks>
/// <para>R. H. Byrd, P. Lu, J. Nocedal, C. Zhu, "A limited memory algorithm for bound constrained optimization", SIAM J. Sci.
/// Comput. 16 (1995): an iteration finds the generalised Cauchy point of a quadratic model (<see cref="CauchyPoint"/>),
/// minimises the model over the variables that it leaves free (<see cref="SubspaceMinimum"/>), and searches along the line
/// there, by <see cref="MoreThuente"/> unless told otherwise, as far as the box reaches. Without pairs in memory the direction is
/// the projected gradient.</para>
/// <para>Its gradient norm is that of the projected gradient, max |P(xᵢ - ∂f/∂xᵢ) - xᵢ|, P being the projection into the box.
/// The function is evaluated inside the box only. Deterministic.</para>
/// </remarks>
/// <example>
/// <code>
/// MinimizationResult result = new LbfgsB().Minimize(f, x0: [1, 1], lower: [0, 0], upper: [2, double.PositiveInfinity]);
/// </code>
/// </example>
public sealed class LbfgsB : LineSearchMinimizer, IMinimizer
{
    private static readonly LineSearch Wolfe = new MoreThuente();

    /// <summary>The number of past steps kept, at least 1; 10 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public int History
    {
        get;
        init => field = Require.AtLeast(value, 1);
    } = 10;

    /// <summary>Looks for a local minimum without bounds.</summary>
    /// <inheritdoc/>
    public MinimizationResult Minimize(GradientFunction<double> f, ReadOnlySpan<double> x0)
    {
        double[] lower = new double[x0.Length], upper = new double[x0.Length];
        Array.Fill(lower, double.NegativeInfinity);
        Array.Fill(upper, double.PositiveInfinity);
        return Minimize(f, x0, lower, upper);
    }

    /// <summary>Looks for a local minimum in a box.</summary>
    /// <param name="f">The function with its gradient.</param>
    /// <param name="x0">The point to start from; not changed. Outside the box, its projection is taken.</param>
    /// <param name="lower">The lower bounds, as many as variables; minus infinity for none.</param>
    /// <param name="upper">The upper bounds, as many as variables; plus infinity for none.</param>
    /// <returns>The best point found, and why the search stopped there.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="f"/> is <c>null</c>.</exception>
    /// <exception cref="ArgumentException">The number of bounds is wrong, a bound is NaN, <paramref name="lower"/> is plus infinity
    /// or above <paramref name="upper"/>, or <paramref name="upper"/> is minus infinity somewhere.</exception>
    public MinimizationResult Minimize(
        GradientFunction<double> f, ReadOnlySpan<double> x0, ReadOnlySpan<double> lower, ReadOnlySpan<double> upper)
    {
        ArgumentNullException.ThrowIfNull(f);
        var box = new Box(lower, upper, x0.Length);
        return new LbfgsBRun(this, LineSearch ?? Wolfe, f, box, x0.Length).Minimize(x0);
    }
}
