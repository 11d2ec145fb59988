using System;
using System.Collections.Generic;
using System.Linq;

namespace DiffGen.Generator.IR;

/// <summary><c>r = literal</c>.</summary>
internal sealed record ConstantOp(Value Result, Literal Literal) : Operation
{
    public override ValueList Results => Result;

    public override ValueList Operands => default;

    public override Operation With(Func<Value, Value> use, Func<Value, Value> define, Func<Region, Region> region)
    {
        Value result = define(Result);
        return result == Result ? this : this with { Result = result };
    }
}

/// <summary><c>r = code(arguments)</c>: an operator or elementary function on scalars; pure but for integer division and <c>checked</c>.</summary>
/// <param name="Result">The result; its type decides what a conversion converts to.</param>
/// <param name="Code">One of <see cref="Codes"/>, or the C# name of a function of the rule table.</param>
/// <param name="Arguments">The scalar operands.</param>
/// <param name="IsChecked">Integer overflow throws.</param>
internal sealed record ScalarOp(Value Result, string Code, EquatableArray<Value> Arguments, bool IsChecked = false) : Operation
{
    public override ValueList Results => Result;

    public override ValueList Operands => Arguments;

    /// <summary>Whether it takes a cycle or a few, never throws, and so may as well be computed again as kept.</summary>
    /// <param name="type">That of the result.</param>
    /// <param name="literalOf">What argument is which literal, or null.</param>
    public bool IsCheap(IrType type, Func<Value, Literal?> literalOf)
    {
        bool isInteger = !type.Kind.IsFloat();
        return Code switch
        {
            Codes.Divide or Codes.Remainder => isInteger && literalOf(Arguments[1]) is { Bits: > 0 },
            Codes.Add or Codes.Subtract or Codes.Multiply or Codes.Negate or Codes.Convert => !IsChecked,
            Codes.Stop => true,
            Codes.Index => false,
            "Math.Max" or "Math.Min" => isInteger,
            _ => isInteger && Code.IndexOf('.') < 0,
        };
    }

    public override Operation With(Func<Value, Value> use, Func<Value, Value> define, Func<Region, Region> region)
    {
        EquatableArray<Value> arguments = Arguments.Map(use);
        Value result = define(Result);
        return result == Result && arguments.IsSame(Arguments) ? this : this with { Arguments = arguments, Result = result };
    }
}

/// <summary>
/// Passive C# that runs once, in order: <c>r = template(arguments)</c>, where <c>{0}</c>… stand for the arguments.
/// Never differentiated, never recomputed.
/// </summary>
/// <param name="Result">The result, or <see cref="Value.None"/> for a statement.</param>
/// <param name="Template">C# text.</param>
/// <param name="Arguments">Operands of the template.</param>
/// <param name="IsStateful">Whether it may change state or read state that changes (else it is a read of a constant).</param>
internal sealed record OpaqueOp(Value Result, string Template, EquatableArray<Value> Arguments, bool IsStateful) : Operation
{
    public override ValueList Results => Result.IsNone ? default : new ValueList(Result);

    public override ValueList Operands => Arguments;

    public override Operation With(Func<Value, Value> use, Func<Value, Value> define, Func<Region, Region> region)
    {
        EquatableArray<Value> arguments = Arguments.Map(use);
        Value result = Result.IsNone ? Result : define(Result);
        return result == Result && arguments.IsSame(Arguments) ? this : this with { Arguments = arguments, Result = result };
    }
}

/// <summary>Ends the region with an exception: <c>throw template(arguments);</c>.</summary>
internal sealed record ThrowOp(string Template, EquatableArray<Value> Arguments) : Operation
{
    public override bool NeverCompletes => true;

    public override ValueList Results => default;

    public override ValueList Operands => Arguments;

    public override Operation With(Func<Value, Value> use, Func<Value, Value> define, Func<Region, Region> region)
    {
        EquatableArray<Value> arguments = Arguments.Map(use);
        return arguments.IsSame(Arguments) ? this : this with { Arguments = arguments };
    }
}

/// <summary>
/// <c>results = function(arguments)</c>: an out-of-line call of another function of the same compiled method, or of a
/// foreign one.
/// </summary>
internal sealed record CallOp(EquatableArray<Value> CallResults, string Function, EquatableArray<Value> Arguments) : Operation
{
    /// <summary>The method, where it isn't one of the functions that are compiled together.</summary>
    public Foreign? Foreign { get; init; }

    /// <summary>How many buffers stand after the arguments: what the storage holds at the call, for the reverse sweep.</summary>
    public int KeptCount { get; init; }

    /// <summary>How many of the arguments, the last ones, are written where the others are only read; -1 where nothing is known.</summary>
    public int OutputCount { get; init; } = -1;

    /// <summary>
    /// Where the call stands for the solution of an iteration, the number of its first arguments that are the state: its
    /// results are the floating ones of these, and storage that it writes stays as it is. The function is one more step, and what
    /// its derivative is follows from the solution being a fixed point of it. -1 for any other call.
    /// </summary>
    public int StateCount { get; init; } = -1;

    public bool IsSolution => StateCount >= 0;

    /// <summary>Whether the call itself says what it writes, without a look at what is called.</summary>
    public bool TellsWritten => Foreign is not null || OutputCount >= 0;

    /// <summary>The arguments without what is kept of them for the reverse sweep.</summary>
    public IEnumerable<Value> Passed => Arguments.Take(Arguments.Count - KeptCount);

    /// <summary>The storage that the call may write.</summary>
    public IEnumerable<Value> Written(Func<Value, IrType> typeOf)
    {
        if (OutputCount >= 0) return Passed.Skip(Passed.Count() - OutputCount);
        if (Foreign is null) return Passed.Where(argument => typeOf(argument).Shape is IrShape.Buffer or IrShape.Stack);
        var written = new List<Value>();
        int next = 0;
        foreach (ForeignParameter parameter in Foreign.Parameters)
        {
            if (parameter is { Role: ForeignRole.Storage, IsWritten: true }) written.Add(Arguments[next]);
            next += parameter.ArgumentCount;
        }
        return written;
    }

    public override ValueList Results => CallResults;

    public override ValueList Operands => Arguments;

    public override Operation With(Func<Value, Value> use, Func<Value, Value> define, Func<Region, Region> region)
    {
        EquatableArray<Value> arguments = Arguments.Map(use), results = CallResults.Map(define);
        return results.IsSame(CallResults) && arguments.IsSame(Arguments) ? this : this with { Arguments = arguments, CallResults = results };
    }
}
