using System;
using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Transforms;

/// <summary>
/// What several rows of a matrix compute alike is computed for all of them at once, in the lanes of a register.
/// <code>
/// a = s * x; j[0] = a + y; b = t * x; j[1] = b + y   ---->   r = pack(s, t) * x; q = r + y; j[0] = lane(q, 0); j[1] = lane(q, 1)
/// </code>
/// Each lane does what the row did, so the bits are the same. Only where that gains something, see <see cref="RowCosts"/>.
/// </summary>
internal sealed class PackRows : IrRewriter
{
    private readonly Effects _effects;
    private readonly Dictionary<Value, RowGroup> _groupOf = [];
    private readonly Dictionary<Region, IReadOnlyList<(Operation? Operation, RowGroup? Group)>> _orders = new(ReferenceComparer.Instance);
    private readonly Dictionary<RowGroup, Value> _registers = [];

    /// <summary>Numbers taken out (of no lanes), and put into registers, in the open regions.</summary>
    private readonly Dictionary<(EquatableArray<Value> Values, int Lanes), Value> _known = [];
    private readonly Stack<List<(EquatableArray<Value> Values, int Lanes)>> _added = new();

    private PackRows(Effects effects, IEnumerable<RowGroup> groups)
    {
        _effects = effects;
        foreach (RowGroup group in groups)
            foreach (Value member in group.Members) _groupOf[member] = group;
    }

    public static new Function Run(Function function)
    {
        var effects = function.Effects;
        IReadOnlyList<RowGroup> groups = RowGroups.Of(function, effects);
        bool isOrdered = false;
        while (!isOrdered)
        {
            RowCosts.Run(function, effects, groups);
            groups = [.. groups.Where(group => !group.IsDropped)];
            if (groups.Count == 0) return function;
            var pass = new PackRows(effects, groups);
            isOrdered = groups.GroupBy(group => group.Region, ReferenceComparer.Instance).All(inRegion => pass.Order((Region)inRegion.Key, [.. inRegion]));
            if (isOrdered) return ((IrRewriter)pass).Run(function);
        }
        return function;
    }

    private bool Order(Region region, IReadOnlyList<RowGroup> groups)
    {
        if (RowSchedule.Of(region, groups, _effects) is not { } order) return false;
        _orders[region] = order;
        return true;
    }

    protected override EquatableArray<Value> RewriteBody(Region region) => Body(region, region.Yields, []);

    /// <summary>The operations of a region, and what it yields: numbers, then registers.</summary>
    private EquatableArray<Value> Body(Region region, IEnumerable<Value> yields, IEnumerable<(RowOperand Operand, IrType Type)> registers)
    {
        _added.Push([]);
        if (_orders.TryGetValue(region, out IReadOnlyList<(Operation? Operation, RowGroup? Group)>? order))
        {
            foreach ((Operation? operation, RowGroup? group) in order)
            {
                if (group is null) Rewrite(operation!);
                else Add(group);
            }
        }
        else
        {
            foreach (Operation operation in region.Operations) Rewrite(operation);
        }
        EquatableArray<Value> ends = region.Throws ? default : yields.Select(Use).Concat(registers.Select(register => Register(register.Operand, register.Type, isNeeded: true))).ToEquatable();
        foreach ((EquatableArray<Value>, int) key in _added.Pop()) _known.Remove(key);
        return ends;
    }

    protected override void Rewrite(Operation operation)
    {
        if (operation is not IfOp branch || !branch.IfResults.Any(_groupOf.ContainsKey))
        {
            Copy(operation);
            return;
        }
        List<RowGroup> groups = [.. branch.IfResults.Where(_groupOf.ContainsKey).Select(result => _groupOf[result]).Distinct()];
        List<int> numbers = [.. Enumerable.Range(0, branch.IfResults.Count).Where(i => !_groupOf.ContainsKey(branch.IfResults[i]))];
        Value condition = Use(branch.Condition);
        Region then = Side(branch.Then, 0), otherwise = Side(branch.Else, 1);
        EquatableArray<Value> results = [.. numbers.Select(i => Define(branch.IfResults[i])), .. groups.Select(DefineRegister)];
        Builder.Add(branch with { Condition = condition, Then = then, Else = otherwise, IfResults = results });

        Region Side(Region side, int index)
            => Builder.Region(default, () => Body(side, numbers.Select(i => side.Yields[i]), groups.Select(group => (group.Operands[index], TypeOf(group)))));
    }

    /// <summary>A number of a row is taken out of its register where something needs it alone.</summary>
    protected override Value Use(Value old)
    {
        if (!_groupOf.TryGetValue(old, out RowGroup? group)) return base.Use(old);
        return Once([old], 0, () =>
        {
            Value lane = Builder.Int32(group.Members.IndexOf(old));
            return Builder.Scalar(Source.TypeOf(old), Codes.Lane, _registers[group], lane);
        });
    }

    private void Add(RowGroup group)
    {
        var first = (ScalarOp)group.Definition;
        Value[] arguments = [.. group.Operands.Select(operand => Register(operand, TypeOf(group), isNeeded: false))];
        Builder.Add(first with { Result = DefineRegister(group), Arguments = [.. arguments] });
    }

    private Value DefineRegister(RowGroup group)
    {
        List<string> names = [.. group.Members.Select(Source.NameOf).Distinct()];
        return _registers[group] = Builder.Define(TypeOf(group), names.Count == 1 ? names[0] : "");
    }

    /// <summary>The smallest register that has a lane for each row.</summary>
    private IrType TypeOf(RowGroup group)
    {
        IrType number = Source.TypeOf(group.Members[0]);
        int least = number.Kind == ScalarKind.Float64 ? 2 : 4;
        return number with { Lanes = group.Members.Count <= least ? least : 2 * least };
    }

    /// <summary>An operand: a register, or a number that all rows share where a register isn't needed.</summary>
    private Value Register(RowOperand operand, IrType type, bool isNeeded)
    {
        if (operand.Kept is { } group) return _registers[group];
        return operand.IsShared && !isNeeded ? Use(operand.Values[0]) : Once(operand.Values, type.Lanes, () => Builder.Scalar(type, Codes.Pack, [.. operand.Values.Select(Use)]));
    }

    private Value Once(EquatableArray<Value> values, int lanes, Func<Value> make)
    {
        if (_known.TryGetValue((values, lanes), out Value known)) return known;
        Value made = make();
        _known[(values, lanes)] = made;
        _added.Peek().Add((values, lanes));
        return made;
    }
}
