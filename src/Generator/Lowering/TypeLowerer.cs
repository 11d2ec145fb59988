using System.Linq;
using DiffGen.Generator.IR;
using Microsoft.CodeAnalysis;

namespace DiffGen.Generator.Lowering;

/// <summary>C# types → IR types.</summary>
internal static class TypeLowerer
{
    /// <summary>The scalar kind of a type (an enum's is that of its underlying type), or <see cref="ScalarKind.None"/>.</summary>
    public static ScalarKind Scalar(ITypeSymbol? type) => type switch
    {
        null => ScalarKind.None,
        ITypeParameterSymbol parameter => NumberTypes.IsFloating(parameter) ? ScalarKind.Number : ScalarKind.None,
        INamedTypeSymbol { TypeKind: TypeKind.Enum, EnumUnderlyingType: { } underlying } => Scalar(underlying),
        _ => type.SpecialType switch
        {
            SpecialType.System_Double => ScalarKind.Float64,
            SpecialType.System_Single => ScalarKind.Float32,
            SpecialType.System_Boolean => ScalarKind.Bool,
            SpecialType.System_Char => ScalarKind.Char,
            SpecialType.System_SByte => ScalarKind.Int8,
            SpecialType.System_Byte => ScalarKind.UInt8,
            SpecialType.System_Int16 => ScalarKind.Int16,
            SpecialType.System_UInt16 => ScalarKind.UInt16,
            SpecialType.System_Int32 => ScalarKind.Int32,
            SpecialType.System_UInt32 => ScalarKind.UInt32,
            SpecialType.System_Int64 => ScalarKind.Int64,
            SpecialType.System_UInt64 => ScalarKind.UInt64,
            SpecialType.System_IntPtr => ScalarKind.NInt,
            SpecialType.System_UIntPtr => ScalarKind.NUInt,
            _ => ScalarKind.None,
        },
    };

    /// <summary>The buffer type of a one-dimensional array or span of scalars.</summary>
    public static bool TryBuffer(ITypeSymbol? type, out IrType buffer)
    {
        (ITypeSymbol? element, IrShape shape) = Element(type);
        // Arrays of enums would need their own element type in C#.
        ScalarKind kind = element?.TypeKind == TypeKind.Enum ? ScalarKind.None : Scalar(element);
        buffer = new IrType(kind, shape);
        return kind != ScalarKind.None;
    }

    /// <summary>The element type of a one-dimensional array or span, and whether it can be written.</summary>
    public static (ITypeSymbol? Type, IrShape Shape) Element(ITypeSymbol? type) => type switch
    {
        IArrayTypeSymbol { Rank: 1, IsSZArray: true } array => (array.ElementType, IrShape.Buffer),
        INamedTypeSymbol { Name: "Span", TypeArguments.Length: 1 } span when IsSystem(span) => (span.TypeArguments[0], IrShape.Buffer),
        INamedTypeSymbol { Name: "ReadOnlySpan", TypeArguments.Length: 1 } span when IsSystem(span) => (span.TypeArguments[0], IrShape.ReadOnlyBuffer),
        _ => (null, IrShape.Buffer),
    };

    /// <summary>The element layout of a one-dimensional array or span of structs.</summary>
    public static bool TryElements(ITypeSymbol? type, out StructLayout? element)
    {
        element = StructLayout.OfStruct(Element(type).Type);
        return element is not null;
    }

    /// <summary>Whether a type is an array of several dimensions of scalars or structs.</summary>
    public static bool IsGrid(ITypeSymbol? type, out int rank)
    {
        rank = type is IArrayTypeSymbol { Rank: > 1 } array && array.ElementType.TypeKind != TypeKind.Enum && (Scalar(array.ElementType) != ScalarKind.None || StructLayout.OfStruct(array.ElementType) is not null) ? array.Rank : 0;
        return rank > 0;
    }

    /// <summary>Likewise, of scalars only.</summary>
    public static bool IsScalarGrid(ITypeSymbol? type, out int rank) => IsGrid(type, out rank) && Scalar(((IArrayTypeSymbol)type!).ElementType) != ScalarKind.None;

    /// <summary>Whether a type is an inline array of scalars or structs.</summary>
    public static bool IsInlineArray(ITypeSymbol? type, out ITypeSymbol? element, out int length)
    {
        AttributeData? attribute = type is { TypeKind: TypeKind.Struct, IsTupleType: false }
            ? type.GetAttributes().FirstOrDefault(candidate => candidate.AttributeClass?.ToDisplayString() == "System.Runtime.CompilerServices.InlineArrayAttribute")
            : null;
        length = attribute?.ConstructorArguments is [{ Value: int count }] ? count : -1;
        element = length < 0 ? null : type!.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(field => !field.IsStatic)?.Type;
        return element is not null && (Scalar(element) != ScalarKind.None || StructLayout.OfStruct(element) is not null);
    }

    /// <summary>Whether a type is an array of arrays of scalars.</summary>
    public static bool IsJagged(ITypeSymbol? type, out ScalarKind kind)
    {
        kind = type is IArrayTypeSymbol { Rank: 1, ElementType: IArrayTypeSymbol { Rank: 1 } row } && TryBuffer(row, out IrType buffer) ? buffer.Kind : ScalarKind.None;
        return kind != ScalarKind.None;
    }

    public static bool IsSpan(ITypeSymbol? type) => type is INamedTypeSymbol { Name: "Span" or "ReadOnlySpan", TypeArguments.Length: 1 } span && IsSystem(span);

    public static bool IsSystem(INamedTypeSymbol type)
        => type.ContainingNamespace is { Name: "System", ContainingNamespace.IsGlobalNamespace: true };

    /// <summary>Whether a value of the type may be read as a constant object: a class, a string, an interface, a plain struct.</summary>
    public static bool IsObject(ITypeSymbol type)
        => type.TypeKind is TypeKind.Class or TypeKind.Interface or TypeKind.Delegate && type.SpecialType != SpecialType.System_Object;
}
