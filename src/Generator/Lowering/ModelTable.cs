using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;
using DiffGen.Generator.Model;
using Microsoft.CodeAnalysis;

namespace DiffGen.Generator.Lowering;

/// <summary>The models of a compilation: classes with <c>[Parameter]</c> properties.</summary>
internal sealed class ModelTable
{
    private readonly ConcurrentDictionary<ISymbol, ModelInfo?> _models = new(SymbolEqualityComparer.Default);

    public ModelInfo? Find(INamedTypeSymbol type) => type.IsRefLikeType ? null : _models.GetOrAdd(type.OriginalDefinition, symbol => ModelInfo.Of((INamedTypeSymbol)symbol));

    public bool IsParameter(IPropertySymbol property) => KnownAttributes.Find(property, KnownAttributes.Parameter) is not null;
}

/// <summary>A model as lowering sees it.</summary>
internal sealed class ModelInfo
{
    private readonly Dictionary<ISymbol, ModelProperty> _properties = new(SymbolEqualityComparer.Default);

    private ModelInfo(ScalarKind kind) => Kind = kind;

    /// <summary>Element type of all parameters.</summary>
    public ScalarKind Kind { get; }

    /// <summary>Number of scalars.</summary>
    public int Length { get; private set; }

    public IEnumerable<ModelProperty> Properties => _properties.Values;

    public ModelProperty? Find(IPropertySymbol property) => _properties.TryGetValue(property.OriginalDefinition, out ModelProperty? found) ? found : null;

    /// <summary>The model that a type is; null for a type without <c>[Parameter]</c> properties.</summary>
    public static ModelInfo? Of(INamedTypeSymbol type)
    {
        ModelInfo? model = null;
        foreach (IPropertySymbol property in type.GetMembers().OfType<IPropertySymbol>())
        {
            if (property.PartialDefinitionPart is not null || KnownAttributes.Find(property, KnownAttributes.Parameter) is not { } attribute) continue;
            LayerInfo? layer = LayerInfo.Of(property.Type);
            (ScalarKind kind, bool isScalar) = layer is null ? ElementOf(property.Type) : (layer.Kind, false);
            model ??= new ModelInfo(kind == ScalarKind.None ? ScalarKind.Float64 : kind);
            int[] shape = ParameterShape.Of(attribute) ?? [];
            var added = new ModelProperty(
                Modifiers(property),
                Identifiers.TypeName(property.Type),
                Identifiers.Escape(property.Name),
                isScalar,
                SetterModifiers(property),
                property.SetMethod is not null,
                model.Length,
                new EquatableArray<int>(shape),
                property.IsPartialDefinition,
                layer is null ? null : Use(layer, shape));
            model._properties[property] = added;
            model.Length += added.Length;
        }
        return model;
    }

    /// <summary><c>double</c> or <c>Span&lt;double&gt;</c>, likewise float.</summary>
    public static (ScalarKind Kind, bool IsScalar) ElementOf(ITypeSymbol type)
    {
        ScalarKind kind = TypeLowerer.Scalar(type);
        if (kind.IsFloat()) return (kind, true);
        return type is INamedTypeSymbol { Name: "Span" } && TypeLowerer.TryBuffer(type, out IrType buffer) && buffer.Kind.IsFloat() ? (buffer.Kind, false) : (ScalarKind.None, false);
    }

    /// <summary>A layer with its extents bound.</summary>
    private static LayerUse Use(LayerInfo layer, int[] arguments)
    {
        List<ShapeSum> bound = [.. layer.Extents.Select((_, i) => ShapeSum.Of(i < arguments.Length ? arguments[i] : 1))];
        return new LayerUse(bound.Select(Clamped).ToEquatable(), Clamped(layer.Length.Bind(bound)), layer.Entries(bound).ToEquatable());
    }

    /// <summary>A number of elements as an array has it; what is more is refused.</summary>
    public static int Clamped(ShapeSum constant) => (int)System.Math.Min(constant.Constant ?? 0, int.MaxValue);

    public static string SetterModifiers(IPropertySymbol property)
        => property.SetMethod is { } setter && setter.DeclaredAccessibility != property.DeclaredAccessibility ? SyntaxText.Accessibility(setter.DeclaredAccessibility) : "";

    public static string Modifiers(IPropertySymbol property)
        => SyntaxText.Accessibility(property.DeclaredAccessibility) + (property.IsVirtual ? " virtual" : "") + (property.IsOverride ? " override" : "")
            + (property.IsSealed ? " sealed" : "") + (SyntaxText.HidesInherited(property) ? " new" : "");
}
