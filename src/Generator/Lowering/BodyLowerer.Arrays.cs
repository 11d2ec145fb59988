using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using DiffGen.Generator.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DiffGen.Generator.Lowering;

/// <summary>New arrays: <c>new</c>, initialisers, collection expressions, <c>stackalloc</c>.</summary>
internal sealed partial class BodyLowerer
{
    private Slot LowerArrayCreation(IArrayCreationOperation creation)
    {
        ITypeSymbol type = Actual(creation.Type)!;
        Value[] sizes = [.. creation.DimensionSizes.Select(ArrayLength)];
        if (TypeLowerer.IsGrid(type, out int rank)) return NewGrid((IArrayTypeSymbol)type, rank, sizes, creation);
        if (TypeLowerer.IsJagged(type, out ScalarKind kind))
        {
            CompositeSlot rows = NewRows(kind, sizes[0]);
            if (creation.Initializer is not null) FillRows(rows, creation.Initializer.ElementValues);
            return rows;
        }
        Slot storage = NewArray(type, sizes[0], creation.Syntax);
        if (creation.Initializer is not null) Fill(storage, creation.Initializer.ElementValues);
        return storage;
    }

    private Value ArrayLength(IOperation size)
    {
        Value length = Scalar(size);
        return _builder.TypeOf(length) == IrType.Int32 ? length : throw Refuse(size, "an array length that isn't an int", "use an int");
    }

    private Slot NewArray(ITypeSymbol type, Value length, SyntaxNode syntax)
    {
        (ITypeSymbol? element, _) = TypeLowerer.Element(type);
        return element is not null && (TypeLowerer.TryBuffer(type, out _) || TypeLowerer.TryElements(type, out _)) ? NewStorage(element, length) : throw UnsupportedType(syntax, type);
    }

    private Slot NewGrid(IArrayTypeSymbol type, int rank, Value[] sizes, IArrayCreationOperation creation)
    {
        Value total = sizes[0];
        foreach (Value size in sizes.Skip(1)) total = _builder.Scalar(IrType.Int32, Codes.Multiply, isChecked: true, total, size);
        Slot storage = NewStorage(type.ElementType, total);
        if (creation.Initializer is not null) Fill(storage, [.. Leaves(creation.Initializer)]);
        return new CompositeSlot(new GridComposite(rank), new[] { storage }.Concat(sizes.Select(size => (Slot)new ScalarSlot(size))).ToEquatable());
    }

    private static IEnumerable<IOperation> Leaves(IArrayInitializerOperation initializer)
        => initializer.ElementValues.SelectMany(value => value is IArrayInitializerOperation nested ? Leaves(nested) : [value]);

    /// <summary><c>[a, .. b, c]</c>: the parts are evaluated first, then copied one after the other.</summary>
    private Slot LowerCollection(ICollectionExpressionOperation collection)
    {
        ITypeSymbol type = Actual(collection.Type)!;
        if (TypeLowerer.IsJagged(type, out ScalarKind kind))
        {
            if (collection.Elements.FirstOrDefault(element => element is ISpreadOperation) is { } spread) throw Refuse(spread, "rows spread into an array of arrays", "write the rows one by one");
            CompositeSlot rows = NewRows(kind, _builder.Int32(collection.Elements.Length));
            FillRows(rows, collection.Elements);
            return rows;
        }
        if (!collection.Elements.Any(element => element is ISpreadOperation))
        {
            Slot storage = NewArray(type, _builder.Int32(collection.Elements.Length), collection.Syntax);
            Fill(storage, collection.Elements);
            return storage;
        }
        List<(Slot Slot, bool IsSpread)> parts = [.. collection.Elements.Select(element => element is ISpreadOperation spread ? (OfKnownLength(Storage(Unconverted(spread.Operand))), true) : (Lower(element), false))];
        Value length = _builder.Int32(parts.Count(part => !part.IsSpread));
        foreach ((Slot slot, bool isSpread) in parts)
            if (isSpread) length = _builder.Scalar(Codes.Add, length, LengthOf(slot));
        Slot result = NewArray(type, length, collection.Syntax);
        Value next = _builder.Int32(0);
        foreach ((Slot slot, bool isSpread) in parts)
        {
            Value count = isSpread ? LengthOf(slot) : _builder.Int32(1);
            if (isSpread) CopyTo(slot, Slice(result, next, count));
            else Write(new ElementPlace(result, next), slot, collection);
            next = _builder.Scalar(Codes.Add, next, count);
        }
        return result;
    }

    private void CopyTo(Slot source, Slot target)
    {
        switch (source, target)
        {
            case (BufferSlot from, BufferSlot to): CopyTo(from.Buffer, to.Buffer); break;
            case (CompositeSlot from, CompositeSlot to):
                for (int i = 0; i < from.Members.Count; i++) CopyTo(from.Members[i], to.Members[i]);
                break;
        }
    }

    /// <summary><c>stackalloc T[n]</c>: the operation tree has no node of its own for it, so the syntax says what it is.</summary>
    private Slot LowerStackAlloc(IOperation creation)
    {
        SemanticModel model = creation.SemanticModel!;
        ITypeSymbol? type = Actual(model.GetTypeInfo(creation.Syntax, _cancellation).ConvertedType);
        (ExpressionSyntax? size, InitializerExpressionSyntax? initializer) = creation.Syntax switch
        {
            StackAllocArrayCreationExpressionSyntax { Type: ArrayTypeSyntax { RankSpecifiers: [{ Sizes: [{ } written] }] } } explicitly
                => (written is OmittedArraySizeExpressionSyntax ? null : written, explicitly.Initializer),
            ImplicitStackAllocArrayCreationExpressionSyntax implicitly => (null, implicitly.Initializer),
            _ => throw Unsupported(creation),
        };
        if (type is IPointerTypeSymbol) throw Refuse(creation, "a pointer", "declare the variable as Span<T>");
        Value length = size is not null && model.GetOperation(size, _cancellation) is { } sizeOperation
            ? Scalar(sizeOperation)
            : _builder.Int32(initializer?.Expressions.Count ?? throw Unsupported(creation));
        Slot result = type is null ? throw Unsupported(creation) : NewArray(type, length, creation.Syntax);
        if (initializer is not null)
        {
            IEnumerable<IOperation?> elements = initializer.Expressions.Select(element => model.GetOperation(Unparenthesized(element), _cancellation));
            Fill(result, [.. elements.Select(element => element ?? throw Unsupported(creation))]);
        }
        return result;
    }

    private static ExpressionSyntax Unparenthesized(ExpressionSyntax expression) => expression is ParenthesizedExpressionSyntax inner ? Unparenthesized(inner.Expression) : expression;

    private void Fill(Slot storage, ImmutableArray<IOperation> elements)
    {
        for (int i = 0; i < elements.Length; i++)
        {
            Slot element = Lower(elements[i]);
            if (storage is BufferSlot buffer && element is ScalarSlot scalar) element = new ScalarSlot(_builder.Converted(scalar.Value, _builder.TypeOf(buffer.Buffer).Kind));
            Write(new ElementPlace(storage, _builder.Int32(i)), element, elements[i]);
        }
    }
}
