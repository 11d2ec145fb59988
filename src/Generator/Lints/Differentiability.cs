using System.Linq;
using DiffGen.Generator.IR;
using DiffGen.Generator.Lowering;
using Microsoft.CodeAnalysis;

namespace DiffGen.Generator.Lints;

/// <summary>Which types and parameters have derivatives.</summary>
internal static class Differentiability
{
    public static bool IsFloat(ITypeSymbol? type) => TypeLowerer.Scalar(type).IsFloat();

    public static bool IsInteger(ITypeSymbol? type) => TypeLowerer.Scalar(type) is not ScalarKind.None and not ScalarKind.Bool and var kind && !kind.IsFloat();

    /// <summary>Whether a call may write through a value of the type.</summary>
    public static bool IsReference(ITypeSymbol? type) => type is IArrayTypeSymbol or { IsRefLikeType: true } or { IsReferenceType: true, SpecialType: not SpecialType.System_String };

    /// <summary>A parameter that has a derivative of its own, by its type and attributes.</summary>
    public static bool IsInput(IParameterSymbol parameter)
        => parameter.RefKind != RefKind.Out
            && !KnownAttributes.Has(parameter, KnownAttributes.NoDiff)
            && !KnownAttributes.Has(parameter, KnownAttributes.Batch)
            && (HoldsFloats(parameter.Type, 0) || parameter.Type.TypeKind == TypeKind.TypeParameter);

    /// <summary>Whether <c>this</c> holds trainable parameters or, in a struct, numbers.</summary>
    public static bool IsInput(INamedTypeSymbol type) => type.IsValueType
        ? HoldsFloats(type, 0)
        : type.GetMembers().OfType<IPropertySymbol>().Any(property => KnownAttributes.Has(property, KnownAttributes.Parameter));

    private static bool HoldsFloats(ITypeSymbol type, int depth)
    {
        if (depth > 8) return false;
        if (TypeLowerer.Scalar(type) is not ScalarKind.None and var kind) return kind.IsFloat();
        return type switch
        {
            IArrayTypeSymbol array => HoldsFloats(array.ElementType, depth + 1),
            INamedTypeSymbol span when TypeLowerer.IsSpan(span) => HoldsFloats(span.TypeArguments[0], depth + 1),
            INamedTypeSymbol { TypeKind: TypeKind.Struct } value => value.GetMembers().OfType<IFieldSymbol>()
                .Any(field => !field.IsStatic && !KnownAttributes.Has(field, KnownAttributes.NoDiff) && HoldsFloats(field.Type, depth + 1)),
            _ => false,
        };
    }
}
