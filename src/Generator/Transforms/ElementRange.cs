using System;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Transforms;

/// <summary>A literal, or a length with a small literal added: what doesn't wrap around, and can be compared.</summary>
/// <param name="Base">The length; none for a literal.</param>
/// <param name="Offset">What is added to it.</param>
internal readonly record struct Bound(Value Base, long Offset)
{
    private const long LargestLiteral = 1 << 30, LargestOffset = 16;

    /// <summary>The value as a bound, or null.</summary>
    /// <param name="value">The value.</param>
    /// <param name="effects">The effects of the function's operations.</param>
    /// <param name="array">An allocation: its length is one.</param>
    public static Bound? Of(Value value, Effects effects, AllocOp array)
    {
        if (effects.LiteralOf(value) is { } literal) return Math.Abs(literal.Bits) < LargestLiteral ? new Bound(Value.None, literal.Bits) : null;
        // Of more than one sum, Simplify has made one.
        (Value length, long added) = value == array.Length ? (value, 0) : effects.Shifted(value);
        return (length == array.Length || effects.DefinitionOf(length) is LengthOp) && Math.Abs(added) <= LargestOffset ? new Bound(length, added) : null;
    }

    public Bound Plus(long added) => this with { Offset = Offset + added };

    /// <summary>Whether it is certainly no greater than another one.</summary>
    /// <param name="other">The other one.</param>
    /// <param name="least">The least that the base of the other one can be.</param>
    public bool IsAtMost(Bound other, long least = 0) => Base == other.Base ? Offset <= other.Offset : Base.IsNone && Offset <= other.Offset + least;
}

/// <summary>The elements, or counters, from one bound up to before another.</summary>
internal readonly record struct ElementRange(Bound First, Bound End)
{
    /// <summary>The counters of a loop, or null where they can't be told.</summary>
    /// <inheritdoc cref="Bound.Of"/>
    public static ElementRange? Of(ForOp loop, Effects effects, AllocOp array)
    {
        if (loop.Step is not (1 or -1) || Bound.Of(loop.Lower, effects, array) is not { } lower || Bound.Of(loop.Upper, effects, array) is not { } upper) return null;
        int last = loop.IsInclusive ? 1 : 0;
        return loop.Step == 1 ? new ElementRange(lower, upper.Plus(last)) : new ElementRange(upper.Plus(1 - last), lower.Plus(1));
    }

    public ElementRange Plus(long added) => new(First.Plus(added), End.Plus(added));

    /// <summary>Whether each element of another range certainly is one of this.</summary>
    public bool Covers(ElementRange other) => First.IsAtMost(other.First) && other.End.IsAtMost(End);

    /// <summary>Whether no element of another range can be one of this.</summary>
    public bool IsApart(ElementRange other) => End.IsAtMost(other.First) || other.End.IsAtMost(First);
}
