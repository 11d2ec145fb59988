using System;

namespace DiffGen.Generator.IR;

/// <summary>What a buffer is for: decides clearing and where it lives.</summary>
internal enum AllocKind
{
    /// <summary>An array or stackalloc of the source: zeroed.</summary>
    Local,

    /// <summary>Adjoints of a local buffer: zeroed.</summary>
    Shadow,

    /// <summary>Values kept for the reverse sweep: written before read, not zeroed.</summary>
    Cache,

    /// <summary>A growable last-in-first-out cache; its length operand is ignored.</summary>
    Stack,

    /// <summary>Arrays that outlive the loop or branch that creates them; its length operand is ignored.</summary>
    Arena,

    /// <summary>What storage holds before a foreign call: the forward sweep has no such thing, the reverse sweep puts it together again.</summary>
    Kept,
}

/// <summary><c>r = new T[length]</c>, living until the region ends.</summary>
internal sealed record AllocOp(Value Result, Value Length, AllocKind Kind) : Operation
{
    /// <summary>Whether its length isn't the operand.</summary>
    public bool IsGrowable => Kind is AllocKind.Stack or AllocKind.Arena;

    public override ValueList Results => Result;

    public override ValueList Operands => Length;

    public override Operation With(Func<Value, Value> use, Func<Value, Value> define, Func<Region, Region> region)
    {
        Value length = use(Length), result = define(Result);
        return result == Result && length == Length ? this : this with { Length = length, Result = result };
    }
}

/// <summary><c>r = buffer[index]</c>; throws where the index is out of range.</summary>
internal sealed record LoadOp(Value Result, Value Buffer, Value Index) : Operation
{
    /// <summary>Whether control reaches it only with an index in range: the adjoint of an access that succeeded. So it may not be moved to where control would reach it otherwise.</summary>
    public bool IsProved { get; init; }

    public override ValueList Results => Result;

    public override ValueList Operands => new(Buffer, Index);

    public override (Value Buffer, Value Index) Element => (Buffer, Index);

    public override Operation With(Func<Value, Value> use, Func<Value, Value> define, Func<Region, Region> region)
    {
        Value buffer = use(Buffer), index = use(Index);
        return With(define(Result), buffer, index);
    }

    /// <summary>The same load of other values; itself where all of them are its own.</summary>
    public LoadOp With(Value result, Value buffer, Value index)
        => result == Result && buffer == Buffer && index == Index ? this : this with { Buffer = buffer, Index = index, Result = result };
}

/// <summary><c>buffer[index] = stored</c>; throws where the index is out of range.</summary>
internal sealed record StoreOp(Value Buffer, Value Index, Value Stored) : Operation
{
    /// <inheritdoc cref="LoadOp.IsProved"/>
    public bool IsProved { get; init; }

    public override ValueList Results => default;

    public override ValueList Operands => new(Buffer, Index, Stored);

    public override (Value Buffer, Value Index) Element => (Buffer, Index);

    public override Operation With(Func<Value, Value> use, Func<Value, Value> define, Func<Region, Region> region)
        => With(use(Buffer), use(Index), use(Stored));

    /// <summary>The same store of other values; itself where all of them are its own.</summary>
    public StoreOp With(Value buffer, Value index, Value stored)
        => buffer == Buffer && index == Index && stored == Stored ? this : this with { Buffer = buffer, Index = index, Stored = stored };
}

/// <summary><c>r = buffer.Length</c>.</summary>
internal sealed record LengthOp(Value Result, Value Buffer) : Operation
{
    public override ValueList Results => Result;

    public override ValueList Operands => Buffer;

    public override Operation With(Func<Value, Value> use, Func<Value, Value> define, Func<Region, Region> region)
    {
        Value buffer = use(Buffer), result = define(Result);
        return result == Result && buffer == Buffer ? this : this with { Buffer = buffer, Result = result };
    }
}

/// <summary><c>r = buffer.Slice(offset, length)</c>: a window on the same storage; throws where it does not fit.</summary>
internal sealed record ViewOp(Value Result, Value Buffer, Value Offset, Value Length) : Operation
{
    /// <summary>Whether control reaches it only where it fits: made again, or of the shadow of a buffer that it was made of. So it may not be moved to where control would reach it otherwise.</summary>
    public bool IsProved { get; init; }

