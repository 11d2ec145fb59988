using Microsoft.CodeAnalysis;

namespace DiffGen.Generator.Lowering;

/// <summary>The types of <c>System.Numerics</c> that lowering knows by name.</summary>
internal static class NumericTypes
{
    public static bool IsComplex(ITypeSymbol? type) => type is INamedTypeSymbol { Name: "Complex", Arity: 0 } && IsNumerics(type);

    public static bool IsNumerics(ITypeSymbol type)
        => type.ContainingNamespace is { Name: "Numerics", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } };
}
