using System.Linq;
using Microsoft.CodeAnalysis;

namespace DiffGen.Generator.Lowering;

/// <summary>The extents in <c>[Parameter(…)]</c> and <c>[Shape(…)]</c>.</summary>
internal static class ParameterShape
{
    /// <summary>The extents; null where they are names.</summary>
    public static int[]? Of(AttributeData attribute)
    {
        if (attribute.ConstructorArguments.Length == 0) return [];
        if (attribute.ConstructorArguments.SelectMany(Elements).Any(value => value.Value is not int)) return null;
        return [.. attribute.ConstructorArguments.SelectMany(Elements).Select(value => (int)value.Value!)];
    }

    /// <summary>The number of elements; -1 where an extent isn't positive or the product doesn't fit an array.</summary>
    public static int Length(int[] shape)
    {
        long length = 1;
        foreach (int extent in shape)
        {
            length *= extent;
            if (extent < 1 || length > 0x7FFFFFC7) return -1;
        }
        return (int)length;
    }

    /// <summary>The extents as they are written: numbers or names.</summary>
    public static System.Collections.Generic.IEnumerable<object?> Values(AttributeData attribute) => attribute.ConstructorArguments.SelectMany(Elements).Select(value => value.Value);

    private static System.Collections.Generic.IEnumerable<TypedConstant> Elements(TypedConstant constant)
        => constant.Kind == TypedConstantKind.Array ? constant.IsNull ? [] : constant.Values : [constant];
}
