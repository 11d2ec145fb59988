using System.Linq;
using DiffGen.Generator.IR;
using DiffGen.Generator.Model;
using Microsoft.CodeAnalysis;

namespace DiffGen.Generator.Lowering;

/// <summary>
/// How generated code names a field of a struct: directly where C# lets it, else through an accessor that the file
/// declares (<c>[UnsafeAccessor]</c>).
/// </summary>
internal static class FieldPaths
{
    /// <summary>The class of accessors in a generated file.</summary>
    public const string AccessorClass = "DiffGenFields";

    private const string Unsafe = "global::System.Runtime.CompilerServices.Unsafe";

    public static Projection Into(Projection outer, StructLayout layout, StructField field, INamedTypeSymbol within, LoweringContext context)
        => outer with { Read = Read(outer.Read, layout, field, within, context), Write = Write(outer.Write, layout, field, within, context) };

    /// <summary>The field of an object as a value.</summary>
    public static string Read(string owner, StructLayout layout, StructField field, INamedTypeSymbol within, LoweringContext context)
    {
        if (field.Symbol is not { } symbol) return $"{owner}.{field.Name}";
        ISymbol named = symbol.AssociatedSymbol ?? symbol;
        bool isReadable = context.Compilation.IsSymbolAccessibleWithin(named, within) && (named is not IPropertySymbol property || property.GetMethod is { } getter && context.Compilation.IsSymbolAccessibleWithin(getter, within));
        return isReadable ? $"{owner}.{Identifiers.Escape(named.Name)}" : Accessor($"{Unsafe}.AsRef(in {owner})", layout, field, context);
    }

    /// <summary>The field of a variable as a place that can be assigned.</summary>
    public static string Write(string owner, StructLayout layout, StructField field, INamedTypeSymbol within, LoweringContext context)
    {
        if (field.Symbol is not { } symbol)
        {
            // Complex: its components can't be set one by one.
            string first = $"{Unsafe}.As<{Identifiers.TypeName(layout.Type)}, {Identifiers.TypeName(field.Type)}>(ref {owner})";
            return layout.Fields[0] == field ? first : $"{Unsafe}.Add(ref {first}, 1)";
        }
        return IsAssignable(symbol, within, context) ? $"{owner}.{Identifiers.Escape(symbol.Name)}" : Accessor(owner, layout, field, context);
    }

    private static string Accessor(string owner, StructLayout layout, StructField field, LoweringContext context)
        => $"{AccessorClass}.{Declare(field.Symbol!, Identifiers.TypeName(layout.Type), context)}(ref {owner})";

    /// <summary>A field of an object, or a static one, that generated code may not name: through an accessor.</summary>
    /// <param name="field">The field.</param>
    /// <param name="owner">The object as C# text; ignored for a static field.</param>
    /// <param name="context">Where accessors are noted.</param>
    public static string Hidden(IFieldSymbol field, string owner, LoweringContext context)
        => $"{AccessorClass}.{Declare(field, Identifiers.TypeName(field.ContainingType), context)}({(field.IsStatic ? "null" : owner)})";

    private static string Declare(IFieldSymbol field, string owner, LoweringContext context)
    {
        string name = $"{Plain(field.ContainingType)}_{Plain(StructLayout.KeyOf(field))}";
        bool isNamed = !field.ContainingType.IsStatic && field.ContainingType.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal;
        string metadata = isNamed ? "" : $"{MetadataName(field.ContainingType)}, {field.ContainingAssembly.Name}";
        context.Accessors[name] = new FieldAccessor(name, Identifiers.TypeName(field.Type), owner, field.Name, field.IsStatic, field.ContainingType.IsValueType, metadata, TypeParameters(field.ContainingType));
        return name;
    }

    /// <summary>The runtime matches the type parameters of the accessor's class with those of the owner, in order.</summary>
    private static string TypeParameters(INamedTypeSymbol owner) => owner switch
    {
        { TypeArguments: [ITypeParameterSymbol parameter], ContainingType: null or { IsGenericType: false } } => $"<{Identifiers.Escape(parameter.Name)}>",
        _ => IsOpen(owner) ? FieldAccessor.Unmatched : "",
    };

    private static bool IsOpen(ITypeSymbol? type) => type switch
    {
        ITypeParameterSymbol => true,
        IArrayTypeSymbol array => IsOpen(array.ElementType),
        INamedTypeSymbol named => IsOpen(named.ContainingType) || named.TypeArguments.Any(IsOpen),
        _ => false,
    };

    private static string MetadataName(INamedTypeSymbol type) => type.ContainingType is { } outer
        ? $"{MetadataName(outer)}+{type.MetadataName}"
        : type.ContainingNamespace.IsGlobalNamespace ? type.MetadataName : $"{type.ContainingNamespace.ToDisplayString()}.{type.MetadataName}";

    private static bool IsAssignable(IFieldSymbol field, INamedTypeSymbol within, LoweringContext context)
        => field is { IsReadOnly: false, AssociatedSymbol: null } && context.Compilation.IsSymbolAccessibleWithin(field, within);

    private static string Plain(ITypeSymbol type) => Plain(type.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat));

    private static string Plain(string text)
    {
        var plain = new System.Text.StringBuilder();
        foreach (char c in text) plain.Append(char.IsLetterOrDigit(c) ? c : '_');
        return plain.ToString();
    }
}
