using System.Linq;
using Microsoft.CodeAnalysis;

namespace DiffGen.Generator.Lowering;

/// <summary>Type parameters that stand for numbers.</summary>
internal static class NumberTypes
{
    private static readonly string[] Floating = ["IFloatingPointIeee754", "IFloatingPoint", "IBinaryFloatingPointIeee754"];

    /// <summary>Whether every type argument is a floating-point number.</summary>
    public static bool IsFloating(ITypeParameterSymbol parameter) => parameter.ConstraintTypes.OfType<INamedTypeSymbol>()
        .Any(constraint => NumericTypes.IsNumerics(constraint) && Floating.Contains(constraint.Name));
}
