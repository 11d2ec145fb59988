using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Transforms;

/// <summary>
/// The order of a region in which some operations are groups: a group stands where the last of its rows did, what needs it before that waits for
/// it. Only arithmetic changes places: what reads, writes or may throw keeps its order.
/// </summary>
internal sealed class RowSchedule
{
    private readonly Effects _effects;
    private readonly List<(Operation? Operation, RowGroup? Group)> _items = [];
    private readonly Dictionary<Value, int> _itemOf = [];

    private RowSchedule(Effects effects) => _effects = effects;

    /// <summary>Operations and groups in order; null, and all groups that are in the way dropped, where there is none.</summary>
    public static IReadOnlyList<(Operation? Operation, RowGroup? Group)>? Of(Region region, IReadOnlyList<RowGroup> groups, Effects effects)
    {
        var schedule = new RowSchedule(effects);
        schedule.Collect(region, groups);
        return schedule.Sorted();
    }

    private void Collect(Region region, IReadOnlyList<RowGroup> groups)
    {
        var groupOf = new Dictionary<Value, RowGroup>();
        var rows = new Dictionary<RowGroup, int>();
        foreach (RowGroup group in groups.Where(group => !group.IsDropped && group.Definition is ScalarOp))
        {
            rows[group] = group.Members.Count;
            foreach (Value member in group.Members) groupOf[member] = group;
        }
        foreach (Operation operation in region.Operations)
        {
            RowGroup? group = null;
            if (operation is ScalarOp scalar && groupOf.TryGetValue(scalar.Result, out group) && --rows[group] > 0) continue;
            foreach (Value result in group?.Members ?? (IReadOnlyList<Value>)operation.Results) _itemOf[result] = _items.Count;
            _items.Add(group is null ? (operation, null) : (null, group));
        }
    }

    /// <summary>Always the first of what can be next.</summary>
    private List<(Operation? Operation, RowGroup? Group)>? Sorted()
    {
        int[] missing = new int[_items.Count];
        List<int>[] waiting = [.. _items.Select(_ => new List<int>())];
        int anchored = -1;
        for (int i = 0; i < _items.Count; i++)
        {
            var needed = new HashSet<int>();
            foreach (Value value in _items[i] is { Group: { } group } ? group.Operands.SelectMany(operand => operand.Values) : _items[i].Operation!.Uses)
                if (_itemOf.TryGetValue(value, out int item)) needed.Add(item);
            if (_items[i].Operation is { } operation && !IsFree(operation))
            {
                if (anchored >= 0) needed.Add(anchored);
                anchored = i;
            }
            missing[i] = needed.Count;
            foreach (int item in needed) waiting[item].Add(i);
        }

        var ready = new SortedSet<int>(Enumerable.Range(0, _items.Count).Where(i => missing[i] == 0));
        List<(Operation?, RowGroup?)> sorted = [];
        while (ready.Count > 0)
        {
            int next = ready.Min;
            ready.Remove(next);
            sorted.Add(_items[next]);
            foreach (int item in waiting[next])
                if (--missing[item] == 0) ready.Add(item);
        }
        if (sorted.Count == _items.Count) return sorted;
        for (int i = 0; i < _items.Count; i++)
            if (missing[i] > 0 && _items[i].Group is { } group) group.IsDropped = true;
        return null;
    }

    /// <summary>Whether it can stand anywhere behind its operands.</summary>
    private bool IsFree(Operation operation)
        => _effects.Of(operation) is { IsDroppable: true, IsAnchored: false, Reads.Count: 0 } && !operation.NeverCompletes;
}
