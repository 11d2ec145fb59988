using System;

namespace DiffGen;

/// <summary>
/// The compile-time shape of a span or array parameter, row-major. It is checked at entry of the generated methods, which
/// then know the length. On a <see cref="BatchAttribute"/> parameter it is the shape of one sample.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter, AllowMultiple = false, Inherited = false)]
public sealed class ShapeAttribute : Attribute
{
    /// <summary>States the shape.</summary>
    /// <param name="dimensions">The size of every dimension, the slowest first: <c>[Shape(rows, columns)]</c>.</param>
    public ShapeAttribute(params int[] dimensions)
    {
        Dimensions = dimensions;
    }

    /// <summary>The size of every dimension, the slowest first.</summary>
    public int[] Dimensions { get; }
}
