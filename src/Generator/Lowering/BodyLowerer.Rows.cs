using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DiffGen.Generator.Lowering;

/// <summary>
/// Arrays of arrays. Their rows live in one storage, and two arrays of integers say where:
/// <code>
/// a[i][j]   ---->   elements[starts[i]..starts[i] + lengths[i]][j]
/// </code>
/// A row is an offset, so rows can be swapped, shared and replaced. Storage is an arena for what the method makes, and
/// all rows one after the other for a parameter.
/// </summary>
internal sealed partial class BodyLowerer
{
    private const int NoRow = -1;

    /// <summary>In the list of what a loop assigns: some row of some array of arrays.</summary>
    private static readonly object s_anyRow = new();

    private CompositeSlot NewRows(ScalarKind kind, Value count)
    {
        Value starts = Allocate(ScalarKind.Int32, count), lengths = Allocate(ScalarKind.Int32, count);
        Filled(new BufferSlot(lengths), _builder.Int32(NoRow));
        return new CompositeSlot(new JaggedComposite(kind), [new BufferSlot(Arena(kind)), new BufferSlot(starts), new BufferSlot(lengths)]);
    }

    /// <summary>The rows as they are given, one after the other.</summary>
    private void FillRows(CompositeSlot rows, IReadOnlyList<IOperation> elements)
    {
        for (int i = 0; i < elements.Count; i++) Write(new RowPlace(rows, _builder.Int32(i)), Lower(elements[i]), elements[i]);
    }

    private static Value BufferOf(CompositeSlot rows, string member) => ((BufferSlot)rows[member]).Buffer;

    private Value RowCount(Slot rows) => _builder.Length(BufferOf((CompositeSlot)rows, JaggedComposite.Starts));

    private Slot ReadRow(RowPlace row)
    {
        var rows = (CompositeSlot)row.Rows;
        Value start = _builder.Load(BufferOf(rows, JaggedComposite.Starts), row.Index), length = _builder.Load(BufferOf(rows, JaggedComposite.Lengths), row.Index);
        return Slice(rows[JaggedComposite.Elements], start, length);
    }

    /// <summary>A range of an array of arrays is a new array of the same rows.</summary>
    private CompositeSlot RangeOfRows(CompositeSlot rows, IRangeOperation range)
    {
        Slot places = Slice(new CompositeSlot(rows.Kind, [rows[JaggedComposite.Starts], rows[JaggedComposite.Lengths]]), range);
        Slot copied = Each(places, buffer => new BufferSlot(Copy(((BufferSlot)buffer).Buffer)));
        return new CompositeSlot(rows.Kind, [rows[JaggedComposite.Elements], .. ((CompositeSlot)copied).Members]);
    }

    private void WriteRow(RowPlace row, Slot value, IOperation syntax)
    {
        var rows = (CompositeSlot)row.Rows;
        Value elements = BufferOf(rows, JaggedComposite.Elements);
        if (!IsArena(elements)) throw Refuse(syntax, "a new row in an array of arrays from outside", "write into the elements of its rows");
        (Value start, Value length) = (_builder.Int32(0), _builder.Int32(NoRow));
        if (value is BufferSlot { Buffer: var buffer })
        {
            BufferParts parts = Parts(buffer);
            RequireIn(elements, parts.Roots, syntax);
            (start, length) = (OffsetOf(parts), _builder.Length(buffer));
        }
        else if (value is not UnassignedSlot)
        {
            throw Unsupported(syntax);
        }
        _builder.Store(BufferOf(rows, JaggedComposite.Starts), row.Index, start);
        _builder.Store(BufferOf(rows, JaggedComposite.Lengths), row.Index, length);
    }

    /// <summary>A row is in the storage of its array: one made elsewhere is made there when the body is lowered again.</summary>
    private void RequireIn(Value arena, IReadOnlyList<Value> roots, IOperation syntax)
    {
        bool isChanged = false;
        foreach (Value root in roots.Where(root => root != arena))
        {
            if (!_creators.TryGetValue(root, out SyntaxNode? creator))
                throw Refuse(syntax, "an array from outside as a row of an array that the method makes", "make the row a copy: Clone() or ToArray()");
            isChanged |= _outliving.Add(creator);
        }
        if (isChanged) throw new RestartException();
        if (roots.Any(root => root != arena)) throw Refuse(syntax, "this array as a row", "make the row a copy: Clone() or ToArray()");
    }
}
