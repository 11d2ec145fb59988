using System;
using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;
using Microsoft.CodeAnalysis;

namespace DiffGen.Generator.Lowering;

/// <summary>Branches and joins: both sides are lowered on copies of the environment, then merged into an <see cref="IfOp"/>.</summary>
internal sealed partial class BodyLowerer
{
    private void Branch(Value condition, Action then, Action otherwise)
    {
        Environment before = _environment;
        int firstNew = _builder.ValueCount;
        Origin origin = _builder.Origin;
        (List<Operation> thenOperations, Environment thenEnvironment) = Side(before, then);
        _builder.Origin = origin;
        (List<Operation> elseOperations, Environment elseEnvironment) = Side(before, otherwise);
        _builder.Origin = origin;
        _environment = before.Clone();

        var joins = new Joins(thenOperations, elseOperations, firstNew) { Then = thenEnvironment, Else = elseEnvironment };
        _environment.Throws = thenEnvironment.Throws && elseEnvironment.Throws;
        if (!_environment.Throws)
        {
            foreach (object key in JoinedKeys(before, thenEnvironment, elseEnvironment))
            {
                Slot? left = thenEnvironment.Throws ? null : thenEnvironment.Entry(key) ?? Absent(key, thenOperations);
                Slot? right = elseEnvironment.Throws ? null : elseEnvironment.Entry(key) ?? Absent(key, elseOperations);
                if (thenEnvironment.Throws) left = right;
                if (elseEnvironment.Throws) right = left;
                bool isSame = left is null || right is null
                    || (left.Equals(right) && (left.Equals(before.Entry(key)) || left is not (ScalarSlot or BufferSlot)));
                if (!isSame) Merge(joins, key, left!, right!);
                else if (left is not null) Bind(key, left);
            }
        }

        EquatableArray<Value> Yields(bool throws, List<Value> yields) => throws ? default : yields.ToEquatable();
        _builder.Add(new IfOp(
            joins.Results.ToEquatable(),
            condition,
            new Region(default, thenOperations.ToEquatable(), Yields(thenEnvironment.Throws, joins.Left)),
            new Region(default, elseOperations.ToEquatable(), Yields(elseEnvironment.Throws, joins.Right))));
        foreach (Action after in joins.After) after();
        before.Become(_environment);
        _environment = before;
    }

    /// <summary>A value computed by one of two sides.</summary>
    private Slot BranchValue(Value condition, Func<Slot> then, Func<Slot> otherwise)
    {
        var temporary = new Temporary("");
        Branch(condition, () => Bind(temporary, then()), () => Bind(temporary, otherwise()));
        Slot? result = _environment.Get(temporary);
        _environment.Remove(temporary);
        return result ?? throw new RefusalException(null);
    }

    private (List<Operation> Operations, Environment After) Side(Environment before, Action build)
    {
        _environment = before.Clone();
        List<Operation> operations = _builder.Collect(() =>
        {
            try
            {
                build();
            }
            catch (UnreachableException)
            {
                _environment.Throws = true;
            }
        });
        return (operations, _environment);
    }

    /// <summary>Variables that outlive the branches and may have changed: those from before, and exits and temporaries set inside.</summary>
    private static IEnumerable<object> JoinedKeys(Environment before, Environment then, Environment otherwise)
    {
        foreach (object key in before.InOrder(then.ChangedSince(before).Concat(otherwise.ChangedSince(before)).Distinct())) yield return key;
        foreach (object key in then.NewSince(before).Concat(otherwise.NewSince(before)).Distinct())
        {
            object root = Member.Root(key);
            if (root is not ISymbol || (key is Member && before.Entry(root) is not null)) yield return key;
        }
    }

    /// <summary>What a variable is where it hasn't been set: an exit is not taken, a value is anything.</summary>
    private Slot? Absent(object key, List<Operation> operations)
    {
        if (key is not ExitTarget) return new UnassignedSlot();
        Slot? slot = null;
        _builder.AppendTo(operations, () => slot = new ScalarSlot(_builder.Bool(false)));
        return slot;
    }

    private Value Zero(ScalarKind kind) => _builder.Constant(new Literal(kind, 0));

    private void Merge(Joins joins, object key, Slot left, Slot right)
    {
        if (left is TakenSlot) left = Taken(joins.ThenOperations);
        if (right is TakenSlot) right = Taken(joins.ElseOperations);
        // Where one side leaves the variable unset, what follows can only read it after the other.
        bool isLeftUnset = left is UnassignedSlot, isRightUnset = right is UnassignedSlot;
        if (left is UnassignedSlot) left = Unset(right, joins.ThenOperations);
        if (right is UnassignedSlot) right = Unset(left, joins.ElseOperations);
        switch (left, right)
        {
            case (ScalarSlot a, ScalarSlot b):
                Value result = _builder.Define(_builder.TypeOf(a.Value), NameOf(key));
                Bind(key, new ScalarSlot(joins.Add(result, a.Value, b.Value)));
                break;
            case (BufferSlot a, BufferSlot b):
                MergeBuffers(joins, key, a.Buffer, b.Buffer, isLeftUnset, isRightUnset);
                break;
            case (AliasSlot or MarkerSlot { Kind: ChoiceComposite }, AliasSlot or MarkerSlot { Kind: ChoiceComposite }) when !left.Equals(right):
            case (FunctionSlot or MarkerSlot { Kind: FunctionChoiceComposite }, FunctionSlot or MarkerSlot { Kind: FunctionChoiceComposite }) when !left.Equals(right) && CanChoose(left) && CanChoose(right):
                MergeChoices(joins, key, left, right);
                break;
            case var (a, b) when a.Equals(b):
                Bind(key, a);
                break;
            default:
                Bind(key, new PoisonSlot(IsJoined: left is not PoisonSlot && right is not PoisonSlot));
                break;
        }
    }

    private Slot Unset(Slot other, List<Operation> operations)
    {
        if (other is not ScalarSlot scalar) return other;
        Value value = Value.None;
        _builder.AppendTo(operations, () => value = Zero(_builder.TypeOf(scalar.Value).Kind));
        return new ScalarSlot(value);
    }

    private ScalarSlot Taken(List<Operation> operations)
    {
        Value value = Value.None;
        _builder.AppendTo(operations, () => value = _builder.Bool(true));
        return new ScalarSlot(value);
    }

    /// <summary>The results of a join and what each side yields for them; <see cref="After"/> runs when the results are defined.</summary>
    private sealed record Joins(List<Operation> ThenOperations, List<Operation> ElseOperations, int FirstNew)
    {
        public Environment Then { get; init; } = null!;

        public Environment Else { get; init; } = null!;

        public List<Value> Results { get; } = [];

        public List<Value> Left { get; } = [];

        public List<Value> Right { get; } = [];

        public List<Action> After { get; } = [];

        public Value Add(Value result, Value left, Value right)
        {
            Results.Add(result);
            Left.Add(left);
            Right.Add(right);
            return result;
        }
    }
}
