using System.Linq;
using DiffGen.Generator.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DiffGen.Generator.Lowering;

/// <summary>Generic math: static members of a type parameter, once it is known what it stands for.</summary>
internal sealed partial class BodyLowerer
{
    /// <summary><c>T.Exp(x)</c>, <c>T.CreateChecked(2)</c>, or a static abstract member of the user's own.</summary>
    private Slot LowerConstrained(IInvocationOperation invocation)
    {
        IMethodSymbol method = invocation.TargetMethod;
        ITypeSymbol type = Actual(invocation.ConstrainedToType)!;
        ScalarKind kind = TypeLowerer.Scalar(type);
        if (kind == ScalarKind.None)
        {
            if (type.FindImplementationForInterfaceMember(Actual(method)) is not IMethodSymbol found) throw Unsupported(invocation, $"which method runs for '{type.ToDisplayString()}' isn't known");
            Place? receiver = invocation.Instance is null ? null : Owner(invocation.Instance);
            if (method.IsGenericMethod) found = found.Construct([.. method.TypeArguments.Select(argument => Actual(argument)!)]);
            return Call(found, receiver, Arguments(invocation.Arguments, found), invocation);
        }
        if (!method.IsStatic || !IsWrittenInOrder(invocation)) throw Unsupported(invocation, "static members of the number type are known; write the call with its arguments in order");
        Value[] arguments = [.. invocation.Arguments.Select(argument => Scalar(argument.Value))];
        if (method.Name is "CreateChecked" or "CreateSaturating" or "CreateTruncating" && arguments.Length == 1 && kind.IsFloat())
            return new ScalarSlot(_builder.Converted(arguments[0], kind));
        CheckRule(invocation, type);
        if (Derivatives.MathRules.IsKnown(kind.Keyword(), method.Name) || MathName(kind, method.Name, arguments.Length) is not null)
        {
            string code = MathName(kind, method.Name, arguments.Length) ?? $"{kind.Keyword()}.{method.Name}";
            if (invocation.Arguments.LastOrDefault()?.Value.Type is INamedTypeSymbol { TypeKind: TypeKind.Enum } mode) code += $":{mode.Name}";
            if (KindOf(method.ReturnType) is var result and not ScalarKind.None) return new ScalarSlot(_builder.Scalar(new IrType(result), code, arguments));
            if (StructLayout.OfStruct(Actual(method.ReturnType)) is { } layout)
            {
                string function = method.Name;
                return new CompositeSlot(new StructComposite(layout), Derivatives.MathRules.Parts(function)
                    .Select(part => (Slot)new ScalarSlot(_builder.Scalar(new IrType(kind), $"{code}.{part}", arguments))).ToEquatable());
            }
        }
        throw Unsupported(invocation, $"'{type.ToDisplayString()}.{method.Name}' has no rule");
    }

    /// <summary>Where the type itself has no such function, the one of <c>Math</c>.</summary>
    private static string? MathName(ScalarKind kind, string method, int arguments)
        => Derivatives.MathRules.IsKnown(kind.Keyword(), method) || arguments == 0 ? null
            : Derivatives.MathRules.IsKnown("Math", method) ? $"{(kind == ScalarKind.Float32 ? "MathF" : "Math")}.{method}" : null;
}
