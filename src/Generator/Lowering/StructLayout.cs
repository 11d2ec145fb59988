using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DiffGen.Generator.Lowering;

/// <summary>A field of a struct or class as lowering sees it.</summary>
/// <param name="Name">Its key: the name of the field, of the property that it backs, or of the tuple's position.</param>
/// <param name="Type">Its type.</param>
/// <param name="Symbol">The field; null for a component of a type whose fields can't be seen, and for a captured parameter.</param>
internal sealed record StructField(string Name, ITypeSymbol Type, IFieldSymbol? Symbol);

/// <summary>The instance fields of a type, in order of declaration. Equal where types are, but for tuple names.</summary>
internal sealed class StructLayout : IEquatable<StructLayout>
{
    private readonly string _key;

    private StructLayout(ITypeSymbol type, IReadOnlyList<StructField> fields)
    {
        Type = type;
        Fields = fields;
        Names = [.. fields.Select(field => field.Name)];
        _key = type.IsTupleType ? $"({string.Join(",", fields.Select(field => Key(field.Type)))})" : Key(type);
    }

    public ITypeSymbol Type { get; }

    public IReadOnlyList<StructField> Fields { get; }

    public IReadOnlyList<string> Names { get; }

    public StructField? Find(string name) => Fields.FirstOrDefault(field => field.Name == name);

    /// <summary>The layout of a struct or tuple whose fields are known, else null.</summary>
    public static StructLayout? OfStruct(ITypeSymbol? type)
    {
        if (type is not INamedTypeSymbol { TypeKind: TypeKind.Struct, EnumUnderlyingType: null } named || TypeLowerer.Scalar(named) != IR.ScalarKind.None) return null;
        if (LayerInfo.IsLayer(named) || TypeLowerer.IsInlineArray(named, out _, out _)) return null;
        if (named.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T || TypeLowerer.IsSpan(named) || named.SpecialType == SpecialType.System_Decimal) return null;
        if (NumericTypes.IsComplex(named))
        {
            ITypeSymbol component = named.GetMembers("Real").OfType<IPropertySymbol>().First().Type;
            return new StructLayout(named, [new("Real", component, null), new("Imaginary", component, null)]);
        }
        List<IFieldSymbol> fields = [.. named.GetMembers().OfType<IFieldSymbol>().Where(field => !field.IsStatic && !field.IsConst && IsOwn(field))];
        bool isSeen = named.IsTupleType || named.DeclaringSyntaxReferences.Length > 0;
        // What another assembly hides can't be read; reference assemblies don't even name it.
        if (!isSeen && (fields.Count == 0 || fields.Any(field => field.DeclaredAccessibility != Accessibility.Public))) return null;
        return new StructLayout(named, [.. Captured(named), .. fields.Select(field => new StructField(KeyOf(field), field.Type, field))]);
    }

    /// <summary>The layout of a class with source, its bases included; null where a base can't be seen.</summary>
    public static StructLayout? OfClass(ITypeSymbol? type)
    {
        if (type is not INamedTypeSymbol { TypeKind: TypeKind.Class, IsAbstract: false } named) return null;
        var fields = new List<StructField>();
        for (INamedTypeSymbol? current = named; current is { SpecialType: not SpecialType.System_Object }; current = current.BaseType)
        {
            if (current.DeclaringSyntaxReferences.Length == 0) return null;
            fields.InsertRange(0, current.GetMembers().OfType<IFieldSymbol>().Where(field => !field.IsStatic && !field.IsConst).Select(field => new StructField(KeyOf(field), field.Type, field)));
            fields.InsertRange(0, Captured(current));
        }
        return fields.Select(field => field.Name).Distinct().Count() == fields.Count ? new StructLayout(named, fields) : null;
    }

    /// <summary>Whether the type keeps a parameter of its primary constructor in a field that can't be named.</summary>
    public bool HasCaptured => Fields.Any(member => member.Symbol is null) && !NumericTypes.IsComplex(Type);

    /// <summary>The key of the hidden field that keeps a parameter of a primary constructor.</summary>
    public static string CapturedKey(string parameter) => parameter + "Captured";

    /// <summary>The parameters of the primary constructor that members use: fields without a name.</summary>
    private static IEnumerable<StructField> Captured(INamedTypeSymbol type)
    {
        if (type.IsRecord) yield break;
        foreach (TypeDeclarationSyntax declaration in type.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax()).OfType<TypeDeclarationSyntax>())
        {
            if (declaration.ParameterList is not { Parameters.Count: > 0 }) continue;
            IMethodSymbol? constructor = type.InstanceConstructors.FirstOrDefault(candidate => candidate.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax() == declaration));
            HashSet<string> used = [.. declaration.Members.SelectMany(Used)];
            foreach (IParameterSymbol parameter in constructor?.Parameters ?? [])
                if (used.Contains(parameter.Name)) yield return new StructField(CapturedKey(parameter.Name), parameter.Type, null);
        }
    }

    /// <summary>The simple names that a member uses and doesn't declare itself.</summary>
    private static IEnumerable<string> Used(MemberDeclarationSyntax member)
    {
        HashSet<string> declared = [.. member.DescendantNodes().Select(node => node switch
        {
            ParameterSyntax parameter => parameter.Identifier.ValueText,
            VariableDeclaratorSyntax variable => variable.Identifier.ValueText,
            SingleVariableDesignationSyntax variable => variable.Identifier.ValueText,
            ForEachStatementSyntax loop => loop.Identifier.ValueText,
            _ => "",
        })];
        return Bodies(member).SelectMany(body => body.DescendantNodes()).OfType<IdentifierNameSyntax>()
            .Where(name => name.Parent is not (NameColonSyntax or QualifiedNameSyntax) && !(name.Parent is MemberAccessExpressionSyntax access && access.Name == name))
            .Select(name => name.Identifier.ValueText).Where(name => !declared.Contains(name));
    }

    /// <summary>What of a member runs after construction.</summary>
    private static IEnumerable<SyntaxNode> Bodies(MemberDeclarationSyntax member) => member switch
    {
        BaseMethodDeclarationSyntax method => new SyntaxNode?[] { method.Body, method.ExpressionBody }.OfType<SyntaxNode>(),
        BasePropertyDeclarationSyntax property => new SyntaxNode?[] { property.AccessorList, (property as PropertyDeclarationSyntax)?.ExpressionBody, (property as IndexerDeclarationSyntax)?.ExpressionBody }.OfType<SyntaxNode>(),
        _ => [],
    };

    /// <summary>The key of a field: <c>Item1</c> for a named tuple element, the property's name for a backing field.</summary>
    public static string KeyOf(IFieldSymbol field) => field.AssociatedSymbol is IPropertySymbol property ? property.Name : (field.CorrespondingTupleField ?? field).Name;

    public bool Equals(StructLayout? other) => other is not null && _key == other._key;

    public override bool Equals(object? obj) => Equals(obj as StructLayout);

    public override int GetHashCode() => _key.GetHashCode();

    /// <summary>A named tuple element is listed under both names.</summary>
    private static bool IsOwn(IFieldSymbol field) => field.CorrespondingTupleField is null || SymbolEqualityComparer.Default.Equals(field.CorrespondingTupleField, field);

    private static string Key(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
}
