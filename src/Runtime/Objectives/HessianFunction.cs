namespace DiffGen;

/// <summary>A scalar function with gradient and second derivatives: the form of a generated <c>MHessian</c>.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <param name="x">The point, of length n.</param>
/// <param name="gradient">Receives ∂f/∂x, overwritten.</param>
/// <param name="hessian">Receives the full symmetric n × n matrix ∂²f/∂x², row-major, overwritten.</param>
/// <returns>The value f(x).</returns>
public delegate T HessianFunction<T>(ReadOnlySpan<T> x, Span<T> gradient, Span<T> hessian);
