using System.Numerics;

namespace DiffGen.Tensors;

/// <summary>The factors f(xᵢ, yᵢ) of a product over spans.</summary>
/// <typeparam name="T">The type of the numbers.</typeparam>
internal interface IFactors<T> where T : IFloatingPointIeee754<T>
{
    /// <summary>∏ f(xᵢ, yᵢ).</summary>
    /// <param name="x">The first arguments.</param>
    /// <param name="y">The second arguments.</param>
    /// <returns>The product.</returns>
    static abstract T Product(ReadOnlySpan<T> x, ReadOnlySpan<T> y);

    /// <summary>Adds g·∂f/∂x and g·∂f/∂y.</summary>
    /// <param name="g">The derivative with respect to f(x, y).</param>
    /// <param name="dX">The derivative with respect to x.</param>
    /// <param name="dY">The derivative with respect to y.</param>
    static abstract void Add(T g, ref T dX, ref T dY);
}
