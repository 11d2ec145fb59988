using System.Collections.Generic;
using System.Linq;
using System.Threading;
using DiffGen.Generator.Diagnostics;
using DiffGen.Generator.IR;
using DiffGen.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DiffGen.Generator.Lowering;

/// <summary>A class with <c>[Parameter]</c> properties → <see cref="ModelClass"/>.</summary>
internal static class ModelLowerer
{
    /// <summary>The model, asked for through its first parameter; null through the others, so that it comes once.</summary>
    public static LoweredModel? LowerOnce(Compilation compilation, IPropertySymbol property, CancellationToken cancellation)
    {
        if (property.ContainingType.IsRefLikeType) return null;
        IPropertySymbol? first = Properties(property.ContainingType).FirstOrDefault();
        return SymbolEqualityComparer.Default.Equals(first, property) ? Lower(compilation, property.ContainingType, cancellation) : null;
    }

    public static IEnumerable<IPropertySymbol> Properties(INamedTypeSymbol type) => type.GetMembers().OfType<IPropertySymbol>()
        .Where(property => property.PartialDefinitionPart is null && KnownAttributes.Has(property, KnownAttributes.Parameter));

    public static LoweredModel Lower(Compilation compilation, INamedTypeSymbol type, CancellationToken cancellation)
    {
        var refusals = new List<LocatedRefusal>();
        var notes = new RefusalList(refusals);
        foreach (IPropertySymbol property in Properties(type)) Check(compilation, type, property, notes, cancellation);
        ModelInfo model = LoweringContext.For(compilation).Models.Find(type)!;
        var lowered = new ModelClass(
            SyntaxText.Context(type, compilation, []),
            SignatureLowerer.Legal(SignatureLowerer.TypeName(type)) + ".g.cs",
            model.Kind,
            model.Properties.ToEquatable(),
            refusals.Select(refusal => refusal.Refusal).ToEquatable(),
            GenericsLowerer.Lower(type));
        return new LoweredModel(lowered, refusals);
    }

    private static void Check(Compilation compilation, INamedTypeSymbol type, IPropertySymbol property, RefusalList notes, CancellationToken cancellation)
    {
        var syntax = property.DeclaringSyntaxReferences[0].GetSyntax(cancellation) as PropertyDeclarationSyntax;
        Location place = syntax?.Identifier.GetLocation() ?? property.Locations[0];
        AttributeData attribute = KnownAttributes.Find(property, KnownAttributes.Parameter)!;
        if (SyntaxText.NotPartial(type, cancellation) is { } notPartial)
            notes.Add(place, Descriptors.TypeNotPartial, notPartial.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat), property.Name);
        if (compilation.GetTypeByMetadataName("DiffGen.IModel`1") is null) notes.Add(place, Descriptors.RuntimeMissing, property.Name);
        if (Reason(type, property, syntax, attribute) is { } reason) notes.Add(place, Descriptors.InvalidModel, property.Name, reason);
        foreach (string name in new[] { ModelNames.Parameters, ModelNames.Layout })
            if (type.GetMembers(name).Any(member => !KnownAttributes.IsGenerated(member))) notes.Add(place, Descriptors.NameTaken, name, type.Name, $"a member '{name}'");
    }

    private static string? Reason(INamedTypeSymbol type, IPropertySymbol property, PropertyDeclarationSyntax? syntax, AttributeData attribute)
    {
        if (type.TypeKind == TypeKind.Struct && !type.IsRecord) return "a model is a class, and a layer a readonly ref partial struct";
        if (type.IsRecord || type.TypeKind != TypeKind.Class || type.IsStatic) return "a model is a class, not a record, struct or static class";
        for (INamedTypeSymbol? current = type.BaseType; current is not null; current = current.BaseType)
            if (Properties(current).Any()) return $"its base '{current.Name}' is a model itself";
        if (syntax is null || !syntax.Modifiers.Any(SyntaxKind.PartialKeyword)) return "it must be a partial property, since its accessors are generated";
        if (property.IsStatic || property.IsIndexer) return "it must be an instance property";
        if (LayerLowerer.Cycle(LayerInfo.Of(property.Type)) is { } cycle) return cycle;
        (ScalarKind kind, bool isScalar) = Element(property.Type);
        if (kind == ScalarKind.None) return $"its type is '{property.Type.ToDisplayString()}'; use double, float, Span<double>, Span<float> or a layer";
        if (ParameterShape.Of(attribute) is not { } shape) return "extents by name are for layers; give numbers";
        if (LayerInfo.Of(property.Type) is { } layer)
        {
            if (LayerLowerer.LayerReason(layer, shape.Length, property) is { } wrong) return wrong;
            long? length = layer.Length.Bind([.. shape.Select(extent => ShapeSum.Of(extent))]).Constant;
            if (shape.Any(extent => extent < 1) || length is null or > 0x7FFFFFC7) return "every extent must be positive, and the number of parameters an array length";
            return kind != First(type) ? "all parameters of a model have one element type" : null;
        }
        if (isScalar != (shape.Length == 0)) return isScalar ? "a scalar has no extents; make it a Span<T>, or leave the extents out" : "a span needs its extents: [Parameter(n)] or [Parameter(rows, columns)]";
        if (ParameterShape.Length(shape) < 0) return "every extent must be positive, and their product an array length";
        if (isScalar && (property.GetMethod is null || property.SetMethod is null or { IsInitOnly: true })) return "a scalar parameter is declared { get; set; }";
        if (!isScalar && property.SetMethod is not null) return "a span parameter is declared { get; }";
        return kind != First(type) ? "all parameters of a model have one element type" : null;
    }

    private static (ScalarKind Kind, bool IsScalar) Element(ITypeSymbol type) => LayerInfo.Of(type) is { } layer ? (layer.Kind, false) : ModelInfo.ElementOf(type);

    /// <summary>The element type of the first parameter that has one.</summary>
    private static ScalarKind First(INamedTypeSymbol type) => Properties(type).Select(other => Element(other.Type).Kind).FirstOrDefault(other => other != ScalarKind.None);
}

/// <summary>A lowered model, and where its refusals are.</summary>
internal sealed record LoweredModel(ModelClass Model, IReadOnlyList<LocatedRefusal> Refusals);
