using System;
using System.Collections.Generic;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Differentiation;

/// <summary>An element that a trip of a loop reads or writes: at the counter plus or minus an offset.</summary>
/// <param name="Leaf">Of what.</param>
/// <param name="Offset">A value from outside the loop, or a constant; none at the counter itself.</param>
/// <param name="IsNegative">Whether the offset is subtracted.</param>
internal sealed record TripRow(int Leaf, Value Offset, bool IsNegative);

/// <summary>Which elements the trips of a loop use.</summary>
internal sealed class TripRange(ForOp loop, Effects effects)
{
    private readonly HashSet<Value> _inside = [];

    /// <summary>The elements that some accesses are of; null where one of them doesn't move with the counter.</summary>
    /// <param name="accessed">What an operation uses, and where; null for others.</param>
    public IReadOnlyList<TripRow>? Rows(Func<Operation, (int Leaf, Value Index)?> accessed)
    {
        var rows = new List<TripRow>();
        return Visit(loop.Body, accessed, rows) ? rows : null;
    }

    private bool Visit(Region region, Func<Operation, (int Leaf, Value Index)?> accessed, List<TripRow> rows)
    {
        _inside.UnionWith(region.Parameters);
        foreach (Operation operation in region.Operations)
        {
            _inside.UnionWith(operation.Results);
            foreach (Region nested in operation.Regions)
                if (!Visit(nested, accessed, rows)) return false;
            if (accessed(operation) is not var (leaf, index)) continue;
            if (RowOf(leaf, index) is not { } row) return false;
            if (!rows.Contains(row)) rows.Add(row);
        }
        return true;
    }

    private TripRow? RowOf(int leaf, Value index)
    {
        Value counter = loop.Body.Parameters[0];
        if (index == counter) return new TripRow(leaf, Value.None, false);
        if (effects.DefinitionOf(index) is not ScalarOp { Code: Codes.Add or Codes.Subtract, IsChecked: false } sum) return null;
        (Value left, Value right) = (sum.Arguments[0], sum.Arguments[1]);
        if (left == counter && IsFixed(right)) return new TripRow(leaf, right, sum.Code == Codes.Subtract);
        return sum.Code == Codes.Add && right == counter && IsFixed(left) ? new TripRow(leaf, left, false) : null;
    }

    private bool IsFixed(Value value) => !_inside.Contains(value) || effects.LiteralOf(value) is not null;
}
