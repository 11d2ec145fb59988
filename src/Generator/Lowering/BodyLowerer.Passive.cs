using System.Collections.Generic;
using System.Linq;
using System.Text;
using DiffGen.Generator.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;

namespace DiffGen.Generator.Lowering;

/// <summary>
/// Passive C#: exceptions and guards, and what objects of other assemblies say. It runs once, in order, and is never
/// differentiated, so no floating value goes in where another comes out.
/// </summary>
internal sealed partial class BodyLowerer
{
    private void LowerThrow(IThrowOperation exception)
    {
        if (exception.Exception is null) throw Refuse(exception, "a rethrow", "throw a new exception");
        var arguments = new List<Value>();
        string template = MessageText(Unconverted(exception.Exception), arguments);
        AddThrow(template, arguments);
        _environment.Throws = true;
    }

    /// <summary>The text of an exception or of a part of its message. Floating values may be shown.</summary>
    private string MessageText(IOperation expression, List<Value> arguments)
    {
        expression = Unconverted(expression);
        if (expression.ConstantValue.HasValue) return Verbatim(ConstantText(expression));
        switch (expression)
        {
            case IObjectCreationOperation { Initializer: null } creation when creation.Type is not null:
                IEnumerable<string> parts = creation.Arguments.Where(argument => argument.ArgumentKind == ArgumentKind.Explicit)
                    .Select(argument => $"{Identifiers.Escape(argument.Parameter!.Name)}: {MessageText(argument.Value, arguments)}");
                return $"new {Verbatim(Identifiers.TypeName(creation.Type))}({string.Join(", ", parts)})";
            case IInterpolatedStringOperation interpolated:
                return InterpolatedText(interpolated, arguments);
            case IInterpolatedStringHandlerCreationOperation { Content: IInterpolatedStringOperation content }:
                return InterpolatedText(content, arguments);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, Type.SpecialType: SpecialType.System_String } sum:
                return $"({MessageText(sum.LeftOperand, arguments)} + {MessageText(sum.RightOperand, arguments)})";
            case INameOfOperation:
                return Verbatim(ConstantText(expression));
            case IInvocationOperation { TargetMethod: { Name: "ToString", DeclaringSyntaxReferences.Length: 0 }, Instance: { } instance } call:
                return $"{MessageText(instance, arguments)}.ToString({string.Join(", ", call.Arguments.Where(argument => argument.ArgumentKind == ArgumentKind.Explicit).Select(argument => MessageText(argument.Value, arguments)))})";
        }
        switch (Lower(expression))
        {
            case ScalarSlot scalar:
                arguments.Add(scalar.Value);
                return $"{{{arguments.Count - 1}}}";
            case ObjectSlot read:
                return Verbatim(read.Path);
            default:
                throw Refuse(expression, "this part of an exception's message", "use constants, numbers and strings");
        }
    }

    private string InterpolatedText(IInterpolatedStringOperation interpolated, List<Value> arguments)
    {
        var text = new StringBuilder("$\"");
        foreach (IInterpolatedStringContentOperation part in interpolated.Parts)
        {
            if (part is IInterpolatedStringTextOperation literal)
            {
                string quoted = SymbolDisplay.FormatLiteral(literal.Text.ConstantValue.Value as string ?? "", quote: true);
                text.Append(Verbatim(Verbatim(quoted.Substring(1, quoted.Length - 2))));
            }
            else if (part is IInterpolatedStringAppendOperation { AppendCall: IInvocationOperation append })
            {
                AppendPart(append, text, arguments);
            }
            else if (part is IInterpolationOperation hole)
            {
                text.Append("{{(").Append(MessageText(hole.Expression, arguments)).Append(')');
                if (hole.Alignment is not null) text.Append(',').Append(hole.Alignment.ConstantValue.Value);
                if (hole.FormatString?.ConstantValue.Value is string format) text.Append(':').Append(Verbatim(format));
                text.Append("}}");
            }
        }
        return text.Append('"').ToString();
    }

    /// <summary>A part as an interpolated string handler gets it: a literal, or a value with alignment and format.</summary>
    private void AppendPart(IInvocationOperation append, StringBuilder text, List<Value> arguments)
    {
        if (append.TargetMethod.Name == "AppendLiteral")
        {
            string quoted = SymbolDisplay.FormatLiteral(append.Arguments[0].Value.ConstantValue.Value as string ?? "", quote: true);
            text.Append(Verbatim(Verbatim(quoted.Substring(1, quoted.Length - 2))));
            return;
        }
        text.Append("{{(").Append(MessageText(append.Arguments[0].Value, arguments)).Append(')');
        foreach (IArgumentOperation argument in append.Arguments.Skip(1).Where(argument => argument.ArgumentKind == ArgumentKind.Explicit))
        {
            if (argument.Value.ConstantValue.Value is int alignment) text.Append(',').Append(alignment);
            if (argument.Value.ConstantValue.Value is string format) text.Append(':').Append(Verbatim(format));
        }
        text.Append("}}");
    }

    private static string ConstantText(IOperation constant) => constant.ConstantValue.Value switch
    {
        null => "null",
        string text => SymbolDisplay.FormatLiteral(text, quote: true),
        char character => SymbolDisplay.FormatLiteral(character, quote: true),
        bool value => value ? "true" : "false",
        { } other when constant.Type is { TypeKind: not TypeKind.Enum, SpecialType: SpecialType.System_Int32 } => SymbolDisplay.FormatPrimitive(other, quoteStrings: true, useHexadecimalNumbers: false)!,
        { } other => $"({Identifiers.TypeName(constant.Type!)})({SymbolDisplay.FormatPrimitive(other, quoteStrings: true, useHexadecimalNumbers: false)})",
    };

    /// <summary>
    /// Guards (<c>Debug.Assert</c>, <c>ThrowIfNegative</c>) and methods of other assemblies' objects that get no floating
    /// value. Null for any other call.
    /// </summary>
    private Slot? LowerPassive(IInvocationOperation invocation)
    {
        IMethodSymbol method = invocation.TargetMethod;
        if (method.DeclaringSyntaxReferences.Length > 0) return null;
        if (IsGuard(method))
        {
            var values = new List<Value>();
            IEnumerable<string> texts = invocation.Arguments.Where(argument => argument.ArgumentKind == ArgumentKind.Explicit || argument.Value.ConstantValue is { HasValue: true, Value: string })
                .Select(argument => MessageText(argument.Value, values));
            string guard = $"{Verbatim(Identifiers.TypeName(method.ContainingType))}.{method.Name}({string.Join(", ", texts.ToList())})";
            AddOpaque(Value.None, guard, values, isStateful: true);
            return new PoisonSlot();
        }
        if (NumericTypes.IsNumerics(method.ContainingType) || method.IsGenericMethod || method.Parameters.Any(parameter => parameter.RefKind != RefKind.None)) return null;
        string owner;
        if (invocation.Instance is null)
        {
            if (KindOf(method.ReturnType).IsFloat() || method.ReturnsVoid) return null;
            owner = Identifiers.TypeName(method.ContainingType);
        }
        else
        {
            if (ObjectOf(Owner(invocation.Instance)) is not { } read) return null;
            owner = read.Path;
        }
        var arguments = new List<Value>();
        string template = $"{Verbatim(owner)}.{Identifiers.Escape(method.Name)}({string.Join(", ", invocation.Arguments.Select(argument => PassiveText(argument.Value, arguments)).ToList())})";
        ScalarKind kind = KindOf(method.ReturnType);
        if (kind == ScalarKind.None && !method.ReturnsVoid) return null;
        if (method.ReturnType.TypeKind == TypeKind.Enum) template = $"({kind.Keyword()}){template}";
        Value result = method.ReturnsVoid ? Value.None : _builder.Define(new IrType(kind));
        AddOpaque(result, template, arguments, isStateful: true);
        return result.IsNone ? new PoisonSlot() : new ScalarSlot(result);
    }

    private static bool IsGuard(IMethodSymbol method) => method is { IsStatic: true, ReturnsVoid: true }
        && (method is { Name: "Assert", ContainingType.Name: "Debug" or "Trace" }
            || (method.Name.StartsWith("ThrowIf", System.StringComparison.Ordinal) && method.ContainingType.Name.EndsWith("Exception", System.StringComparison.Ordinal)));

    /// <summary>An argument of code that isn't differentiated: a constant, an integer, an object.</summary>
    private string PassiveText(IOperation expression, List<Value> arguments)
    {
        expression = Unconverted(expression);
        if (expression.ConstantValue.HasValue) return Verbatim(ConstantText(expression));
        switch (Lower(expression))
        {
            case ScalarSlot scalar when !_builder.TypeOf(scalar.Value).Kind.IsFloat():
                arguments.Add(scalar.Value);
                string cast = Actual(expression.Type) is { TypeKind: TypeKind.Enum } type ? $"({Identifiers.TypeName(type)})" : "";
                return $"{cast}{{{arguments.Count - 1}}}";
            case ObjectSlot read:
                return Verbatim(read.Path);
            case PoisonSlot:
                throw new RefusalException(null);
            default:
                throw Refuse(expression, "a floating value that goes into code without a derivative", "compute it in a method whose source is in this project, or give a derivative with [PullbackOf]");
        }
    }
}
