namespace DiffGen;

/// <summary>A vector function r(x), as in least squares.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <param name="x">The point.</param>
/// <param name="residuals">Receives r(x), overwritten.</param>
public delegate void ResidualFunction<T>(ReadOnlySpan<T> x, Span<T> residuals);
