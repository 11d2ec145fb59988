namespace DiffGen;

/// <summary>A scalar function with its derivative along a direction: the form of a generated <c>MJvp</c>.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <param name="x">The point.</param>
/// <param name="direction">The tangent of <paramref name="x"/>; as long.</param>
/// <param name="derivative">Receives ∂f/∂x · direction.</param>
/// <returns>The value f(x).</returns>
public delegate T JvpFunction<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> direction, out T derivative);
