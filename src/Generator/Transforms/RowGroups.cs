using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Transforms;

/// <summary>
/// Finds what the rows of a matrix compute alike: from the stored elements back along the operands, as long as the operations are the
/// same and each serves one row alone. A value is in one group at most, so the search is linear.
/// </summary>
internal sealed class RowGroups
{
    private readonly Function _function;
    private readonly Effects _effects;
    private readonly Region?[] _regions;

    /// <summary>The rows that each value serves, as bits.</summary>
    private readonly int[] _rows;
    private readonly RowGroup?[] _groups;
    private readonly List<RowGroup> _all = [];
    private readonly Queue<(RowGroup Group, Operation[] Operations)> _work = new();

    private RowGroups(Function function, Effects effects)
    {
        _function = function;
        _effects = effects;
        _regions = new Region?[function.Types.Count];
        _rows = new int[function.Types.Count];
        _groups = new RowGroup?[function.Types.Count];
    }

    /// <summary>The groups, without a thought of what they cost.</summary>
    public static IReadOnlyList<RowGroup> Of(Function function, Effects effects)
    {
        IReadOnlyList<(int Row, Value Stored)[]> roots = RowRoots.Of(function, effects);
        if (roots.Count == 0) return [];
        var groups = new RowGroups(function, effects);
        foreach ((int row, Value stored) in roots.SelectMany(root => root)) groups._rows[stored.Id] |= 1 << row;
        groups.Visit(function.Body);
        // What has more rows gives the order to what has fewer.
        foreach ((int Row, Value Stored)[] root in roots.OrderByDescending(root => root.Length))
        {
            int most = MostOf(function.TypeOf(root[0].Stored).Kind);
            foreach (IGrouping<int, (int Row, Value Stored)> part in root.GroupBy(stored => stored.Row / most))
                if (part.Count() > 1) groups.Match([.. part.Select(stored => stored.Stored)]);
        }
        while (groups._work.Count > 0) groups.Expand();
        groups.Grow();
        return groups._all;
    }

    /// <summary>The most rows that are computed together: the numbers of 32 bytes.</summary>
    private static int MostOf(ScalarKind kind) => kind == ScalarKind.Float64 ? 4 : 8;

    // Backwards: what uses a value has been seen before it.
    private void Visit(Region region)
    {
        foreach (Value parameter in region.Parameters) _regions[parameter.Id] = region;
        for (int i = region.Operations.Count - 1; i >= 0; i--)
        {
            Operation operation = region.Operations[i];
            int all = 0;
            foreach (Value result in operation.Results)
            {
                _regions[result.Id] = region;
                all |= _rows[result.Id];
            }
            foreach (Value operand in operation.Operands) _rows[operand.Id] |= all;
            foreach (Region nested in operation.Regions)
            {
                for (int k = 0; k < nested.Yields.Count; k++) _rows[nested.Yields[k].Id] |= operation is IfOp ? _rows[operation.Results[k].Id] : all;
                Visit(nested);
            }
        }
    }

    /// <summary>The group that computes values, one per row; null where there is none.</summary>
    private RowGroup? Match(Value[] values)
    {
        if (_groups[values[0].Id] is { } known) return known.Members.SequenceEqual(values) ? known : null;
        if (_function.TypeOf(values[0]) is not { IsScalar: true, Lanes: 0, Kind: ScalarKind.Float64 or ScalarKind.Float32 }) return null;
        int seen = 0;
        foreach (Value value in values)
        {
            int row = _rows[value.Id];
            if (!RowClasses.IsOne(row) || (seen & row) != 0 || _groups[value.Id] is not null) return null;
            if (_function.TypeOf(value) != _function.TypeOf(values[0]) || _regions[value.Id] != (object?)_regions[values[0].Id]) return null;
            seen |= row;
        }
        Operation[] operations = new Operation[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            if (_effects.DefinitionOf(values[i]) is not { } definition || !IsAlike(definition, operations[0] ?? definition)) return null;
            operations[i] = definition;
        }
        // What is the same in all rows is nothing of a row.
        if (operations[0] is ScalarOp first && operations.All(operation => IsSame(first, (ScalarOp)operation))) return null;
        var group = new RowGroup([.. values], _regions[values[0].Id]!, operations[0]);
        foreach (Value value in values) _groups[value.Id] = group;
        _all.Add(group);
        _work.Enqueue((group, operations));
        return group;
    }

    private static bool IsAlike(Operation operation, Operation first) => operation switch
    {
        ScalarOp scalar => Codes.HasLanes(scalar.Code) && first is ScalarOp other && other.Code == scalar.Code,
        IfOp { Then.Throws: false, Else.Throws: false } => ReferenceEquals(operation, first),
        _ => false,
    };

    private static bool IsSame(ScalarOp first, ScalarOp other)
        => first.Arguments.Equals(other.Arguments) || (first.Code is Codes.Add or Codes.Multiply && first.Arguments[0] == other.Arguments[1] && first.Arguments[1] == other.Arguments[0]);

    private void Expand()
    {
        (RowGroup group, Operation[] operations) = _work.Dequeue();
        if (operations[0] is IfOp branch)
        {
            int[] places = [.. group.Members.Select(branch.IfResults.IndexOf)];
            foreach (Region side in branch.Regions) Add(group, [.. places.Select(place => side.Yields[place])]);
            return;
        }
        Value[][] arguments = [.. operations.Select(operation => ((ScalarOp)operation).Arguments.ToArray())];
        bool isCommutative = ((ScalarOp)operations[0]).Code is Codes.Add or Codes.Multiply;
        for (int i = 1; i < arguments.Length && isCommutative; i++)
        {
            Value[] first = arguments[0], other = arguments[i];
            if (Likeness(first[0], other[1]) + Likeness(first[1], other[0]) > Likeness(first[0], other[0]) + Likeness(first[1], other[1])) arguments[i] = [other[1], other[0]];
        }
        for (int k = 0; k < arguments[0].Length; k++) Add(group, [.. arguments.Select(values => values[k])]);
    }

    /// <summary>Forwards again: the same operation of what is in groups, where what is stored in the end isn't alike any more.</summary>
    private void Grow()
    {
        var classes = new RowClasses(_rows);
        foreach (RowGroup group in _all) classes.Add(group.Members);
        classes.Visit(_function.Body);
        foreach (IReadOnlyList<Value> alike in classes.Alike)
        {
            int most = MostOf(_function.TypeOf(alike[0]).Kind);
            for (int i = 0; i + 1 < alike.Count; i += most) Match([.. alike.Skip(i).Take(most)]);
            while (_work.Count > 0) Expand();
        }
    }

    private int Likeness(Value left, Value right)
    {
        if (left == right) return 3;
        if (_groups[left.Id] is { } group) return group == _groups[right.Id] ? 3 : 0;
        bool isRow = RowClasses.IsOne(_rows[left.Id]);
        if (isRow != RowClasses.IsOne(_rows[right.Id])) return 0;
        return _effects.DefinitionOf(left) is { } one && _effects.DefinitionOf(right) is { } two && IsAlike(one, two) ? 2 : 1;
    }

    private void Add(RowGroup group, Value[] values)
    {
        if (values.All(value => value == values[0]))
        {
            group.Operands.Add(new RowOperand([values[0]], null));
            return;
        }
        RowGroup? computed = Match(values);
        group.Operands.Add(new RowOperand([.. values], computed));
        if (computed is not null && (computed.Users.Count == 0 || computed.Users[computed.Users.Count - 1] != group)) computed.Users.Add(group);
    }
}
