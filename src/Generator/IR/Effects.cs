using System;
using System.Collections.Generic;
using System.Linq;

namespace DiffGen.Generator.IR;

/// <summary>What an operation, with its regions, does beyond computing its results.</summary>
/// <param name="Throws">It may throw.</param>
/// <param name="IsOpaque">It may read or change state outside the IR: not dropped, repeated, merged or reordered.</param>
/// <param name="MayDiverge">It may run forever.</param>
/// <param name="Reads">The storage (see <see cref="BufferRoots"/>) whose content it may read.</param>
/// <param name="Writes">The storage whose content it may change.</param>
internal sealed record OperationEffects(
    bool Throws,
    bool IsOpaque,
    bool MayDiverge,
    IReadOnlyCollection<Value> Reads,
    IReadOnlyCollection<Value> Writes)
{
    /// <summary>Whether it can't throw where it stands, but could elsewhere.</summary>
    public bool IsAnchored { get; init; }

    public static readonly OperationEffects None = new(false, false, false, [], []);

    public static readonly OperationEffects Throwing = None with { Throws = true };

    /// <summary>Only the results count: it may be dropped, and repeated wherever its operands and what it reads are the same.</summary>
    public bool IsDroppable => !Throws && !IsOpaque && !MayDiverge && Writes.Count == 0;
}

/// <summary>The effects of the operations of one function (see <see cref="Function.Effects"/>); what is proved not to throw is so stated.</summary>
internal sealed class Effects
{
    private readonly Function _function;
    private readonly Operation?[] _definitions;
    private readonly Dictionary<Value, ForOp> _counters = [];
    private readonly BufferRoots _roots;
    private readonly Dictionary<Operation, OperationEffects> _nested = new(ReferenceComparer.Instance);

    public Effects(Function function)
    {
        _function = function;
        _definitions = new Operation?[function.Types.Count];
        _roots = new BufferRoots(function);
        Visit(function.Body);
    }

    public BufferRoots Roots => _roots;

    /// <summary>The operation that defines a value, or null for a parameter of a region.</summary>
    public Operation? DefinitionOf(Value value) => _definitions[value.Id];

    /// <summary>The loop that counts in a value, or null.</summary>
    private ForOp? LoopOf(Value counter) => _counters.TryGetValue(counter, out ForOp? loop) ? loop : null;

    /// <summary>Whether a value is storage.</summary>
    public bool IsBuffer(Value value) => _function.TypeOf(value).IsBuffer;

    /// <summary>The value as a constant, where it is one.</summary>
    public Literal? LiteralOf(Value value) => (_definitions[value.Id] as ConstantOp)?.Literal;

    public OperationEffects Of(Operation operation) => operation switch
    {
        LengthOp length when _function.TypeOf(length.Buffer).Shape is IrShape.Stack or IrShape.Arena => OperationEffects.None with { Reads = _roots.Of(length.Buffer) },
        ConstantOp or LengthOp or ChooseOp => OperationEffects.None,
        ScalarOp scalar => MayThrow(scalar) ? OperationEffects.Throwing : OperationEffects.None,
        AllocOp alloc => MayThrow(alloc) ? OperationEffects.Throwing : OperationEffects.None,
        ViewOp view => Checked(MayThrow(view), view.IsProved),
        LoadOp load => Access(load.Buffer, load.Index, load.IsProved) with { Reads = _roots.Of(load.Buffer) },
        StoreOp store => Access(store.Buffer, store.Index, store.IsProved) with { Writes = _roots.Of(store.Buffer) },
        ClearOp clear => OperationEffects.None with { Writes = _roots.Of(clear.Buffer) },
        ReserveOp reserve => OperationEffects.None with { Writes = _roots.Of(reserve.Stack) },
        GrowOp grow => OperationEffects.Throwing with { Writes = _roots.Of(grow.Arena) },
        OpaqueOp { IsStateful: false } opaque => OperationEffects.None with { Throws = opaque.Arguments.Count > 0, Reads = Buffers(opaque) },
        OpaqueOp => new OperationEffects(true, true, true, Buffers(operation), WrittenBuffers(operation)),
        CallOp { Foreign: { } foreign } => new OperationEffects(!foreign.IsPure, false, false, Buffers(operation), WrittenBuffers(operation)),
        CallOp => new OperationEffects(true, false, true, Buffers(operation), WrittenBuffers(operation)),
        ResultOp result => OperationEffects.None with { IsOpaque = true, Reads = _roots.Of(result.Buffer) },
        ThrowOp => OperationEffects.Throwing with { Reads = Buffers(operation) },
        IfOp or ForOp or WhileOp => _nested.TryGetValue(operation, out OperationEffects? known) ? known : OfRegions(operation),
        _ => new OperationEffects(true, true, true, Buffers(operation), WrittenBuffers(operation)),
    };

