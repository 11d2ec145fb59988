using System.Linq;
using DiffGen.Generator.Derivatives;
using Microsoft.CodeAnalysis;

namespace DiffGen.Generator.Lowering;

/// <summary>The functions that the rule table knows.</summary>
internal static class MathCalls
{
    /// <summary>The code of a function of the table (<c>Math.Sin</c>), or null.</summary>
    public static string? Code(IMethodSymbol method)
    {
        if (!method.IsStatic || method.IsGenericMethod || !TypeLowerer.IsSystem(method.ContainingType)) return null;
        string type = method.ContainingType.SpecialType switch
        {
            SpecialType.None => method.ContainingType.Name,
            _ => TypeLowerer.Scalar(method.ContainingType) is var kind and not IR.ScalarKind.None ? IR.ScalarKinds.Keyword(kind) : "",
        };
        return MathRules.IsKnown(type, method.Name) && method.Parameters.All(parameter => parameter.RefKind == RefKind.None) ? $"{type}.{method.Name}" : null;
    }
}
