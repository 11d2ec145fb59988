using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using DiffGen.Generator.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DiffGen.Generator.Lowering;

/// <summary>Arrays, spans, and what can be read from objects.</summary>
internal sealed partial class BodyLowerer
{
    private Slot LowerElement(IArrayElementReferenceOperation element)
    {
        if (Unconverted(element.Indices[0]) is not IRangeOperation range) return Read(LowerPlace(element), element);
        if (TypeLowerer.IsJagged(Actual(element.ArrayReference.Type), out _) && Lower(element.ArrayReference) is CompositeSlot { Kind: JaggedComposite } rows) return RangeOfRows(rows, range);
        if (!IsStorage(element.ArrayReference.Type)) throw Refuse(element, "a range of an array of this type", "use the elements one by one");
        Slot storage = Storage(element.ArrayReference);
        return Each(Slice(storage, range), buffer => new BufferSlot(Copy(((BufferSlot)buffer).Buffer)));
    }

    private Place ArrayElement(IArrayElementReferenceOperation element)
    {
        if (element.Indices.Length > 1) return GridElement(element);
        Slot array = Indexed(element.ArrayReference);
        IOperation index = element.Indices[0];
        return array switch
        {
            CompositeSlot { Kind: JaggedComposite } rows => new RowPlace(rows, FromStartOrEnd(index, () => RowCount(rows))),
            ObjectSlot read => new ValuePlace(Item(element, read, Actual(element.Type)!, FromStartOrEnd(index, () => Count(read, "Length")), "item")),
            _ when IsStorage(array) => new ElementPlace(array, Index(index, array)),
            PoisonSlot => throw new RefusalException(null),
            _ => throw Unsupported(element.ArrayReference),
        };
    }

    /// <summary>
    /// Each index is checked against its own extent, as C# does.
    /// <code>
    /// m[i, j]   ---->   elements[Index(i, rows) * columns + Index(j, columns)]
    /// </code>
    /// </summary>
    private Place GridElement(IArrayElementReferenceOperation element)
    {
        if (Lower(element.ArrayReference) is not CompositeSlot { Kind: GridComposite kind } grid) throw Unsupported(element);
        Value[] indices = [.. element.Indices.Select(Integer)];
        Value offset = Value.None;
        for (int i = 0; i < kind.Rank; i++)
        {
            Value extent = ((ScalarSlot)grid[GridComposite.Extent(i)]).Value;
            Value index = _builder.Scalar(Codes.Index, indices[i], extent);
            offset = i == 0 ? index : _builder.Scalar(Codes.Add, _builder.Scalar(Codes.Multiply, offset, extent), index);
        }
        return new ElementPlace(grid[GridComposite.Elements], offset);
    }

    /// <summary><c>s[^1]</c> and <c>s[1..3]</c> of spans; a range of an array is a copy (above), of a span a window.</summary>
    private Slot LowerImplicitIndexer(IImplicitIndexerReferenceOperation element)
    {
        if (!IsStorage(element.Instance.Type)) return LowerItemFromEnd(element);
        return Unconverted(element.Argument) is IRangeOperation range ? Slice(Storage(element.Instance), range) : Read(LowerPlace(element), element);
    }

