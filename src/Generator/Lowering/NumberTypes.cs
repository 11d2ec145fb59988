using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace DiffGen.Generator.Lowering;

/// <summary>Type parameters that stand for numbers.</summary>
internal static class NumberTypes
{
    private static readonly string[] Ieee = ["IFloatingPointIeee754", "IBinaryFloatingPointIeee754"];

    /// <summary>Whether every type argument is a floating-point number.</summary>
    public static bool IsFloating(ITypeParameterSymbol parameter) => Interfaces(parameter).Any(name => name == "IFloatingPoint" || Ieee.Contains(name));

    /// <summary>Whether every type argument has all the functions of IEEE 754.</summary>
    public static bool IsIeee(ITypeParameterSymbol parameter) => Interfaces(parameter).Any(Ieee.Contains);

    /// <summary>The floating type parameters in scope of a method: its own, then those of the types around it.</summary>
    public static IReadOnlyList<ITypeParameterSymbol> Of(IMethodSymbol method)
        => [.. method.TypeParameters.Where(IsFloating), .. Of(method.ContainingType)];

    /// <summary>The floating type parameters of a type and of those around it.</summary>
    public static IEnumerable<ITypeParameterSymbol> Of(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? current = type; current is not null; current = current.ContainingType)
            foreach (ITypeParameterSymbol parameter in current.TypeParameters.Where(IsFloating)) yield return parameter;
    }

    private static IEnumerable<string> Interfaces(ITypeParameterSymbol parameter) => parameter.ConstraintTypes.OfType<INamedTypeSymbol>()
        .SelectMany(constraint => constraint.AllInterfaces.Insert(0, constraint))
        .Where(NumericTypes.IsNumerics)
        .Select(constraint => constraint.Name);
}
