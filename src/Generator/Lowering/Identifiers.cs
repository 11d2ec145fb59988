using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DiffGen.Generator.Lowering;

/// <summary>Names and types as C# text.</summary>
internal static class Identifiers
{
    private static readonly SymbolDisplayFormat Qualified = SymbolDisplayFormat.FullyQualifiedFormat.WithMiscellaneousOptions(
        SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers
        | SymbolDisplayMiscellaneousOptions.UseSpecialTypes
        | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    /// <summary>The name, with @ where it is a keyword.</summary>
    public static string Escape(string name)
        => SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) is SyntaxKind.FieldKeyword or SyntaxKind.AwaitKeyword
            ? "@" + name
            : name;

    /// <summary>The type's name; spans are written short, as in any C# file.</summary>
    public static string TypeName(ITypeSymbol type)
    {
        if (TypeLowerer.IsSpan(type))
        {
            var span = (INamedTypeSymbol)type;
            return $"{span.Name}<{TypeName(span.TypeArguments[0])}>";
        }
        return type.ToDisplayString(Qualified);
    }
}
