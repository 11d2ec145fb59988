using System;
using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Transforms;

/// <summary>
/// An integer that a counted loop moves by the same amount on every trip is computed from the counter, so that no trip
/// depends on the one before and nothing has to be kept of it for a reverse sweep.
/// <code>
/// for (j = a; j &lt; b; j++) carry (k = k0) { use(k); yield k + 2 }   ---->   for (j = a; j &lt; b; j++) use(k0 - 2·a + 2·j)
/// </code>
/// Integers wrap around, so the two are equal whatever the numbers are.
/// </summary>
internal sealed class Induction : IrRewriter
{
    private Effects _effects = null!;

    private Induction()
    {
    }

    public static new Function Run(Function function)
        => function.Body.Has(operation => operation is ForOp { Inits.Count: > 0 }) ? Renumber(((IrRewriter)new Induction()).Run(function)) : function;

    protected override void Begin(Function function) => _effects = function.Effects;

    protected override void Rewrite(Operation operation)
    {
        if (operation is ForOp { Step: 1 or -1, Body.Throws: false } loop && Moved(loop) is { Count: > 0 } moved) Rewrite(loop, moved);
        else Copy(operation);
    }

    private void Rewrite(ForOp loop, List<(int Index, int Amount)> moved)
    {
        Builder.Origin = loop.Origin;
        Value lower = Use(loop.Lower), upper = Use(loop.Upper);
        EquatableArray<Value> inits = loop.Inits.Select(Use).ToEquatable();
        // What the integer would be where the counter is 0.
        List<Value> starts = [.. moved.Select(induction => Builder.Scalar(loop.Step > 0 ? Codes.Subtract : Codes.Add, inits[induction.Index], Times(lower, induction.Amount)))];
        Builder.Origin = Origin.None;
        EquatableArray<Value> parameters = DefineAll(loop.Body.Parameters);
        Region body = Builder.Region(parameters, () =>
        {
            Builder.Origin = loop.Origin;
            for (int k = 0; k < moved.Count; k++)
            {
                Value carried = loop.Body.Parameters[moved[k].Index + 1];
                Value current = Builder.Scalar(loop.Step > 0 ? Codes.Add : Codes.Subtract, starts[k], Times(parameters[0], moved[k].Amount));
                Builder.Name(current, Source.NameOf(carried));
                Replace(carried, current);
            }
            Builder.Origin = Origin.None;
            return RewriteBody(loop.Body);
        });
        EquatableArray<Value> results = DefineAll(loop.ForResults);
        Builder.Add(loop with { ForResults = results, Lower = lower, Upper = upper, Inits = inits, Body = body });
        Builder.Origin = loop.Origin;
        foreach ((int index, int amount) in moved)
        {
            Value final = Builder.Scalar(Codes.Add, inits[index], Times(Trips(loop, lower, upper), amount));
            Builder.Name(final, Source.NameOf(loop.ForResults[index]));
            Replace(loop.ForResults[index], final);
        }
        Builder.Origin = Origin.None;
    }

    private Value Times(Value value, int amount) => amount == 1 ? value : Builder.Scalar(Codes.Multiply, value, Builder.Int32(amount));

    /// <summary>The distance of the bounds, or none: that of bounds on the wrong side may wrap around to a positive one.</summary>
    private Value Trips(ForOp loop, Value lower, Value upper)
    {
        bool isUp = loop.Step > 0;
        bool isOrdered = isUp ? _effects.AreOrdered(loop.Lower, loop.Upper) : _effects.AreOrdered(loop.Upper, loop.Lower);
        // An inclusive bound isn't the last integer there is: such a loop never ends.
        if (loop.IsInclusive) upper = Builder.Scalar(isUp ? Codes.Add : Codes.Subtract, upper, Builder.Int32(1));
        Value end = isOrdered ? upper : Builder.Scalar(IrType.Int32, isUp ? "Math.Max" : "Math.Min", lower, upper);
        return isUp ? Builder.Scalar(Codes.Subtract, end, lower) : Builder.Scalar(Codes.Subtract, lower, end);
    }

    /// <summary>The carried integers that grow by a literal.</summary>
    private List<(int Index, int Amount)> Moved(ForOp loop)
    {
        var moved = new List<(int, int)>();
        for (int i = 0; i < loop.Inits.Count; i++)
        {
            Value carried = loop.Body.Parameters[i + 1];
            if (Source.TypeOf(carried) == IrType.Int32 && Growth(loop.Body.Yields[i], carried) is { } amount and not 0) moved.Add((i, amount));
        }
        return moved;
    }

    /// <summary>The sum of literals by which a value exceeds another.</summary>
    private int? Growth(Value value, Value start)
    {
        int growth = 0;
        while (value != start)
        {
            if (_effects.DefinitionOf(value) is not ScalarOp { Code: Codes.Add or Codes.Subtract, IsChecked: false } sum) return null;
            (Value left, Value right) = (sum.Arguments[0], sum.Arguments[1]);
            if (_effects.LiteralOf(right) is { } added) (value, growth) = (left, unchecked(sum.Code == Codes.Add ? growth + (int)added.Bits : growth - (int)added.Bits));
            else if (sum.Code == Codes.Add && _effects.LiteralOf(left) is { } first) (value, growth) = (right, unchecked(growth + (int)first.Bits));
            else return null;
        }
        return growth;
    }
}