    /// <summary><c>list[^1]</c> of a list that is only read.</summary>
    private Slot LowerItemFromEnd(IImplicitIndexerReferenceOperation element)
    {
        if (Unconverted(element.Argument) is not IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat } fromEnd || Lower(element.Instance) is not ObjectSlot read || element.IndexerSymbol is not IPropertySymbol indexer || KindOf(indexer.Type) is var kind && kind == ScalarKind.None)
            throw Unsupported(element);
        Value count = Opaque(IrType.Int32, $"{read.Path}.{element.LengthSymbol.Name}", "count");
        Value result = _builder.Define(new IrType(KindOf(indexer.Type)));
        AddOpaque(result, $"{Verbatim(read.Path)}[{{0}}]", [_builder.Scalar(Codes.Subtract, count, Scalar(fromEnd.Operand))], isStateful: false);
        return new ScalarSlot(result);
    }

    /// <summary>An array or span: of scalars, or of structs.</summary>
    private Slot Storage(IOperation expression) => Indexed(expression) switch
    {
        BufferSlot buffer => buffer,
        CompositeSlot { Kind: ElementsComposite } elements => elements,
        PoisonSlot => throw new RefusalException(null),
        _ => throw Unsupported(expression),
    };

    /// <summary>What an index is applied to, evaluated once: the storage itself, where the value would be a copy.</summary>
    private Slot Indexed(IOperation expression) => IsInlineArray(expression.Type) ? Read(LowerPlace(expression), expression) : Lower(expression);

    private static bool IsStorage(Slot slot) => slot is BufferSlot or CompositeSlot { Kind: ElementsComposite };

    /// <summary>The same done to each buffer of an array or span.</summary>
    private static Slot Each(Slot storage, System.Func<Slot, Slot> map) => storage switch
    {
        BufferSlot => map(storage),
        CompositeSlot elements => elements with { Members = elements.Members.Select(member => Each(member, map)).ToEquatable() },
        _ => storage,
    };

    private Value LengthOf(Slot storage) => Flatten(storage).Any() ? _builder.Length(Flatten(storage).First()) : _builder.Int32(0);

    private Slot Slice(Slot storage, Value offset, Value length) => Each(storage, buffer => new BufferSlot(Slice(((BufferSlot)buffer).Buffer, offset, length)));

    /// <summary><c>buffer[a..b]   ---->   buffer.Slice(a, b - a)</c></summary>
    private Slot Slice(Slot storage, IRangeOperation range)
    {
        Value start = range.LeftOperand is null ? _builder.Int32(0) : Index(range.LeftOperand, storage);
        Value end = range.RightOperand is null ? LengthOf(OfKnownLength(storage)) : Index(range.RightOperand, storage);
        return Slice(storage, start, _builder.Scalar(Codes.Subtract, end, start));
    }

    /// <summary>A new array with the content of a buffer.</summary>
    private Value Copy(Value source)
    {
        Value copy = Allocate(_builder.TypeOf(source).Kind, _builder.Length(source));
        CopyLoop(source, copy);
        return copy;
    }

    private void CopyLoop(Value source, Value target) => _builder.CopyElements(source, target);

    /// <summary><c>source.CopyTo(target)</c>, which must be as long; storage that may overlap goes through a copy.</summary>
    private void CopyTo(Value source, Value target)
    {
        Value window = Slice(target, _builder.Int32(0), _builder.Length(source));
        CopyLoop(MayOverlap(source, target) ? Copy(source) : source, window);
    }

    /// <summary>An index; <c>^1</c> counts from the end.</summary>
    private Value Index(IOperation index, Slot storage) => FromStartOrEnd(index, () => LengthOf(OfKnownLength(storage)));

    private Value FromStartOrEnd(IOperation index, System.Func<Value> length)
    {
        if (index is IConversionOperation { Type: { Name: "Index" }, Operand.Type.SpecialType: SpecialType.System_Int32 } toIndex) index = toIndex.Operand;
        if (index is not IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat } fromEnd) return Integer(index);
        Value distance = Scalar(fromEnd.Operand);
        return _builder.Scalar(Codes.Subtract, length(), distance);
    }

    private Value Integer(IOperation index)
    {
        if (index is IConversionOperation { IsImplicit: true, Type.SpecialType: SpecialType.System_IntPtr or SpecialType.System_UIntPtr } conversion) index = conversion.Operand;
        if (index.Type?.SpecialType != SpecialType.System_Int32)
            throw Refuse(index, $"an index of type '{index.Type?.ToDisplayString()}'", "use an int index");
        return Scalar(index);
    }

    /// <summary>A trainable parameter: a window on the model's flat buffer.</summary>
    private Slot LowerParameter(Model.ModelProperty parameter)
    {
        Value offset = _builder.Int32(parameter.Offset);
        if (parameter.IsScalar) return new ScalarSlot(_builder.Load(_modelBuffer, offset, LocalName(parameter.Name)));
        Value view = Slice(_modelBuffer, offset, _builder.Int32(parameter.Length));
        _builder.Name(view, LocalName(parameter.Name));
        return new BufferSlot(view);
    }
}
