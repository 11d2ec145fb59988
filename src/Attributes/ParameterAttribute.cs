using System;

namespace DiffGen;

/// <summary>
/// A trainable parameter of a model or layer: a partial property <c>Span&lt;T&gt; { get; }</c>, <c>T { get; set; }</c> or
/// a layer <c>{ get; }</c>, implemented by the generator as a slice of one flat buffer, in declaration order.
/// </summary>
/// <example>
/// <code>
/// [Parameter(32, 64)] public partial Span&lt;double&gt; Weights { get; }
/// [Parameter]         public partial double Bias { get; set; }
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Property, AllowMultiple = false, Inherited = false)]
public sealed class ParameterAttribute : Attribute
{
    /// <summary>A scalar, or a layer whose shapes have no names.</summary>
    public ParameterAttribute()
    {
        Shape = new int[0];
        Dimensions = new string[0];
    }

    /// <summary>A tensor of this shape, row-major; on a layer, the values of its named dimensions.</summary>
    /// <param name="shape">The size of every dimension, the slowest first; on a layer one value per distinct name, in
    /// order of first appearance.</param>
    public ParameterAttribute(params int[] shape)
    {
        Shape = shape;
        Dimensions = new string[0];
    }

    /// <summary>In a layer: a tensor whose dimensions are named, and bound where the layer is used.</summary>
    /// <param name="dimensions">The name of every dimension, the slowest first.</param>
    public ParameterAttribute(params string[] dimensions)
    {
        Shape = new int[0];
        Dimensions = dimensions;
    }

    /// <summary>The size of every dimension; empty for a scalar and where names are given.</summary>
    public int[] Shape { get; }

    /// <summary>The name of every dimension; empty where none is given.</summary>
    public string[] Dimensions { get; }
}