    private OperationEffects Access(Value buffer, Value index, bool isProved) => Checked(MayThrow(buffer, index), isProved);

    private static OperationEffects Checked(bool mayThrow, bool isProved)
        => !mayThrow ? OperationEffects.None : isProved ? OperationEffects.None with { IsAnchored = true } : OperationEffects.Throwing;

    private OperationEffects OfRegions(Operation operation) => operation switch
    {
        WhileOp loop => Union(loop.Condition, loop.Body) with { MayDiverge = true },
        ForOp loop => Union(loop.Body),
        IfOp branch => Union(branch.Then, branch.Else),
        _ => throw new InvalidOperationException(operation.GetType().Name),
    };

    /// <summary>The effects of everything in a region, as seen from outside: its own allocations don't count.</summary>
    public OperationEffects Of(Region region) => Union(region);

    private OperationEffects Union(params Region[] regions)
    {
        bool throws = false, opaque = false, diverges = false, anchored = false;
        HashSet<Value> reads = [], writes = [];
        foreach (Region region in regions)
        {
            foreach (Operation operation in region.Operations)
            {
                OperationEffects effects = Of(operation);
                throws |= effects.Throws;
                opaque |= effects.IsOpaque;
                diverges |= effects.MayDiverge;
                anchored |= effects.IsAnchored;
                reads.UnionWith(effects.Reads);
                writes.UnionWith(effects.Writes);
            }
            foreach (Operation operation in region.Operations)
            {
                if (operation is not (AllocOp or OpaqueOp)) continue;
                reads.ExceptWith(operation.Results);
                writes.ExceptWith(operation.Results);
            }
        }
        return new OperationEffects(throws, opaque, diverges, reads, writes) { IsAnchored = anchored };
    }

    private bool MayThrow(ScalarOp operation)
    {
        if (operation.IsChecked) return true;
        if (operation.Code == Codes.Index) return MayThrow(operation.Arguments[0], operation.Arguments[1], LiteralOf(operation.Arguments[1])?.Bits);
        bool isFloat = _function.TypeOf(operation.Arguments[0]).Kind.IsFloat();
        if (operation.Code is Codes.Divide or Codes.Remainder)
            return !isFloat && !(LiteralOf(operation.Arguments[1]) is { Bits: > 0 });
        int dot = operation.Code.IndexOf('.');
        return dot > 0 && MayThrow(operation.Code.Substring(dot + 1), operation.Arguments, isFloat);
    }

    /// <summary>
    /// The functions that throw: <c>Sign</c> on NaN, <c>Clamp</c> on crossed bounds, <c>Round</c> on a bad number of digits
    /// or mode, some on integers.
    /// </summary>
    private bool MayThrow(string function, EquatableArray<Value> arguments, bool isFloat) => function switch
    {
        "Sign" => isFloat,
        "Clamp" => !(LiteralOf(arguments[1]) is { } lower && LiteralOf(arguments[2]) is { } upper && IsOrdered(lower, upper)),
        "Round" => arguments.Skip(1).Any(argument => LiteralOf(argument) is not { Bits: >= 0 and <= 4 }),
        "Abs" or "Log2" or "CopySign" or "MaxMagnitude" or "MinMagnitude" => !isFloat,
        "DivRem.Quotient" or "DivRem.Remainder" or "CreateChecked" => true,
        _ => false,
    };

