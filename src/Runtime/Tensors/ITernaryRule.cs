using System.Numerics;

namespace DiffGen.Tensors;

/// <summary>The derivatives of a function f(a, b, c) of three numbers.</summary>
/// <typeparam name="T">The type of the numbers.</typeparam>
internal interface ITernaryRule<T> where T : IFloatingPointIeee754<T>
{
    /// <summary>g·∂f/∂a.</summary>
    /// <param name="g">The derivative with respect to the value.</param>
    /// <param name="a">The first argument.</param>
    /// <param name="b">The second argument.</param>
    /// <param name="c">The third argument.</param>
    /// <returns>The derivative with respect to a.</returns>
    static abstract T First(T g, T a, T b, T c);

    /// <summary>g·∂f/∂b.</summary>
    /// <param name="g">The derivative with respect to the value.</param>
    /// <param name="a">The first argument.</param>
    /// <param name="b">The second argument.</param>
    /// <param name="c">The third argument.</param>
    /// <returns>The derivative with respect to b.</returns>
    static abstract T Second(T g, T a, T b, T c);

    /// <summary>g·∂f/∂c.</summary>
    /// <param name="g">The derivative with respect to the value.</param>
    /// <param name="a">The first argument.</param>
    /// <param name="b">The second argument.</param>
    /// <param name="c">The third argument.</param>
    /// <returns>The derivative with respect to c.</returns>
    static abstract T Third(T g, T a, T b, T c);
}
