using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;
using Microsoft.CodeAnalysis;

namespace DiffGen.Generator.Lowering;

/// <summary>
/// A buffer as (one of several roots, offset, length). Where rebound variables join, these integers join, so that the
/// IR has no merged buffers.
/// </summary>
/// <param name="Roots">The storage it may be a window of.</param>
/// <param name="Selector">Which root; none where there is one.</param>
/// <param name="Offset">First element; none for the whole root.</param>
/// <param name="Length">Number of elements; none for the whole root.</param>
internal sealed record BufferParts(IReadOnlyList<Value> Roots, Value Selector, Value Offset, Value Length)
{
    public bool IsWhole => Offset.IsNone;
}

/// <summary>Slices and rebound array variables.</summary>
internal sealed partial class BodyLowerer
{
    private BufferParts Parts(Value buffer)
        => _parts.TryGetValue(buffer, out BufferParts? parts) ? parts : new BufferParts([buffer], Value.None, Value.None, Value.None);

    private Value Slice(Value buffer, Value offset, Value length)
    {
        BufferParts parts = Parts(buffer);
        Value view = _builder.View(buffer, offset, length);
        _parts[view] = parts with { Offset = parts.IsWhole ? offset : _builder.Scalar(Codes.Add, parts.Offset, offset), Length = length };
        return view;
    }

    private void MergeBuffers(Joins joins, object key, Value left, Value right, bool isLeftUnset, bool isRightUnset)
    {
        BufferParts a = Parts(left), b = Parts(right);
        List<Value> roots = [.. a.Roots.Concat(b.Roots).Distinct()];
        RequireOuter(roots, joins.FirstNew);
        bool isWhole = a.IsWhole && b.IsWhole;
        if (roots.Any(root => !Equals(_builder.TypeOf(root).Of, _builder.TypeOf(roots[0]).Of)))
            throw Refuse(_statement!, "a choice between a parameter's structs and a local array of structs", "copy the parameter into a local array first");
        (Value selector, Value offset, Value length) = (Value.None, Value.None, Value.None);
        if (roots.Count > 1)
        {
            selector = joins.Add(
                _builder.Define(IrType.Int32),
                InList(joins.ThenOperations, () => isLeftUnset ? _builder.Int32(0) : Selector(a, roots)),
                InList(joins.ElseOperations, () => isRightUnset ? _builder.Int32(0) : Selector(b, roots)));
        }
        if (!isWhole)
        {
            offset = joins.Add(
                _builder.Define(IrType.Int32),
                InList(joins.ThenOperations, () => isLeftUnset ? _builder.Int32(0) : OffsetOf(a)),
                InList(joins.ElseOperations, () => isRightUnset ? _builder.Int32(0) : OffsetOf(b)));
            length = joins.Add(
                _builder.Define(IrType.Int32),
                InList(joins.ThenOperations, () => isLeftUnset ? _builder.Int32(0) : _builder.Length(left)),
                InList(joins.ElseOperations, () => isRightUnset ? _builder.Int32(0) : _builder.Length(right)));
        }
        bool isRented = (!isLeftUnset && IsRented(new BufferSlot(left))) || (!isRightUnset && IsRented(new BufferSlot(right)));
        joins.After.Add(() =>
        {
            var merged = new BufferSlot(Assemble(new BufferParts(roots, selector, offset, length), NameOf(key)));
            Bind(key, isRented ? Rented(merged) : merged);
        });
    }

    /// <summary>The buffer value that parts describe.</summary>
    private Value Assemble(BufferParts parts, string name)
    {
        bool hasArena = parts.Roots.Count > 1 && parts.Roots.Any(IsArena);
        Value buffer = hasArena ? ChooseWindow(parts, name) : parts.Roots.Count == 1 ? parts.Roots[0] : _builder.Choose(parts.Selector, parts.Roots.ToEquatable(), name);
        if (!parts.IsWhole && !hasArena) buffer = _builder.View(buffer, parts.Offset, parts.Length, name);
        if (parts.Roots.Count > 1 || !parts.IsWhole) _parts[buffer] = parts;
        return buffer;
    }

    /// <summary>The selector of the parts, as an index into a longer list of roots.</summary>
    private Value Selector(BufferParts parts, List<Value> roots)
    {
        if (parts.Roots.Count == 1) return _builder.Int32(roots.IndexOf(parts.Roots[0]));
        if (parts.Roots.SequenceEqual(roots.Take(parts.Roots.Count))) return parts.Selector;
        Value mapped = _builder.Int32(roots.IndexOf(parts.Roots[parts.Roots.Count - 1]));
        for (int i = parts.Roots.Count - 2; i >= 0; i--)
        {
            Value isThis = _builder.Scalar(Codes.Equal, parts.Selector, _builder.Int32(i));
            Value index = _builder.Int32(roots.IndexOf(parts.Roots[i]));
            Value result = _builder.Define(IrType.Int32);
            _builder.Add(new IfOp([result], isThis, new Region(default, default, [index]), new Region(default, default, [mapped])));
            mapped = result;
        }
        return mapped;
    }

    private Value OffsetOf(BufferParts parts) => parts.IsWhole ? _builder.Int32(0) : parts.Offset;

    private Value InList(List<Operation> operations, System.Func<Value> build)
    {
        Value value = Value.None;
        _builder.AppendTo(operations, () => value = build());
        return value;
    }
}
