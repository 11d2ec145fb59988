using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DiffGen.Generator.Lowering;

/// <summary>Methods of spans and arrays.</summary>
internal sealed partial class BodyLowerer
{
    private const string SpanAdvice = "of the span methods Slice, AsSpan, CopyTo, ToArray, Clear and Fill are; write a loop";

    /// <summary>Slice, AsSpan, CopyTo, ToArray, Clear and Fill; Clone, Copy and GetLength of arrays. Null for any other method.</summary>
    private Slot? LowerSpanMethod(IInvocationOperation invocation)
    {
        IMethodSymbol method = invocation.TargetMethod;
        bool isExtension = method.ContainingType is { Name: "MemoryExtensions" } extensions && TypeLowerer.IsSystem(extensions);
        bool isArray = method.ContainingType.SpecialType == SpecialType.System_Array;
        if (!isExtension && !isArray && !TypeLowerer.IsSpan(method.ContainingType)) return null;
        if (isArray && method.IsStatic) return LowerArrayMethod(invocation);
        IOperation? receiver = isExtension ? invocation.Arguments.FirstOrDefault()?.Value : invocation.Instance;
        if (receiver is null || !IsWrittenInOrder(invocation)) throw Unsupported(invocation, SpanAdvice);
        List<IOperation> arguments = [.. invocation.Arguments.Skip(isExtension ? 1 : 0).Select(argument => argument.Value)];
        if (TypeLowerer.IsGrid(Actual(Unconverted(receiver).Type), out _)) return LowerGridMethod(invocation, receiver, arguments);
        if (!IsStorage(Unconverted(receiver).Type)) throw Unsupported(invocation, SpanAdvice);
        Slot storage = Storage(receiver);
        switch (method.Name)
        {
            case "AsSpan" when arguments.Count == 0:
                return storage;
            case "AsSpan" when arguments is [IConversionOperation { Operand: IRangeOperation } or IRangeOperation]:
                return Slice(storage, (IRangeOperation)(arguments[0] is IConversionOperation conversion ? conversion.Operand : arguments[0]));
            case "AsSpan" or "Slice" when arguments.Count is 1 or 2 && arguments.All(argument => argument.Type?.SpecialType == SpecialType.System_Int32):
                Value start = Scalar(arguments[0]);
                Value length = arguments.Count == 2 ? Scalar(arguments[1]) : _builder.Scalar(Codes.Subtract, LengthOf(OfKnownLength(storage)), start);
                return Slice(storage, start, length);
            case "Clone" or "ToArray" when arguments.Count == 0:
                return Each(OfKnownLength(storage), buffer => new BufferSlot(Copy(((BufferSlot)buffer).Buffer)));
            case "CopyTo" when arguments.Count == 2:
                Slot destination = Storage(Unconverted(arguments[0]));
                Value from = Integer(arguments[1]);
                CopyTo(OfKnownLength(storage), Slice(destination, from, _builder.Scalar(Codes.Subtract, LengthOf(destination), from)));
                return new PoisonSlot();
            case "CopyTo" when arguments.Count == 1:
                CopyTo(OfKnownLength(storage), Storage(arguments[0]));
                return new PoisonSlot();
            case "Clear" when arguments.Count == 0:
                Each(storage, buffer => Filled(buffer, Zero(_builder.TypeOf(((BufferSlot)buffer).Buffer).Kind)));
                return new PoisonSlot();
            case "Fill" when arguments.Count == 1:
                FillEach(storage, Lower(arguments[0]));
                return new PoisonSlot();
            case "GetLength" when arguments is [{ ConstantValue.Value: 0 }]:
                return new ScalarSlot(LengthOf(OfKnownLength(storage)));
            default:
                throw Unsupported(invocation, SpanAdvice);
        }
    }

