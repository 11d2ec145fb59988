namespace DiffGen.Minimizers;

/// <summary>A deterministic minimizer of a smooth function.</summary>
public interface IMinimizer
{
    /// <summary>Looks for a local minimum.</summary>
    /// <param name="f">The function with its gradient.</param>
    /// <param name="x0">The point to start from; not changed.</param>
    /// <returns>The best point found, and why the search stopped there. That it didn't converge is a result, not an
    /// exception.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="f"/> is <c>null</c>.</exception>
    MinimizationResult Minimize(GradientFunction<double> f, ReadOnlySpan<double> x0);
}
