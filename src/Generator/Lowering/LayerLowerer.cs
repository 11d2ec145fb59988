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

/// <summary>A ref struct with <c>[Parameter]</c> properties → <see cref="LayerStruct"/>.</summary>
internal static class LayerLowerer
{
    /// <summary>The layer, asked for through its first parameter; null through the others, so that it comes once.</summary>
    public static LayerStruct? LowerOnce(Compilation compilation, IPropertySymbol property, CancellationToken cancellation)
    {
        IPropertySymbol? first = ModelLowerer.Properties(property.ContainingType).FirstOrDefault();
        return SymbolEqualityComparer.Default.Equals(first, property) ? Lower(compilation, property.ContainingType, cancellation)?.Layer : null;
    }

    /// <summary>Null where the type is no ref struct.</summary>
    public static LoweredLayer? Lower(Compilation compilation, INamedTypeSymbol type, CancellationToken cancellation)
    {
        if (LayerInfo.Of(type) is not { } info) return null;
        var refusals = new List<LocatedRefusal>();
        var notes = new RefusalList(refusals);
        foreach (LayerParameter parameter in info.Parameters) Check(compilation, info, parameter, notes, cancellation);
        var layer = new LayerStruct(
            SyntaxText.Context(type, compilation, []),
            SignatureLowerer.Legal(SignatureLowerer.TypeName(type)) + ".g.cs",
            Identifiers.Escape(type.Name),
            info.Kind == ScalarKind.None ? ScalarKind.Float64 : info.Kind,
            info.Extents.Zip(info.ExtentProperties, (name, property) => new LayerExtent(Identifiers.Escape(name), Identifiers.Escape(property))).ToEquatable(),
            info.Length,
            info.Parameters.Select(Property).ToEquatable(),
            refusals.Select(refusal => refusal.Refusal).ToEquatable(),
            GenericsLowerer.Lower(type));
        return new LoweredLayer(layer, refusals);
    }

    private static LayerProperty Property(LayerParameter parameter) => new(
        ModelInfo.Modifiers(parameter.Symbol),
        Identifiers.TypeName(parameter.Symbol.Type),
        Identifiers.Escape(parameter.Symbol.Name),
        parameter.Role,
        ModelInfo.SetterModifiers(parameter.Symbol),
        parameter.Symbol.SetMethod is not null,
        parameter.Offset,
        parameter.Length,
        parameter.Layer is null ? default : parameter.Shape.ToEquatable(),
        parameter.Symbol.IsPartialDefinition);

