using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Model;

/// <summary>A class with <c>[Parameter]</c> properties: what its generated half implements.</summary>
/// <param name="Context">Where it stands; the last type is the model.</param>
/// <param name="HintName">Unique name of the generated file.</param>
/// <param name="Kind">Element type of the parameters.</param>
/// <param name="Properties">In declaration order.</param>
/// <param name="Refusals">Why it is no model; its properties are then implemented throwing.</param>
/// <param name="Generics">The type parameter that is the element type, where it is one.</param>
internal sealed record ModelClass(
    TypeContext Context,
    string HintName,
    ScalarKind Kind,
    EquatableArray<ModelProperty> Properties,
    EquatableArray<Refusal> Refusals,
    Generics? Generics = null);

/// <summary>One trainable parameter.</summary>
/// <param name="Modifiers">Accessibility and modifiers, without <c>partial</c>.</param>
/// <param name="Type">C# type.</param>
/// <param name="Name">Name as written in C#.</param>
/// <param name="IsScalar">A <c>T { get; set; }</c> rather than a <c>Span&lt;T&gt; { get; }</c>.</param>
/// <param name="SetterModifiers">Accessibility of the setter, or empty.</param>
/// <param name="HasSetter">Whether it is declared with a setter.</param>
/// <param name="Offset">First element in the flat buffer.</param>
/// <param name="Shape">Row-major; empty for a scalar.</param>
/// <param name="IsPartial">Whether it is declared partial, so that accessors can be generated.</param>
/// <param name="Layer">The layer that it is, or null.</param>
internal sealed record ModelProperty(
    string Modifiers,
    string Type,
    string Name,
    bool IsScalar,
    string SetterModifiers,
    bool HasSetter,
    int Offset,
    EquatableArray<int> Shape,
    bool IsPartial,
    LayerUse? Layer = null)
{
    public int Length
    {
        get
        {
            if (Layer is not null) return Layer.Length;
            int length = 1;
            foreach (int extent in Shape) length *= extent;
            return length;
        }
    }

    /// <summary>Its entries in the layout: itself, or the parameters of a layer.</summary>
    public IEnumerable<LayoutEntry> Entries => Layer is null
        ? [new LayoutEntry(Name.TrimStart('@'), Offset, Shape)]
        : Layer.Entries.Select(entry => entry with { Name = $"{Name.TrimStart('@')}.{entry.Name}", Offset = Offset + entry.Offset });
}
