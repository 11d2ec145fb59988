using DiffGen.Generator.IR;

namespace DiffGen.Generator.Model;

/// <summary>A ref struct with <c>[Parameter]</c> properties: what its generated half implements.</summary>
/// <param name="Context">Where it stands; the last type is the layer.</param>
/// <param name="HintName">Unique name of the generated file.</param>
/// <param name="Name">Its own name, without type parameters.</param>
/// <param name="Kind">Element type of the parameters.</param>
/// <param name="Extents">The named extents, in order of first appearance.</param>
/// <param name="Length">Number of scalars.</param>
/// <param name="Properties">In declaration order.</param>
/// <param name="Refusals">Why it is no layer; its properties are then implemented throwing.</param>
/// <param name="Generics">The type parameter that is the element type, where it is one.</param>
internal sealed record LayerStruct(
    TypeContext Context,
    string HintName,
    string Name,
    ScalarKind Kind,
    EquatableArray<LayerExtent> Extents,
    ShapeSum Length,
    EquatableArray<LayerProperty> Properties,
    EquatableArray<Refusal> Refusals,
    Generics? Generics = null);

/// <summary>A named extent.</summary>
/// <param name="Parameter">Of the constructor, escaped where it is a keyword: <c>outputs</c>.</param>
/// <param name="Property">The property: <c>Outputs</c>.</param>
internal sealed record LayerExtent(string Parameter, string Property);

/// <summary>One trainable parameter of a layer.</summary>
/// <param name="Modifiers">Accessibility and modifiers, without <c>partial</c>.</param>
/// <param name="Type">C# type.</param>
/// <param name="Name">Name as written in C#.</param>
/// <param name="Role">What it is.</param>
/// <param name="SetterModifiers">Accessibility of the setter, or empty.</param>
/// <param name="HasSetter">Whether it is declared with a setter.</param>
/// <param name="Offset">First element in the layer's slice.</param>
/// <param name="Length">Number of elements.</param>
/// <param name="Arguments">Of a layer: what its names are bound to.</param>
/// <param name="IsPartial">Whether it is declared partial, so that accessors can be generated.</param>
internal sealed record LayerProperty(
    string Modifiers,
    string Type,
    string Name,
    LayerParameterRole Role,
    string SetterModifiers,
    bool HasSetter,
    ShapeSum Offset,
    ShapeSum Length,
    EquatableArray<ShapeSum> Arguments,
    bool IsPartial);

/// <summary>What a parameter of a layer is.</summary>
internal enum LayerParameterRole
{
    /// <summary><c>Span&lt;T&gt; { get; }</c></summary>
    Span,

    /// <summary><c>T { get; set; }</c></summary>
    Scalar,

    /// <summary>A layer <c>{ get; }</c></summary>
    Layer,
}

/// <summary>A layer as a parameter of a model.</summary>
/// <param name="Arguments">What its names are bound to.</param>
/// <param name="Length">Number of scalars.</param>
/// <param name="Entries">Its parameters, with offsets from its start.</param>
internal sealed record LayerUse(EquatableArray<int> Arguments, int Length, EquatableArray<LayoutEntry> Entries);

/// <summary>A parameter in a layout.</summary>
/// <param name="Name">Dotted inside layers.</param>
/// <param name="Offset">First element.</param>
/// <param name="Shape">Row-major; empty for a scalar.</param>
internal sealed record LayoutEntry(string Name, int Offset, EquatableArray<int> Shape);