    /// <summary><c>Array.Copy</c>, <c>Array.Clear</c>, <c>Array.Fill</c>.</summary>
    private Slot? LowerArrayMethod(IInvocationOperation invocation)
    {
        if (!IsWrittenInOrder(invocation)) throw Unsupported(invocation, SpanAdvice);
        List<IOperation> arguments = [.. invocation.Arguments.Select(argument => Unconverted(argument.Value))];
        switch (invocation.TargetMethod.Name)
        {
            case "Copy" when arguments.Count == 3:
                Slot source = Storage(arguments[0]), target = Storage(arguments[1]);
                Value count = Integer(arguments[2]), zero = _builder.Int32(0);
                CopyTo(Slice(source, zero, count), Slice(target, zero, count));
                return new PoisonSlot();
            case "Copy" when arguments.Count == 5:
                Slot from = Storage(arguments[0]);
                Value fromStart = Integer(arguments[1]);
                Slot to = Storage(arguments[2]);
                Value toStart = Integer(arguments[3]), length = Integer(arguments[4]);
                CopyTo(Slice(from, fromStart, length), Slice(to, toStart, length));
                return new PoisonSlot();
            case "Clear" when arguments.Count == 1:
                Each(Storage(arguments[0]), buffer => Filled(buffer, Zero(_builder.TypeOf(((BufferSlot)buffer).Buffer).Kind)));
                return new PoisonSlot();
            case "Clear" when arguments.Count == 3:
                Slot cleared = Storage(arguments[0]);
                Value first = Integer(arguments[1]);
                Each(Slice(cleared, first, Integer(arguments[2])), buffer => Filled(buffer, Zero(_builder.TypeOf(((BufferSlot)buffer).Buffer).Kind)));
                return new PoisonSlot();
            case "Fill" when arguments.Count is 2 or 4:
                Slot filled = Storage(arguments[0]), content = Lower(invocation.Arguments[1].Value);
                if (arguments.Count == 4)
                {
                    Value begin = Integer(arguments[2]);
                    filled = Slice(filled, begin, Integer(arguments[3]));
                }
                FillEach(filled, content);
                return new PoisonSlot();
            default:
                throw Unsupported(invocation, "of the array methods Copy, Clear and Fill are; write a loop");
        }
    }

    private ScalarSlot LowerGridMethod(IInvocationOperation invocation, IOperation receiver, List<IOperation> arguments)
    {
        if (Lower(Unconverted(receiver)) is not CompositeSlot { Kind: GridComposite kind } grid || arguments is not [{ ConstantValue.Value: int dimension }] || dimension < 0 || dimension >= kind.Rank)
            throw Unsupported(invocation, "of the methods of such arrays GetLength and GetUpperBound with a constant are");
        Value extent = ((ScalarSlot)grid[GridComposite.Extent(dimension)]).Value;
        return invocation.TargetMethod.Name switch
        {
            "GetLength" => new ScalarSlot(extent),
            "GetUpperBound" => new ScalarSlot(_builder.Scalar(Codes.Subtract, extent, _builder.Int32(1))),
            "GetLowerBound" => new ScalarSlot(_builder.Int32(0)),
            _ => throw Unsupported(invocation, "of the methods of such arrays GetLength and GetUpperBound are"),
        };
    }

    private void FillEach(Slot storage, Slot value)
    {
        if (storage is BufferSlot && value is ScalarSlot scalar) Filled(storage, scalar.Value);
        else if (storage is CompositeSlot elements && value is CompositeSlot composite)
            for (int i = 0; i < elements.Members.Count; i++) FillEach(elements.Members[i], composite.Members[i]);
    }

    /// <summary><c>span.Fill(v)   ---->   for (i = 0; i &lt; span.Length; i++) span[i] = v</c></summary>
    private Slot Filled(Slot storage, Value value)
    {
        Value buffer = ((BufferSlot)storage).Buffer;
        _builder.Each(buffer, index => _builder.Store(buffer, index, value));
        return storage;
    }
}
