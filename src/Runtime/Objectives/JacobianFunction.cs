namespace DiffGen;

/// <summary>A vector function with its Jacobian: the form of a generated <c>MJacobian</c>.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <param name="x">The point.</param>
/// <param name="residuals">Receives r(x), overwritten.</param>
/// <param name="jacobian">Receives ∂r/∂x, row-major, residuals × inputs, overwritten.</param>
public delegate void JacobianFunction<T>(ReadOnlySpan<T> x, Span<T> residuals, Span<T> jacobian);