    private static void Check(Compilation compilation, LayerInfo layer, LayerParameter parameter, RefusalList notes, CancellationToken cancellation)
    {
        IPropertySymbol property = parameter.Symbol;
        var syntax = property.DeclaringSyntaxReferences[0].GetSyntax(cancellation) as PropertyDeclarationSyntax;
        Location place = syntax?.Identifier.GetLocation() ?? property.Locations[0];
        if (SyntaxText.NotPartial(layer.Type, cancellation) is { } notPartial)
        {
            notes.Add(place, Descriptors.TypeNotPartial, notPartial.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat), property.Name);
            return;
        }
        if (compilation.GetTypeByMetadataName("DiffGen.IModel`1") is null) notes.Add(place, Descriptors.RuntimeMissing, property.Name);
        if ((StructReason(layer, cancellation) ?? Reason(layer, parameter, syntax)) is { } reason) notes.Add(place, Descriptors.InvalidModel, property.Name, reason);
        else if (parameter == layer.Parameters[0]) CheckNames(layer, place, notes);
    }

    /// <summary>What is wrong with the struct itself.</summary>
    private static string? StructReason(LayerInfo layer, CancellationToken cancellation)
    {
        INamedTypeSymbol type = layer.Type;
        if (!type.IsReadOnly) return $"its layer '{type.Name}' can be assigned to; declare it as a readonly ref partial struct";
        if (type.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(field => !field.IsStatic && !field.IsConst && !KnownAttributes.IsGenerated(field.AssociatedSymbol ?? field)) is { } own)
            return $"its layer '{type.Name}' has the field '{(own.AssociatedSymbol ?? own).Name}', but is made anew from its parameters at each use; pass '{(own.AssociatedSymbol ?? own).Name}' to its methods";
        bool isPrimary = type.InstanceConstructors.Any(constructor => constructor.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation) is TypeDeclarationSyntax);
        return isPrimary ? $"its layer '{type.Name}' has a primary constructor, but its constructor is generated; remove the parameters" : null;
    }

    private static string? Reason(LayerInfo layer, LayerParameter parameter, PropertyDeclarationSyntax? syntax)
    {
        IPropertySymbol property = parameter.Symbol;
        if (syntax is null || !syntax.Modifiers.Any(SyntaxKind.PartialKeyword)) return "it must be a partial property, since its accessors are generated";
        if (property.IsStatic || property.IsIndexer) return "it must be an instance property";
        if (parameter.IsCycle) return $"its layer '{property.Type.Name}' would contain itself";
        if (Cycle(parameter.Layer) is { } cycle) return cycle;
        if (parameter.Kind == ScalarKind.None) return $"its type is '{property.Type.ToDisplayString()}'; use double, float, Span<double>, Span<float> or a layer";
        foreach (string name in ParameterShape.Values(KnownAttributes.Find(property, KnownAttributes.Parameter)!).OfType<string?>().Select(name => name ?? ""))
        {
            if (!SyntaxFacts.IsValidIdentifier(name)) return $"the extent \"{name}\" is no name; a name becomes a parameter of the constructor and a property";
            if (layer.Extents.FirstOrDefault(other => other != name && DerivativeNames.Prefixed("", other) == DerivativeNames.Prefixed("", name)) is { } twin)
                return $"the extents '{name}' and '{twin}' would both be the property '{DerivativeNames.Prefixed("", name)}'";
        }
        if (parameter.Shape.Any(extent => extent.Constant is < 1) || parameter.Length.Constant is < 1 or > 0x7FFFFFC7) return "every extent must be positive, and their product an array length";
        string? declared = parameter.Role switch
        {
            LayerParameterRole.Layer => LayerReason(parameter.Layer!, parameter.Shape.Count, property),
            LayerParameterRole.Scalar when parameter.Shape.Count > 0 => "a scalar has no extents; make it a Span<T>, or leave the extents out",
            LayerParameterRole.Scalar when property.GetMethod is null || property.SetMethod is null or { IsInitOnly: true } => "a scalar parameter is declared { get; set; }",
            LayerParameterRole.Span when parameter.Shape.Count == 0 => "a span needs its extents: [Parameter(\"rows\", \"columns\")] or [Parameter(rows, columns)]",
            LayerParameterRole.Span when property.SetMethod is not null => "a span parameter is declared { get; }",
            _ => null,
        };
        return declared ?? (parameter.Kind != layer.Kind ? "all parameters of a layer have one element type" : null);
    }

    /// <summary>Why a property can't be a layer; of a model or of another layer.</summary>
    public static string? LayerReason(LayerInfo layer, int count, IPropertySymbol property)
    {
        if (count != layer.Extents.Count)
        {
            string extents = layer.Extents.Count == 0 ? "no extents by name" : $"the extents {string.Join(", ", layer.Extents)}";
            string attribute = layer.Extents.Count == 0 ? "[Parameter]" : $"[Parameter({string.Join(", ", layer.Extents)})]";
            return $"its layer '{layer.Type.Name}' has {extents}; give {(layer.Extents.Count == 0 ? "none" : "each of them")}: {attribute}";
        }
        return property.SetMethod is not null ? "a layer is declared { get; }" : null;
    }

    /// <summary>A layer without end.</summary>
    public static string? Cycle(LayerInfo? layer)
        => layer is not null && Inner(layer).Any(parameter => parameter.IsCycle) ? $"its layer '{layer.Type.Name}' would contain itself" : null;

    private static IEnumerable<LayerParameter> Inner(LayerInfo layer) => layer.Parameters.SelectMany(parameter => parameter.Layer is null ? [parameter] : Inner(parameter.Layer));

    /// <summary>Generated members that the type can't take.</summary>
    private static void CheckNames(LayerInfo layer, Location place, RefusalList notes)
    {
        INamedTypeSymbol type = layer.Type;
        foreach (string name in layer.ExtentProperties.Append(ModelNames.LayerParameters))
        {
            if (name == type.Name) notes.Add(place, Descriptors.NameTaken, name, type.Name, "that name itself");
            else if (type.GetMembers(name).Any(member => !KnownAttributes.IsGenerated(member))) notes.Add(place, Descriptors.NameTaken, name, type.Name, $"a member '{name}'");
        }
        if (type.InstanceConstructors.Any(constructor => !constructor.IsImplicitlyDeclared && !KnownAttributes.IsGenerated(constructor) && IsOwnConstructor(layer, constructor)))
            notes.Add(place, Descriptors.NameTaken, type.Name, type.Name, "a constructor with these parameter types");
    }

    /// <summary>Whether a constructor is the one of the slice and the extents.</summary>
    public static bool IsOwnConstructor(LayerInfo layer, IMethodSymbol constructor)
        => constructor.Parameters.Length == layer.Extents.Count + 1
            && constructor.Parameters.All(parameter => parameter.RefKind == RefKind.None)
            && ModelInfo.ElementOf(constructor.Parameters[0].Type) is (var kind, false) && kind == layer.Kind
            && constructor.Parameters.Skip(1).All(parameter => parameter.Type.SpecialType == SpecialType.System_Int32);
}

/// <summary>A lowered layer, and where its refusals are.</summary>
internal sealed record LoweredLayer(LayerStruct Layer, IReadOnlyList<LocatedRefusal> Refusals);