    private static bool IsOrdered(Literal lower, Literal upper) => lower.Kind switch
    {
        ScalarKind.Float64 or ScalarKind.Float32 or ScalarKind.Number => lower.AsDouble <= upper.AsDouble,
        ScalarKind.UInt64 or ScalarKind.NUInt => (ulong)lower.Bits <= (ulong)upper.Bits,
        _ => lower.Bits <= upper.Bits,
    };

    /// <summary>A negative length throws; those of the generator's own buffers are right by construction.</summary>
    private bool MayThrow(AllocOp alloc)
        => alloc.Kind == AllocKind.Local && !(LiteralOf(alloc.Length) is { Bits: >= 0 } || _definitions[alloc.Length.Id] is LengthOp);

    /// <summary>A window is proved by construction, by constants, or where it is one element at a proved index.</summary>
    private bool MayThrow(ViewOp view)
    {
        if (IsOwn(view.Buffer) || _definitions[view.Buffer.Id] is AllocOp { Kind: AllocKind.Arena }) return false;
        if (LiteralOf(view.Length) is not { Bits: >= 0 } length) return true;
        if (LiteralOf(view.Offset) is { } offset) return offset.Bits < 0 || !(offset.Bits + length.Bits <= KnownLength(view.Buffer));
        return length.Bits != 1 || MayThrow(view.Buffer, view.Offset);
    }

    /// <summary>An index is proved by construction (the generator's own buffers), or within the length of the buffer.</summary>
    private bool MayThrow(Value buffer, Value index)
        => !IsOwn(buffer) && !IsWithin(index, KnownLength(buffer), (value, slack) => (slack <= 0 && IsLengthOf(value, buffer)) || IsBelowLength(value, slack, buffer));

    /// <summary>Of an index check: by the number itself, or another length of the same buffer.</summary>
    private bool MayThrow(Value index, Value length, long? known)
    {
        Value? buffer = (_definitions[length.Id] as LengthOp)?.Buffer;
        return !IsWithin(index, known, (value, slack) => slack <= 0 && (value == length || (buffer is { } measured && IsLengthOf(value, measured)) || LiteralOf(value)?.Bits <= known));
    }

    /// <summary>
    /// Constants, what was checked before, and the counter of <c>for (i = literal; i &lt; length; i++)</c>, or of a loop up to such a counter, each but the
    /// checked one with constants added.
    /// </summary>
    /// <param name="index">The index.</param>
    /// <param name="known">The length, where it is a literal.</param>
    /// <param name="isAtMost">Whether a value with a number added is no greater than the length.</param>
    private bool IsWithin(Value index, long? known, Func<Value, long, bool> isAtMost)
    {
        if (LiteralOf(index) is { } literal) return literal.Bits >= 0 && literal.Bits < known;
        if (_definitions[index.Id] is ScalarOp { Code: Codes.Index } check) return isAtMost(check.Arguments[1], 0);
        (Value counter, long offset) = Shifted(index);
        if (LoopOf(counter) is not { Step: 1 } loop || !(LiteralOf(loop.Lower) is { } lower ? lower.Bits + offset >= 0 : offset >= 0 && IsNonNegative(loop.Lower))) return false;
        return Ends(loop, offset);

        // Whether the counters with a number added are less than the length: the largest is upper - 1, or upper.
        bool Ends(ForOp loop, long added)
        {
            long slack = added + (loop.IsInclusive ? 1 : 0);
            if (LiteralOf(loop.Upper) is { } bound && known is { } length) return bound.Bits + slack <= length;
            if (isAtMost(loop.Upper, slack)) return true;
            (Value upper, long shift) = Shifted(loop.Upper);
            if (isAtMost(upper, slack + shift)) return true;
            // A sum that is too large for an integer is negative, then there are no trips; a difference must not be.
            return LoopOf(upper) is { Step: 1 } around && (shift >= 0 || IsNonNegative(around.Lower)) && Ends(around, slack + shift - 1);
        }
    }

    /// <summary>Whether the length of a buffer is a value with at least a number added: <c>new double[n - 1]</c> and n with -2 added.</summary>
    private bool IsBelowLength(Value value, long slack, Value buffer)
    {
        Value length = _definitions[buffer.Id] switch
        {
            AllocOp { IsGrowable: false } alloc => alloc.Length,
            ViewOp view => view.Length,
            _ => Value.None,
        };
        if (length.IsNone) return false;
        (Value whole, long shift) = Shifted(length);
        return whole == value && slack <= shift;
    }

