using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;
using DiffGen.Generator.Model;
using Microsoft.CodeAnalysis;

namespace DiffGen.Generator.Lowering;

/// <summary>The type parameters of a method → what generated siblings repeat of them.</summary>
internal static class GenericsLowerer
{
    private static readonly SymbolDisplayFormat Declaration = new(
        SymbolDisplayGlobalNamespaceStyle.Included,
        SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces,
        SymbolDisplayGenericsOptions.IncludeTypeParameters | SymbolDisplayGenericsOptions.IncludeTypeConstraints,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers
            | SymbolDisplayMiscellaneousOptions.UseSpecialTypes
            | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    /// <summary>Null where the method has no type parameters, nor its type a floating one.</summary>
    public static Generics? Lower(IMethodSymbol method)
    {
        ITypeParameterSymbol? number = NumberTypes.Of(method).FirstOrDefault();
        if (method.Arity == 0 && number is null) return null;
        return new Generics(
            method.TypeParameters.Select(parameter => Identifiers.Escape(parameter.Name)).ToEquatable(),
            Constraints(method),
            number is null ? "" : Identifiers.Escape(number.Name),
            number is { HasUnmanagedTypeConstraint: true },
            Constraints(number));
    }

    /// <summary>For members of a type that aren't generic themselves.</summary>
    public static Generics? Lower(INamedTypeSymbol type)
        => NumberTypes.Of(type).FirstOrDefault() is { } number ? new Generics(default, "", Identifiers.Escape(number.Name), number.HasUnmanagedTypeConstraint, Constraints(number)) : null;

    private static string Constraints(ITypeParameterSymbol? parameter)
    {
        string clauses = Constraints(parameter?.ContainingSymbol);
        int start = clauses.IndexOf($" where {Identifiers.Escape(parameter?.Name ?? "")} :", System.StringComparison.Ordinal);
        if (start < 0) return "";
        int end = clauses.IndexOf(" where ", start + 1, System.StringComparison.Ordinal);
        return end < 0 ? clauses.Substring(start) : clauses.Substring(start, end - start);
    }

    private static string Constraints(ISymbol? symbol)
    {
        string text = symbol?.ToDisplayString(Declaration) ?? "";
        int clauses = text.IndexOf(" where ", System.StringComparison.Ordinal);
        return clauses < 0 ? "" : text.Substring(clauses);
    }
}