    public override ValueList Results => Result;

    public override ValueList Operands => new(Buffer, Offset, Length);

    public override Operation With(Func<Value, Value> use, Func<Value, Value> define, Func<Region, Region> region)
    {
        Value buffer = use(Buffer), offset = use(Offset), length = use(Length), result = define(Result);
        return result == Result && buffer == Buffer && offset == Offset && length == Length ? this : this with { Buffer = buffer, Offset = offset, Length = length, Result = result };
    }
}

/// <summary>
/// <c>r = buffers[selector]</c>. Buffers never merge at joins; an integer that says which one does, so a rebound array
/// variable costs the reverse sweep one integer.
/// </summary>
internal sealed record ChooseOp(Value Result, Value Selector, EquatableArray<Value> Buffers) : Operation
{
    public override ValueList Results => Result;

    public override ValueList Operands => new(Selector, Buffers);

    public override Operation With(Func<Value, Value> use, Func<Value, Value> define, Func<Region, Region> region)
    {
        Value selector = use(Selector);
        EquatableArray<Value> buffers = Buffers.Map(use);
        Value result = define(Result);
        return result == Result && selector == Selector && buffers.IsSame(Buffers) ? this : this with { Selector = selector, Buffers = buffers, Result = result };
    }
}

/// <summary><c>buffer.Clear()</c>.</summary>
internal sealed record ClearOp(Value Buffer) : Operation
{
    public override ValueList Results => default;

    public override ValueList Operands => Buffer;

    public override Operation With(Func<Value, Value> use, Func<Value, Value> define, Func<Region, Region> region)
    {
        Value buffer = use(Buffer);
        return buffer == Buffer ? this : this with { Buffer = buffer };
    }
}

/// <summary><c>stack.Reserve(length)</c>: indices below the length become valid, content is kept.</summary>
internal sealed record ReserveOp(Value Stack, Value Length) : Operation
{
    public override ValueList Results => default;

    public override ValueList Operands => new(Stack, Length);

    public override Operation With(Func<Value, Value> use, Func<Value, Value> define, Func<Region, Region> region)
    {
        Value stack = use(Stack), length = use(Length);
        return stack == Stack && length == Length ? this : this with { Stack = stack, Length = length };
    }
}

/// <summary><c>r = arena.Allocate(length)</c>: the offset of a new array in an arena, zeroed; throws where the length is negative.</summary>
internal sealed record GrowOp(Value Result, Value Arena, Value Length) : Operation
{
    public override ValueList Results => Result;

    public override ValueList Operands => new(Arena, Length);

    public override Operation With(Func<Value, Value> use, Func<Value, Value> define, Func<Region, Region> region)
    {
        Value arena = use(Arena), length = use(Length), result = define(Result);
        return result == Result && arena == Arena && length == Length ? this : this with { Arena = arena, Length = length, Result = result };
    }
}

/// <summary>
/// <c>result[order] = buffer.ToArray()</c>: what the method returns where that is an array. Once per order, outside of
/// branches and loops: the content counts as it is there.
/// </summary>
/// <param name="Buffer">The storage that is returned.</param>
/// <param name="Order">0 for the value, 1 for its tangent.</param>
/// <param name="Selector">Which of <paramref name="Choices"/> the buffer is; none where there is no choice.</param>
/// <param name="Choices">What the buffer may be: of these a parameter is returned as it is, all else is copied.</param>
internal sealed record ResultOp(Value Buffer, int Order, Value Selector, EquatableArray<Value> Choices) : Operation
{
    public override ValueList Results => default;

    public override ValueList Operands => Selector.IsNone ? new(Buffer) : new(Buffer, Selector, Choices);

    public override Operation With(Func<Value, Value> use, Func<Value, Value> define, Func<Region, Region> region)
    {
        Value buffer = use(Buffer), selector = Selector.IsNone ? Selector : use(Selector);
        EquatableArray<Value> choices = Choices.Map(use);
        return buffer == Buffer && selector == Selector && choices.IsSame(Choices) ? this : this with { Buffer = buffer, Selector = selector, Choices = choices };
    }
}