    /// <summary>The smallest value that an index takes, where that is a literal: of itself, or of a counter that begins or ends at one, with constants added.</summary>
    public long? LowestOf(Value index)
    {
        if (LiteralOf(index) is { } literal) return literal.Bits;
        (Value counter, long offset) = Shifted(index);
        return LoopOf(counter) switch
        {
            { Step: > 0 } up when LiteralOf(up.Lower) is { } lower => lower.Bits + offset,
            { Step: < 0, IsInclusive: true } down when LiteralOf(down.Upper) is { } last => last.Bits + offset,
            _ => null,
        };
    }

    /// <summary>Whether a value certainly is no greater than another: 0 and what isn't negative, a counter, or the integer after it, and what it ends before.</summary>
    public bool AreOrdered(Value lower, Value upper)
    {
        if (LiteralOf(lower) is { Bits: <= 0 }) return IsNonNegative(upper);
        (Value counter, long offset) = Shifted(lower);
        return LoopOf(counter) is { Step: 1 } loop && loop.Upper == upper && offset >= 0 && offset + (loop.IsInclusive ? 1 : 0) <= 1;
    }

    /// <summary>Literals, lengths, counters that begin there, and a counter below an upper bound plus 1.</summary>
    private bool IsNonNegative(Value value)
    {
        if (LiteralOf(value) is { } literal) return literal.Bits >= 0;
        if (_definitions[value.Id] is LengthOp) return true;
        (Value counter, long offset) = Shifted(value);
        return LoopOf(counter) is { Step: 1 } loop && (offset == 0 || (offset == 1 && !loop.IsInclusive)) && IsNonNegative(loop.Lower);
    }

    /// <summary><c>i + 2</c> as (i, 2), <c>i - 1</c> as (i, -1), small constants only.</summary>
    public (Value Base, long Offset) Shifted(Value value)
    {
        const long largest = 1 << 30;
        if (_definitions[value.Id] is not ScalarOp { Code: Codes.Add or Codes.Subtract } sum) return (value, 0);
        (Value left, Value right) = (sum.Arguments[0], sum.Arguments[1]);
        if (LiteralOf(right) is { Bits: > -largest and < largest } added) return (left, sum.Code == Codes.Add ? added.Bits : -added.Bits);
        if (sum.Code == Codes.Add && LiteralOf(left) is { Bits: > -largest and < largest } first) return (right, first.Bits);
        return (value, 0);
    }

    /// <summary>Whether a value certainly is the length of a buffer.</summary>
    public bool IsExactLengthOf(Value value, Value buffer)
    {
        Operation? length = _definitions[value.Id], storage = _definitions[buffer.Id];
        if (length is LengthOp own && (own.Buffer == buffer || AreAsLong(own.Buffer, buffer))) return true;
        Value made = storage switch
        {
            AllocOp { IsGrowable: false } alloc => alloc.Length,
            ViewOp view => view.Length,
            _ => Value.None,
        };
        if (!made.IsNone && (made == value || (_definitions[made.Id] is LengthOp left && length is LengthOp right && AreAsLong(left.Buffer, right.Buffer)))) return true;
        return LiteralOf(value) is { } literal && literal.Bits == KnownLength(buffer);
    }

    /// <summary>Whether two parameters are spans of one length.</summary>
    private bool AreAsLong(Value left, Value right)
        => _definitions[left.Id] is null && _definitions[right.Id] is null && _function.TypeOf(left).Shape is IrShape.Buffer or IrShape.ReadOnlyBuffer && _function.LeaderOf(left) == _function.LeaderOf(right);

    /// <summary>Whether a loop counts over all elements of a buffer, from 0 up or down to 0.</summary>
    public bool CoversAll(ForOp loop, Value buffer) => loop switch
    {
        { Step: 1, IsInclusive: false } => LiteralOf(loop.Lower) is { Bits: 0 } && IsExactLengthOf(loop.Upper, buffer),
        { Step: -1, IsInclusive: true } => LiteralOf(loop.Upper) is { Bits: 0 } && EndsBefore(loop.Lower, buffer),
        _ => false,
    };

