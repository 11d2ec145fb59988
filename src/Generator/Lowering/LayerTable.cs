using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using DiffGen.Generator.IR;
using DiffGen.Generator.Model;
using Microsoft.CodeAnalysis;

namespace DiffGen.Generator.Lowering;

/// <summary>The layers of a compilation: ref structs with <c>[Parameter]</c> properties.</summary>
internal sealed class LayerTable
{
    private readonly ConcurrentDictionary<ISymbol, LayerInfo?> _layers = new(SymbolEqualityComparer.Default);

    public LayerInfo? Find(ITypeSymbol? type)
        => LayerInfo.IsLayer(type) ? _layers.GetOrAdd(type!.OriginalDefinition, static symbol => LayerInfo.Of((INamedTypeSymbol)symbol)) : null;
}

/// <summary>A layer as lowering sees it. One per layer and compilation; compares by reference.</summary>
internal sealed class LayerInfo
{
    private readonly List<string> _extents = [];
    private readonly List<LayerParameter> _parameters = [];

    private LayerInfo(INamedTypeSymbol type) => Type = type;

    public INamedTypeSymbol Type { get; }

    /// <summary>Element type of all parameters.</summary>
    public ScalarKind Kind { get; private set; } = ScalarKind.None;

    /// <summary>The named extents, in order of first appearance.</summary>
    public IReadOnlyList<string> Extents => _extents;

    /// <summary>The properties of the named extents.</summary>
    public IReadOnlyList<string> ExtentProperties { get; private set; } = [];

    /// <summary>The members that it is taken apart into.</summary>
    public IReadOnlyList<string> Members { get; private set; } = [];

    public IReadOnlyList<LayerParameter> Parameters => _parameters;

    /// <summary>Number of scalars.</summary>
    public ShapeSum Length { get; private set; } = ShapeSum.Zero;

    public static bool IsLayer(ITypeSymbol? type) => type is INamedTypeSymbol { TypeKind: TypeKind.Struct, IsRefLikeType: true } named
        && !TypeLowerer.IsSpan(named) && ModelLowerer.Properties(named.OriginalDefinition).Any();

    /// <summary>The layer that a type is, whatever is wrong with it.</summary>
    public static LayerInfo? Of(ITypeSymbol? type) => Of(type, []);

    public LayerParameter? Find(IPropertySymbol property)
        => _parameters.FirstOrDefault(parameter => SymbolEqualityComparer.Default.Equals(parameter.Symbol, property.OriginalDefinition));

    /// <summary>Its parameters where its extents are bound, with offsets from its start.</summary>
    public IEnumerable<LayoutEntry> Entries(IReadOnlyList<ShapeSum> arguments)
    {
        foreach (LayerParameter parameter in _parameters)
        {
            int offset = ModelInfo.Clamped(parameter.Offset.Bind(arguments));
            string name = parameter.Symbol.Name;
            if (parameter.Layer is null) yield return new LayoutEntry(name, offset, parameter.Shape.Select(extent => ModelInfo.Clamped(extent.Bind(arguments))).ToEquatable());
            else foreach (LayoutEntry inner in parameter.Layer.Entries([.. parameter.Shape.Select(extent => extent.Bind(arguments))]))
                yield return inner with { Name = $"{name}.{inner.Name}", Offset = offset + inner.Offset };
        }
    }

    private static LayerInfo? Of(ITypeSymbol? type, ImmutableArray<ITypeSymbol> around)
    {
        if (!IsLayer(type)) return null;
        var layer = new LayerInfo((INamedTypeSymbol)type!.OriginalDefinition);
        foreach (IPropertySymbol property in ModelLowerer.Properties(layer.Type)) layer.Add(property, around.Add(layer.Type));
        layer.ExtentProperties = [.. layer._extents.Select(name => DerivativeNames.Prefixed("", name.Length == 0 ? "_" : name))];
        layer.Members = [LayerComposite.Slice, .. layer.ExtentProperties];
        return layer;
    }

    private void Add(IPropertySymbol property, ImmutableArray<ITypeSymbol> around)
    {
        bool isCycle = around.Contains(property.Type.OriginalDefinition, SymbolEqualityComparer.Default);
        LayerInfo? layer = isCycle ? null : Of(property.Type, around);
        (ScalarKind kind, bool isScalar) = layer is null ? ModelInfo.ElementOf(property.Type) : (layer.Kind, false);
        if (Kind == ScalarKind.None) Kind = kind;
        List<ShapeSum> shape = [.. ParameterShape.Values(KnownAttributes.Find(property, KnownAttributes.Parameter)!).Select(Extent)];
        ShapeSum length = isCycle ? ShapeSum.Zero : layer is null ? ShapeSum.Product(shape) : layer.Length.Bind(shape);
        LayerParameterRole role = layer is not null ? LayerParameterRole.Layer : isScalar ? LayerParameterRole.Scalar : LayerParameterRole.Span;
        _parameters.Add(new LayerParameter(property, role, kind, shape, Length, length, layer, isCycle));
        Length = Length.Plus(length);
    }

    private ShapeSum Extent(object? value)
    {
        if (value is int number) return ShapeSum.Of(number);
        string name = value as string ?? "";
        if (!_extents.Contains(name)) _extents.Add(name);
        return ShapeSum.Named(_extents.IndexOf(name));
    }
}

/// <summary>One trainable parameter of a layer.</summary>
/// <param name="Symbol">The property.</param>
/// <param name="Role">What it is.</param>
/// <param name="Kind">Its element type; none where it has none.</param>
/// <param name="Shape">Its extents; of a layer, what that one's names are bound to.</param>
/// <param name="Offset">First element in the layer's slice.</param>
/// <param name="Length">Number of elements.</param>
/// <param name="Layer">The layer that it is, or null.</param>
/// <param name="IsCycle">Whether it is a layer that it stands in itself.</param>
internal sealed record LayerParameter(
    IPropertySymbol Symbol, LayerParameterRole Role, ScalarKind Kind, IReadOnlyList<ShapeSum> Shape, ShapeSum Offset, ShapeSum Length, LayerInfo? Layer, bool IsCycle);

/// <summary>A layer, by value: its slice of the parameters, and its extents.</summary>
internal sealed record LayerComposite(LayerInfo Layer) : Composite
{
    /// <summary>Called what the layer is called.</summary>
    public const string Slice = ReferenceComposite.Buffer;

    public override IReadOnlyList<string> Names => Layer.Members;
}
