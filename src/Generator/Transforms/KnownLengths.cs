using System;
using System.Collections.Generic;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Transforms;

/// <summary>How long arrays are at least, by the elements that were accessed before.</summary>
internal sealed class KnownLengths(Effects effects)
{
    private readonly Dictionary<Value, long> _least = [];

    /// <summary>What was known before, in order.</summary>
    private readonly List<(Value Length, long Least)> _before = [];

    /// <summary>How often something was learnt.</summary>
    public int Count => _before.Count;

    /// <summary>The least that a length can be.</summary>
    public long LeastOf(Value length) => !length.IsNone && _least.TryGetValue(Key(length), out long least) ? least : 0;

    /// <summary>Learns from an operation that has been executed.</summary>
    public void Note(Operation operation)
    {
        (Value buffer, Value index) = operation.Element;
        if (buffer.IsNone) return;
        Value length;
        switch (effects.DefinitionOf(buffer))
        {
            case AllocOp { IsGrowable: false } array: length = Key(array.Length); break;
            case null: length = buffer; break;
            default: return;
        }
        long least = Math.Max(1, effects.LiteralOf(index) is { } literal ? literal.Bits + 1 : FromEnd(index, length));
        long known = _least.TryGetValue(length, out long before) ? before : 0;
        if (least <= known) return;
        _before.Add((length, known));
        _least[length] = least;
    }

    /// <summary>Forgets what was learnt since.</summary>
    public void Forget(int count)
    {
        for (int i = _before.Count - 1; i >= count; i--) _least[_before[i].Length] = _before[i].Least;
        _before.RemoveRange(count, _before.Count - count);
    }

    /// <summary><c>b[b.Length - 2]</c> is an element of at least 2.</summary>
    private long FromEnd(Value index, Value length)
        => effects.DefinitionOf(index) is ScalarOp { Code: Codes.Subtract } difference && Key(difference.Arguments[0]) == length && effects.LiteralOf(difference.Arguments[1]) is { } literal ? literal.Bits : 1;

    /// <summary>One value for all that are the length of the same storage: the parameter, or what the array was made of.</summary>
    private Value Key(Value length) => effects.DefinitionOf(length) is LengthOp { Buffer: var buffer }
        ? effects.DefinitionOf(buffer) is AllocOp { IsGrowable: false } array ? Key(array.Length) : buffer
        : length;
}
