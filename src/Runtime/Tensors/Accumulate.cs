using System.Numerics;
using System.Numerics.Tensors;

namespace DiffGen.Tensors;

/// <summary>The adjoints of sums and products of spans, into the derivative of a span or of a number. Nothing is
/// contracted.</summary>
internal static class Accumulate
{
    /// <summary>d += g, element by element.</summary>
    /// <typeparam name="T">The type of the numbers.</typeparam>
    /// <param name="d">The derivative.</param>
    /// <param name="g">What is added, of the same length.</param>
    public static void Add<T>(Span<T> d, ReadOnlySpan<T> g) where T : IFloatingPointIeee754<T>
        => TensorPrimitives.Add(d, g, d);

    /// <summary>d += Σ gᵢ.</summary>
    /// <typeparam name="T">The type of the numbers.</typeparam>
    /// <param name="d">The derivative.</param>
    /// <param name="g">What is added.</param>
    public static void Add<T>(ref T d, ReadOnlySpan<T> g) where T : IFloatingPointIeee754<T>
        => d += TensorPrimitives.Sum(g);

    /// <summary>d -= g, element by element.</summary>
    /// <typeparam name="T">The type of the numbers.</typeparam>
    /// <param name="d">The derivative.</param>
    /// <param name="g">What is subtracted, of the same length.</param>
    public static void Subtract<T>(Span<T> d, ReadOnlySpan<T> g) where T : IFloatingPointIeee754<T>
        => TensorPrimitives.Subtract(d, g, d);

    /// <summary>d -= Σ gᵢ.</summary>
    /// <typeparam name="T">The type of the numbers.</typeparam>
    /// <param name="d">The derivative.</param>
    /// <param name="g">What is subtracted.</param>
    public static void Subtract<T>(ref T d, ReadOnlySpan<T> g) where T : IFloatingPointIeee754<T>
        => d -= TensorPrimitives.Sum(g);

    /// <summary>d += g·factor, element by element.</summary>
    /// <typeparam name="T">The type of the numbers.</typeparam>
    /// <param name="d">The derivative.</param>
    /// <param name="g">A span of the same length.</param>
    /// <param name="factor">A span of the same length.</param>
    public static void AddProduct<T>(Span<T> d, ReadOnlySpan<T> g, ReadOnlySpan<T> factor) where T : IFloatingPointIeee754<T>
        => TensorPrimitives.MultiplyAdd(g, factor, d, d);

    /// <summary>d += g·factor, element by element.</summary>
    /// <typeparam name="T">The type of the numbers.</typeparam>
    /// <param name="d">The derivative.</param>
    /// <param name="g">A span of the same length.</param>
    /// <param name="factor">A number.</param>
    public static void AddProduct<T>(Span<T> d, ReadOnlySpan<T> g, T factor) where T : IFloatingPointIeee754<T>
        => TensorPrimitives.MultiplyAdd(g, factor, d, d);

    /// <summary>d += Σ gᵢ·factorᵢ.</summary>
    /// <typeparam name="T">The type of the numbers.</typeparam>
    /// <param name="d">The derivative.</param>
    /// <param name="g">A span.</param>
    /// <param name="factor">A span of the same length.</param>
    public static void AddProduct<T>(ref T d, ReadOnlySpan<T> g, ReadOnlySpan<T> factor) where T : IFloatingPointIeee754<T>
        => d += TensorPrimitives.Dot(g, factor);
}
