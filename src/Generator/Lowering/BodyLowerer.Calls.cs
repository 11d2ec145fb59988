using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.Diagnostics;
using DiffGen.Generator.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DiffGen.Generator.Lowering;

/// <summary>Calls: of the rule table's functions, of span methods, of methods with source.</summary>
internal sealed partial class BodyLowerer
{
    private Slot LowerInvocation(IInvocationOperation invocation)
    {
        IMethodSymbol method = invocation.TargetMethod;
        if (MathCalls.Code(method) is { } code) return LowerMath(invocation, code);
        if (LowerSpanMethod(invocation) is { } slot) return slot;
        if (method is { Name: "Stop", ContainingType: { Name: "Gradient", ContainingNamespace: { Name: "DiffGen", ContainingNamespace.IsGlobalNamespace: true } } }) return LowerStop(invocation);
        if (method.MethodKind is not MethodKind.Ordinary) throw Unsupported(invocation, "it isn't an ordinary method; make it a private static method");
        if (method.IsGenericMethod || method.ContainingType.IsGenericType) throw Unsupported(invocation, "generic methods are not emitted yet; write it for double");
        if ((method.IsVirtual || method.IsAbstract || method.IsOverride) && !method.IsSealed && !method.ContainingType.IsSealed)
            throw Unsupported(invocation, "which method runs is only known at run time; make it static or not virtual");
        if (method.DeclaringSyntaxReferences.Length == 0) throw Unsupported(invocation, "its source isn't in this compilation and it has no derivative");
        if (!method.IsStatic && invocation.Instance is not IInstanceReferenceOperation)
            throw Unsupported(invocation, "calls on other objects are not emitted yet; make it a static method");
        if (method.IsAsync || method.IsExtern) throw Unsupported(invocation, "async and extern methods have no derivative");
        return LowerSourceCall(invocation);
    }

    private ScalarSlot LowerMath(IInvocationOperation invocation, string code)
    {
        ScalarKind result = TypeLowerer.Scalar(invocation.TargetMethod.ReturnType);
        if (result == ScalarKind.None || !IsWrittenInOrder(invocation)) throw Unsupported(invocation, "write the call with its arguments in order, one result");
        Value[] arguments = [.. invocation.Arguments.Select(argument => Scalar(argument.Value))];
        if (invocation.Arguments.LastOrDefault()?.Value.Type is INamedTypeSymbol { TypeKind: TypeKind.Enum } mode) code += $":{mode.Name}";
        return new ScalarSlot(_builder.Scalar(new IrType(result), code, arguments));
    }

    /// <summary><c>Gradient.Stop(x)</c>: x, with derivative zero.</summary>
    private ScalarSlot LowerStop(IInvocationOperation invocation)
    {
        Value value = Scalar(invocation.Arguments[0].Value);
        return new ScalarSlot(_builder.TypeOf(value).IsFloatScalar ? _builder.Scalar(Codes.Stop, value) : value);
    }

    /// <summary>Slice, AsSpan, CopyTo, ToArray, Clear and Fill; Clone of arrays.</summary>
    private Slot? LowerSpanMethod(IInvocationOperation invocation)
    {
        IMethodSymbol method = invocation.TargetMethod;
        bool isExtension = method.ContainingType is { Name: "MemoryExtensions" } extensions && TypeLowerer.IsSystem(extensions);
        bool isClone = method is { Name: "Clone", ContainingType.SpecialType: SpecialType.System_Array };
        if (!isExtension && !isClone && !TypeLowerer.IsSpan(method.ContainingType)) return null;
        IOperation? receiver = isExtension ? invocation.Arguments.FirstOrDefault()?.Value : invocation.Instance;
        List<IOperation> arguments = [.. invocation.Arguments.Skip(isExtension ? 1 : 0).Select(argument => argument.Value)];
        if (receiver is null || !IsWrittenInOrder(invocation) || !TypeLowerer.TryBuffer(Unconverted(receiver).Type, out _)) throw Unsupported(invocation, SpanAdvice);
        Value buffer = Buffer(receiver);
        switch (method.Name)
        {
            case "AsSpan" when arguments.Count == 0:
                return new BufferSlot(buffer);
            case "AsSpan" or "Slice" when arguments.Count is 1 or 2 && arguments.All(argument => argument.Type?.SpecialType == SpecialType.System_Int32):
                Value start = Scalar(arguments[0]);
                Value length = arguments.Count == 2 ? Scalar(arguments[1]) : _builder.Scalar(Codes.Subtract, _builder.Length(buffer), start);
                return new BufferSlot(Slice(buffer, start, length));
            case "Clone" or "ToArray" when arguments.Count == 0:
                return new BufferSlot(Copy(buffer));
            case "CopyTo" when arguments.Count == 1:
                CopyTo(buffer, Buffer(arguments[0]));
                return new PoisonSlot();
            case "Clear" when arguments.Count == 0:
                FillLoop(buffer, Zero(_builder.TypeOf(buffer).Kind));
                return new PoisonSlot();
            case "Fill" when arguments.Count == 1:
                FillLoop(buffer, Scalar(arguments[0]));
                return new PoisonSlot();
            default:
                throw Unsupported(invocation, SpanAdvice);
        }
    }

