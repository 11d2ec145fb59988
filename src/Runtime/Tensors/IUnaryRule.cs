using System.Numerics;

namespace DiffGen.Tensors;

/// <summary>The derivative of a function y = f(x) of a number.</summary>
/// <typeparam name="T">The type of the numbers.</typeparam>
internal interface IUnaryRule<T> where T : IFloatingPointIeee754<T>
{
    /// <summary>g·f′(x), for IEEE reasons in one expression: a kink may answer 0 whatever g is.</summary>
    /// <param name="g">The derivative with respect to y.</param>
    /// <param name="y">The value f(x).</param>
    /// <param name="x">The argument.</param>
    /// <returns>The derivative with respect to x.</returns>
    static abstract T Part(T g, T y, T x);
}
