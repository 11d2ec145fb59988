using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;
using Microsoft.CodeAnalysis.Operations;

namespace DiffGen.Generator.Lowering;

/// <summary>References to one of several variables, and one of several functions: a number says which is meant.</summary>
internal sealed partial class BodyLowerer
{
    /// <summary>After a branch whose sides leave different references or functions, which one is meant is a number.</summary>
    private void MergeChoices(Joins joins, object key, Slot left, Slot right)
    {
        List<object> alternatives = [.. Alternatives(left).Concat(Alternatives(right)).Distinct()];
        Value selector = joins.Add(
            _builder.Define(IrType.Int32),
            InList(joins.ThenOperations, () => Selected(key, left, joins.Then, alternatives)),
            InList(joins.ElseOperations, () => Selected(key, right, joins.Else, alternatives)));
        joins.After.Add(() => Bind(key, Choice(alternatives, selector)));
    }

    private static CompositeSlot Choice(IReadOnlyList<object> alternatives, Value selector)
    {
        var keys = new VariableKeys(alternatives);
        return new CompositeSlot(alternatives[0] is FunctionSlot ? new FunctionChoiceComposite(keys) : new ChoiceComposite(keys), [new ScalarSlot(selector)]);
    }

    /// <summary>What the entry of a variable may stand for.</summary>
    private static IEnumerable<object> Alternatives(Slot? entry) => entry switch
    {
        AliasSlot alias => [alias.Key],
        FunctionSlot function => [function],
        MarkerSlot { Kind: ChoiceComposite choice } => choice.Keys.All,
        MarkerSlot { Kind: FunctionChoiceComposite choice } => choice.Functions.All,
        _ => [],
    };

    /// <summary>The entry of a variable as a position in a longer list of alternatives.</summary>
    private Value Selected(object key, Slot entry, Environment environment, IReadOnlyList<object> alternatives)
    {
        List<object> own = [.. Alternatives(entry)], all = [.. alternatives];
        Value position = _builder.Int32(all.IndexOf(own[own.Count - 1]));
        if (entry is not MarkerSlot) return position;
        Value which = ((ScalarSlot)environment.Entry(new Member(key, ChoiceComposite.Selector))!).Value;
        for (int i = own.Count - 2; i >= 0; i--)
        {
            Value mapped = _builder.Int32(all.IndexOf(own[i])), result = _builder.Define(IrType.Int32);
            _builder.Add(new IfOp([result], _builder.Scalar(Codes.Equal, which, _builder.Int32(i)), new Region(default, default, [mapped]), new Region(default, default, [position])));
            position = result;
        }
        return position;
    }

    /// <summary>A method group that is bound to a value of a branch can't be called after it.</summary>
    private static bool CanChoose(Slot entry) => Alternatives(entry).Cast<FunctionSlot>().All(function => function.Receiver is null or ValuePlace { Value: ObjectSlot });

    /// <summary>
    /// <code>
    /// f(x)   ---->   f == 0 ? first(x) : f == 1 ? second(x) : third(x)
    /// </code>
    /// </summary>
    private Slot InvokeChoice(CompositeSlot choice, int index, IReadOnlyList<Slot> arguments, IInvocationOperation invocation)
    {
        var functions = ((FunctionChoiceComposite)choice.Kind).Functions;
        Slot Own() => Invoke((FunctionSlot)functions[index], arguments, invocation);
        Slot Others() => InvokeChoice(choice, index + 1, arguments, invocation);
        if (index == functions.Count - 1) return Own();
        Value isOwn = _builder.Scalar(Codes.Equal, ((ScalarSlot)choice[ChoiceComposite.Selector]).Value, _builder.Int32(index));
        if (!invocation.TargetMethod.ReturnsVoid) return BranchValue(isOwn, Own, Others);
        Branch(isOwn, () => Own(), () => Others());
        return new PoisonSlot();
    }

    /// <summary>
    /// What a trip leaves in a reference, as the loop carries it; a reference that comes to mean another variable of outside
    /// is noted, so that the loop is lowered again with both.
    /// </summary>
    private void FollowReferences(Environment before, Dictionary<object, List<object>> rebound)
    {
        foreach (object key in _environment.ChangedSince(before).ToList())
        {
            Slot? start = before.Entry(key), end = _environment.Entry(key);
            if (start is not (AliasSlot or MarkerSlot { Kind: ChoiceComposite }) || end is not (AliasSlot or MarkerSlot { Kind: ChoiceComposite }) || start.Equals(end)) continue;
            List<object> known = [.. Alternatives(start)], found = [.. Alternatives(end).Where(other => !known.Contains(other))];
            if (found.Any(other => before.Entry(other) is null)) continue;
            if (found.Count > 0) rebound[key] = [.. known, .. found];
            else if (start is MarkerSlot) Bind(key, Choice(known, Selected(key, end, _environment, known)));
        }
    }

    /// <summary>From before the loop on, the references are choices.</summary>
    private void Widen(Environment before, Dictionary<object, List<object>> rebound)
    {
        foreach (KeyValuePair<object, List<object>> reference in rebound)
            before.Set(reference.Key, Choice(reference.Value, Selected(reference.Key, before.Entry(reference.Key)!, before, reference.Value)));
    }
}
