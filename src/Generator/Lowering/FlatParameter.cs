using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;
using Microsoft.CodeAnalysis;

namespace DiffGen.Generator.Lowering;

/// <summary>
/// A parameter of an IR function before it is taken apart: a parameter of the method, or <c>this</c> of a struct.
/// </summary>
/// <param name="Symbol">Null for <c>this</c>.</param>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type.</param>
/// <param name="IsReference">Whether the function gets the place, not the value.</param>
/// <param name="Captured">The variable of a body around; null for a parameter and <c>this</c>.</param>
internal sealed record FlatParameter(IParameterSymbol? Symbol, string Name, ITypeSymbol Type, bool IsReference, ISymbol? Captured = null)
{
    /// <summary>The parameters of an IR function, in order: those of the method but for delegates that are known, then what is captured.</summary>
    public static IEnumerable<FlatParameter> Of(FunctionKey key) => Of(key.Method)
        .Where(parameter => parameter.Symbol is not { } own || !key.IsBound(key.Method.OriginalDefinition.Parameters[own.Ordinal]))
        .Concat(key.Captured.Select(captured => new FlatParameter(null, captured.Variable.Name, captured.Type, captured.IsReference, captured.Variable)));

    /// <summary>The parameters of a method's function, in order; <c>this</c> of a struct comes first.</summary>
    public static IEnumerable<FlatParameter> Of(IMethodSymbol method)
    {
        if (!method.IsStatic && method.ContainingType.IsValueType)
            yield return new FlatParameter(null, "this", method.ContainingType, !method.IsReadOnly && !method.ContainingType.IsReadOnly);
        foreach (IParameterSymbol parameter in method.Parameters)
            yield return new FlatParameter(parameter, parameter.Name, parameter.Type, parameter.RefKind is RefKind.Ref or RefKind.Out);
    }

    /// <summary>
    /// Whether a call of the method can be a call of a function: all that goes in is numbers and storage, all that comes
    /// out is numbers.
    /// </summary>
    public static bool IsFlat(IMethodSymbol method)
    {
        bool isStaticLocal = method is { MethodKind: MethodKind.LocalFunction, IsStatic: true };
        if (!isStaticLocal && method.MethodKind is not (MethodKind.Ordinary or MethodKind.UserDefinedOperator or MethodKind.Conversion) || method.ReturnsByRef || method.ReturnsByRefReadonly) return false;
        if (!method.ReturnsVoid && !IsNumbers(method.ReturnType)) return false;
        if (!method.IsStatic && method.ContainingType is { IsReferenceType: false, IsRefLikeType: true }) return false;
        return Of(method).All(parameter => parameter.IsReference ? IsNumbers(parameter.Type) : IsStorage(parameter.Type));
    }

    /// <summary>The same where delegates are known, and what is captured is passed.</summary>
    public static bool IsFlat(FunctionKey key) => (key.Method.ReturnsVoid || IsNumbers(key.Method.ReturnType))
        && Of(key).All(parameter => parameter.IsReference ? IsNumbers(parameter.Type) : IsStorage(parameter.Type));

    private static bool IsNumbers(ITypeSymbol type)
        => TypeLowerer.Scalar(type) != ScalarKind.None || (StructLayout.OfStruct(type) is { } layout && layout.Fields.All(field => IsNumbers(field.Type)));

    private static bool IsStorage(ITypeSymbol type) => TypeLowerer.TryBuffer(type, out _) || IsNumbers(type)
        || (TypeLowerer.TryElements(type, out StructLayout? element) && element!.Fields.All(field => IsNumbers(field.Type)))
        || TypeLowerer.IsScalarGrid(type, out _);
}
