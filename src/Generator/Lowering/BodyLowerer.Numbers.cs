using System.Linq;
using DiffGen.Generator.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DiffGen.Generator.Lowering;

/// <summary>What generic code does with a number type that isn't known: conversions, and constants without a value here.</summary>
internal sealed partial class BodyLowerer
{
    /// <summary>Functions whose derivative takes a function of another interface than their own.</summary>
    private static readonly string[] NeedMore = ["Pow", "Asin", "Acos", "AsinPi", "AcosPi", "Asinh", "Acosh"];

    /// <summary><c>int.CreateTruncating(x)</c>, <c>double.CreateChecked(x)</c></summary>
    private ScalarSlot? LowerNumberConversion(IInvocationOperation invocation)
    {
        IMethodSymbol method = invocation.TargetMethod;
        if (!IsNumberConversion(method) || !method.IsStatic || !method.IsGenericMethod) return null;
        ScalarKind target = TypeLowerer.Scalar(method.ContainingType);
        if (target is ScalarKind.None or ScalarKind.Bool or ScalarKind.Char) return null;
        Value value = Scalar(invocation.Arguments[0].Value);
        return new ScalarSlot(target.IsFloat() ? _builder.Converted(value, target) : _builder.Scalar(new IrType(target), $"{target.Keyword()}.{method.Name}", value));
    }

    private static bool IsNumberConversion(IMethodSymbol method)
        => method is { Name: "CreateChecked" or "CreateSaturating" or "CreateTruncating", Parameters.Length: 1 };

    /// <summary><c>T.Epsilon</c>, <c>T.MaxValue</c>: read where the type is known.</summary>
    private ScalarSlot NumberProperty(IPropertyReferenceOperation property)
    {
        ScalarKind kind = KindOf(property.Property.Type);
        if (kind == ScalarKind.None) throw Unsupported(property);
        return new ScalarSlot(Opaque(new IrType(kind), $"{ScalarKinds.NumberKeyword}.{Identifiers.Escape(property.Property.Name)}", property.Property.Name));
    }

    private static void CheckRule(IInvocationOperation invocation, ITypeSymbol type)
    {
        if (type is ITypeParameterSymbol parameter && !NumberTypes.IsIeee(parameter) && NeedMore.Contains(invocation.TargetMethod.Name))
            throw Unsupported(invocation, $"its derivative has functions that '{type.Name}' isn't constrained to; constrain it to IFloatingPointIeee754<{type.Name}>");
    }
}