    /// <summary>
    /// The lowest of the indices that a loop counts up or down, where that is a literal and the highest is that of the last element of a buffer, else null.
    /// </summary>
    /// <param name="loop">The loop.</param>
    /// <param name="index">Its counter, with a small constant added.</param>
    /// <param name="buffer">The buffer.</param>
    public long? FirstOf(ForOp loop, Value index, Value buffer)
    {
        (Value counter, long offset) = Shifted(index);
        if (counter != loop.Body.Parameters[0]) return null;
        if (loop is not { Step: 1, IsInclusive: false }) return offset == 0 && CoversAll(loop, buffer) ? 0 : null;
        (Value upper, long shift) = Shifted(loop.Upper);
        bool isToEnd = (offset == 0 && IsExactLengthOf(loop.Upper, buffer)) || (shift + offset == 0 && IsExactLengthOf(upper, buffer))
            || (KnownLength(buffer) is { } known && LiteralOf(loop.Upper)?.Bits + offset == known);
        return isToEnd && LiteralOf(loop.Lower) is { } lower && lower.Bits + offset >= 0 ? lower.Bits + offset : null;
    }

    /// <summary>Whether a loop counts up to the last element of a buffer, or down from it.</summary>
    public bool TouchesEnd(ForOp loop, Value buffer) => loop switch
    {
        { Step: 1, IsInclusive: false } => IsExactLengthOf(loop.Upper, buffer),
        { Step: -1, IsInclusive: true } => EndsBefore(loop.Lower, buffer),
        _ => false,
    };

    /// <summary><c>length - 1</c></summary>
    private bool EndsBefore(Value last, Value buffer)
        => _definitions[last.Id] is ScalarOp { Code: Codes.Subtract } difference && LiteralOf(difference.Arguments[1]) is { Bits: 1 } && IsExactLengthOf(difference.Arguments[0], buffer);

    private bool IsLengthOf(Value value, Value buffer) => IsExactLengthOf(value, buffer) || LiteralOf(value)?.Bits <= KnownLength(buffer);

    /// <summary>The number of elements, where that is a literal.</summary>
    public long? KnownLength(Value buffer) => _definitions[buffer.Id] switch
    {
        AllocOp { IsGrowable: false } alloc => LiteralOf(alloc.Length)?.Bits,
        ViewOp view => LiteralOf(view.Length)?.Bits,
        null => _function.LengthOf(buffer),
        _ => null,
    };

    /// <summary>Caches, stacks and shadows: the generator only uses indices that are valid.</summary>
    private bool IsOwn(Value buffer)
    {
        foreach (Value root in _roots.Of(buffer))
            if (_definitions[root.Id] is not AllocOp { Kind: not (AllocKind.Local or AllocKind.Arena) }) return false;
        return true;
    }

    private HashSet<Value> Buffers(Operation operation) => Storage(operation, written: false);

    private HashSet<Value> WrittenBuffers(Operation operation) => Storage(operation, written: true);

    private HashSet<Value> Storage(Operation operation, bool written)
    {
        HashSet<Value> storage = [];
        foreach (Value operand in written && operation is CallOp call ? call.Written(_function.TypeOf) : operation.Operands)
        {
            IrType type = _function.TypeOf(operand);
            if (type.IsBuffer && !(written && type.Shape == IrShape.ReadOnlyBuffer)) storage.UnionWith(_roots.Of(operand));
        }
        return storage;
    }

    private void Visit(Region region)
    {
        foreach (Operation operation in region.Operations)
        {
            foreach (Value result in operation.Results) _definitions[result.Id] = operation;
            if (operation is ForOp loop) _counters[loop.Body.Parameters[0]] = loop;
            if (operation is not (IfOp or ForOp or WhileOp)) continue;
            foreach (Region nested in operation.Regions) Visit(nested);
            // Found once for each: passes ask again at every level of nesting.
            _nested[operation] = OfRegions(operation);
        }
    }
}
