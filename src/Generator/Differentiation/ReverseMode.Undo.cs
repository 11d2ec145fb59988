using System;
using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Differentiation;

/// <summary>
/// Integers that a trip moves by a step that can be recomputed are moved back trip by trip, instead of being kept. Integers wrap around, so nothing is lost.
/// <code>
/// for (i…) { use(next); next += n - i }   ---->   for (i… backwards) { next -= n - i; use(next) }
/// </code>
/// </summary>
internal sealed partial class ReverseMode
{
    /// <summary>A carried integer at the beginning of the trip, where it can be had so; else null.</summary>
    private Value? Undo(ReverseScope scope, Value value)
    {
        if (scope.Carried is not { } carried || scope.Region.Throws || _builder.TypeOf(value).Kind.IsFloat()) return null;
        int index = carried.Parameters.ToList().IndexOf(value);
        if (index < 0 || _definitions.Of(scope.Region.Yields[index]) is not ScalarOp { IsChecked: false, Code: Codes.Add or Codes.Subtract } moved) return null;
        Value step = moved.Arguments[0] == value ? moved.Arguments[1] : moved.Code == Codes.Add && moved.Arguments[1] == value ? moved.Arguments[0] : Value.None;
        var leaves = new HashSet<Value>();
        if (step.IsNone || step == value || Cost(step, leaves) > LargestRecomputation || leaves.Count > 0) return null;

        Value recalled = Recall(step);
        Value before = _builder.Define(_primal.TypeOf(value), _primal.NameOf(value)), after = _builder.Define(_primal.TypeOf(value), _primal.NameOf(value));
        var undo = new ScalarOp(before, moved.Code == Codes.Add ? Codes.Subtract : Codes.Add, [after, recalled]) { Origin = Unquoted };
        scope.Prologue.Add(undo);
        scope.Undone.Add(new UndoneInteger(index, moved.Code, before, after, recalled, undo));
        return before;
    }

    /// <summary>Makes the reverse loop carry the integers that it undoes; where it counts as the primal does, it moves them as the primal does.</summary>
    private void CarryUndone(ReverseScope body, bool isForward, Action<Value, Value> carry, List<Operation> operations, List<Value> yields)
    {
        foreach (UndoneInteger undone in body.Undone)
        {
            if (!isForward)
            {
                carry(Recall(body.Carried!.Results[undone.Index]), undone.After);
                yields.Add(undone.Before);
                continue;
            }
            body.Prologue.Remove(undone.Undo);
            carry(Recall(body.Carried!.Inits[undone.Index]), undone.Before);
            Value next = _builder.Define(_builder.TypeOf(undone.Before), _builder.NameOf(undone.Before));
            operations.Add(new ScalarOp(next, undone.Code, [undone.Before, undone.Step]) { Origin = Unquoted });
            yields.Add(next);
        }
    }
}
