namespace DiffGen;

/// <summary>A scalar function with second derivatives along a direction: the form of a generated <c>MHvp</c>.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <param name="x">The point.</param>
/// <param name="direction">The direction v, as long as <paramref name="x"/>.</param>
/// <param name="product">Receives (∂²f/∂x²)·v, overwritten.</param>
/// <returns>The value f(x).</returns>
public delegate T HvpFunction<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> direction, Span<T> product);
