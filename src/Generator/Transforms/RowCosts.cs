using System;
using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Transforms;

/// <summary>
/// Drops the groups that cost more than they save. Counted in additions: an operation saves itself once for each row but the first;
/// numbers that a register is made of cost one for each but the first, so does each that is taken out again but for a store, and a number
/// that all rows share a half.
/// </summary>
internal sealed class RowCosts
{
    /// <summary>What a few operations would gain isn't worth a second type of number in the text.</summary>
    private const int LeastGain = 4 * Unit;

    /// <summary>An addition.</summary>
    private const int Unit = 2;

    private readonly Effects _effects;
    private readonly IReadOnlyList<RowGroup> _groups;
    private readonly Dictionary<Value, RowGroup> _groupOf = [];

    /// <summary>What is computed with each member, besides stores; none where it is used otherwise.</summary>
    private readonly Dictionary<Value, List<Value>> _uses = [];
    private readonly Dictionary<EquatableArray<Value>, int> _counts = [];

    private RowCosts(Function function, Effects effects, IReadOnlyList<RowGroup> groups)
    {
        _effects = effects;
        _groups = groups;
        foreach (RowGroup group in groups)
            foreach (Value member in group.Members) _groupOf[member] = group;
        Visit(function.Body, null);
    }

    public static void Run(Function function, Effects effects, IReadOnlyList<RowGroup> groups)
    {
        var costs = new RowCosts(function, effects, groups);
        costs.DropEach();
        costs.DropTogether();
    }

    private void Visit(Region region, Operation? owner)
    {
        foreach (Operation operation in region.Operations)
        {
            Value result = operation is ScalarOp scalar ? scalar.Result : Value.None;
            foreach (Value operand in operation.Operands)
                if (operation is not StoreOp) Use(operand, result);
            foreach (Region nested in operation.Regions) Visit(nested, operation);
        }
        for (int i = 0; i < region.Yields.Count; i++) Use(region.Yields[i], owner is IfOp ? owner.Results[i] : Value.None);
    }

    private void Use(Value value, Value result)
    {
        if (!_groupOf.ContainsKey(value)) return;
        if (!_uses.TryGetValue(value, out List<Value>? uses)) _uses[value] = uses = [];
        uses.Add(result);
    }

    /// <summary>Groups that cost more than they save where they are, until there is none.</summary>
    private void DropEach()
    {
        const int rounds = 16;
        for (int round = 0; round < rounds; round++)
        {
            Count();
            bool isDone = true;
            foreach (RowGroup group in _groups)
            {
                if (group.IsDropped || GainOf(group) >= 0) continue;
                group.IsDropped = true;
                isDone = false;
            }
            if (isDone) return;
        }
    }

    /// <summary>Per operand that isn't computed by a group: how many groups have it.</summary>
    private void Count()
    {
        _counts.Clear();
        foreach (RowOperand operand in _groups.Where(group => !group.IsDropped).SelectMany(group => group.Operands))
            if (operand.Kept is null) _counts[operand.Values] = _counts.TryGetValue(operand.Values, out int count) ? count + 1 : 1;
    }

    private int GainOf(RowGroup group)
    {
        int gain = Unit * (group.Saving - Extractions(group));
        foreach (RowOperand operand in group.Operands)
            if (operand.Kept is null && _counts.TryGetValue(operand.Values, out int count) && count == 1) gain -= CostOf(operand);
        // What computes with it would need its numbers in a register.
        if (group.Users.Exists(user => !user.IsDropped)) gain += Unit * (group.Members.Count - 1);
        return gain;
    }

    /// <summary>Numbers side by side, or one in all lanes; constants are there as they are needed.</summary>
    private int CostOf(RowOperand operand)
        => operand.Values.All(value => _effects.LiteralOf(value) is not null) ? 0 : operand.IsShared ? Unit / 2 : Unit * (operand.Values.Count - 1);

    private int Extractions(RowGroup group) => group.Members.Skip(1).Count(member => _uses.TryGetValue(member, out List<Value>? uses) && uses.Exists(use => IsAlone(group, use)));

    /// <summary>Whether a use takes the number of one row.</summary>
    private bool IsAlone(RowGroup group, Value use)
        => use.IsNone || !_groupOf.TryGetValue(use, out RowGroup? user) || user.IsDropped || user.Operands.TrueForAll(operand => operand.Kept != group);

    /// <summary>Groups that compute with one another, where all together gain little.</summary>
    private void DropTogether()
    {
        var seen = new HashSet<RowGroup>();
        foreach (RowGroup first in _groups)
        {
            if (first.IsDropped || !seen.Add(first)) continue;
            List<RowGroup> together = [first];
            var operands = new HashSet<EquatableArray<Value>>();
            int saving = 0, cost = 0;
            for (int i = 0; i < together.Count; i++)
            {
                saving += Unit * together[i].Saving;
                cost += Unit * Extractions(together[i]);
                foreach (RowOperand operand in together[i].Operands)
                {
                    if (operand.Kept is { } kept && seen.Add(kept)) together.Add(kept);
                    else if (operand.Kept is null && operands.Add(operand.Values)) cost += CostOf(operand);
                }
                together.AddRange(together[i].Users.Where(user => !user.IsDropped && seen.Add(user)).ToList());
            }
            if (saving - cost >= Math.Max(LeastGain, saving / 4)) continue;
            foreach (RowGroup group in together) group.IsDropped = true;
        }
    }
}
