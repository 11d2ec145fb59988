namespace DiffGen;

/// <summary>A scalar function with its gradient: the form of a generated <c>MGradient</c>.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <param name="x">The point.</param>
/// <param name="gradient">Receives ∂f/∂x; as long as <paramref name="x"/>, overwritten.</param>
/// <returns>The value f(x).</returns>
public delegate T GradientFunction<T>(ReadOnlySpan<T> x, Span<T> gradient);