    private const string SpanAdvice = "of the span methods Slice, AsSpan, CopyTo, ToArray, Clear and Fill are; write a loop";

    /// <summary><c>span.Fill(v)   ---->   for (i = 0; i &lt; span.Length; i++) span[i] = v</c></summary>
    private void FillLoop(Value buffer, Value value)
    {
        Value length = _builder.Length(buffer), index = _builder.Define(IrType.Int32, "i");
        Region body = _builder.Region([index], () =>
        {
            _builder.Store(buffer, index, value);
            return default;
        });
        _builder.Add(new ForOp(default, _builder.Int32(0), length, 1, false, default, body));
    }

    private static bool IsWrittenInOrder(IInvocationOperation invocation)
        => invocation.Arguments.Select(argument => argument.Parameter?.Ordinal ?? -1).SequenceEqual(Enumerable.Range(0, invocation.Arguments.Length));

    /// <summary>The arguments are evaluated as written, then passed in the order of the parameters.</summary>
    private Slot LowerSourceCall(IInvocationOperation invocation)
    {
        IMethodSymbol method = invocation.TargetMethod;
        ScalarKind result = TypeLowerer.Scalar(method.ReturnType);
        if (result == ScalarKind.None && !method.ReturnsVoid)
            throw Unsupported(invocation, $"it returns '{method.ReturnType.ToDisplayString()}'; return a number, or write into a Span<T> parameter");
        var values = new Value[method.Parameters.Length];
        foreach (IArgumentOperation argument in invocation.Arguments)
        {
            if (argument.Parameter is not { RefKind: RefKind.None or RefKind.In } parameter || argument.ArgumentKind == ArgumentKind.ParamArray)
                throw Unsupported(invocation, "'ref', 'out' and 'params' arguments are not emitted yet; pass a Span<T>");
            if (parameter.RefKind == RefKind.In && Unconverted(argument.Value) is IArrayElementReferenceOperation or IPropertyReferenceOperation)
                throw Unsupported(invocation, $"the 'in' parameter '{parameter.Name}' gets an array element by reference; copy it to a local first");
            values[parameter.Ordinal] = Lower(argument.Value) switch
            {
                ScalarSlot scalar => scalar.Value,
                BufferSlot buffer => buffer.Buffer,
                PoisonSlot => throw new RefusalException(null),
                _ => throw Unsupported(invocation, $"argument '{parameter.Name}' is an object; read what is needed from it and pass numbers and arrays"),
            };
        }
        List<Value> arguments = [.. values];
        if (!method.IsStatic && _context.Models.Find(method.ContainingType) is not null) arguments.Add(_modelBuffer);
        List<int> constants = [.. Enumerable.Range(0, arguments.Count).Where(i => _builder.TypeOf(arguments[i]).Shape == IrShape.ReadOnlyBuffer)];
        _calls.Add(new CallSite(method.PartialImplementationPart ?? method, invocation.Syntax, constants));
        Value? returned = method.ReturnsVoid ? null : _builder.Define(new IrType(result));
        EquatableArray<Value> results = returned is { } value ? [value] : default;
        _builder.Add(new CallOp(results, _context.FunctionName(method), arguments.ToEquatable()));
        return returned is { } scalarResult ? new ScalarSlot(scalarResult) : new PoisonSlot();
    }

    private static RefusalException Unsupported(IInvocationOperation invocation, string reason)
        => RefusalException.At(invocation.Syntax, Descriptors.UnsupportedCall, invocation.TargetMethod.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat), EntryName, reason);
}
