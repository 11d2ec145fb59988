using System.Numerics;

namespace DiffGen.Tensors;

/// <summary>The derivatives of a function z = f(a, b) of two numbers.</summary>
/// <typeparam name="T">The type of the numbers.</typeparam>
internal interface IBinaryRule<T> where T : IFloatingPointIeee754<T>
{
    /// <summary>g·∂f/∂a.</summary>
    /// <param name="g">The derivative with respect to z.</param>
    /// <param name="z">The value f(a, b).</param>
    /// <param name="a">The first argument.</param>
    /// <param name="b">The second argument.</param>
    /// <returns>The derivative with respect to a.</returns>
    static abstract T First(T g, T z, T a, T b);

    /// <summary>g·∂f/∂b.</summary>
    /// <param name="g">The derivative with respect to z.</param>
    /// <param name="z">The value f(a, b).</param>
    /// <param name="a">The first argument.</param>
    /// <param name="b">The second argument.</param>
    /// <returns>The derivative with respect to b.</returns>
    static abstract T Second(T g, T z, T a, T b);
}
