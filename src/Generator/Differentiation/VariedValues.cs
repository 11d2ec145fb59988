using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Differentiation;

/// <summary>The values that depend on some storage, and the storage that they reach.</summary>
internal sealed class VariedValues
{
    private readonly HashSet<Value> _values, _summands = [];
    private readonly Dictionary<Value, int> _uses = [];
    private readonly Effects _effects;
    private bool _isChanged = true;

    public VariedValues(Function function, Effects effects, IReadOnlyList<Value> storage)
    {
        _effects = effects;
        _values = [.. storage];
        Count(function.Body);
        FindSummands(function.Body);
        while (_isChanged)
        {
            _isChanged = false;
            Visit(function.Body);
        }
    }

    public bool Contains(Value value) => _values.Contains(value);

    public bool IsUsedOnce(Value value) => _uses.TryGetValue(value, out int count) && count == 1;

    /// <summary><c>b[i] = b[i] + …</c>, the element and the sum being used for nothing else.</summary>
    public bool IsSum(StoreOp store) => SummandOf(store.Stored, store.Buffer, store.Index) is not null;

    /// <summary>Whether an element is read for such a sum.</summary>
    public bool IsSummand(LoadOp load) => _summands.Contains(load.Result);

    private LoadOp? SummandOf(Value value, Value buffer, Value index) => !IsUsedOnce(value) ? null : _effects.DefinitionOf(value) switch
    {
        LoadOp load => load.Buffer == buffer && load.Index == index ? load : null,
        ScalarOp { Code: Codes.Add } sum => SummandOf(sum.Arguments[0], buffer, index) ?? SummandOf(sum.Arguments[1], buffer, index),
        ScalarOp { Code: Codes.Subtract } difference => SummandOf(difference.Arguments[0], buffer, index),
        _ => null,
    };

    private void FindSummands(Region region)
    {
        foreach (Operation operation in region.Operations)
        {
            foreach (Region nested in operation.Regions) FindSummands(nested);
            if (operation is StoreOp store && SummandOf(store.Stored, store.Buffer, store.Index) is { } summand) _summands.Add(summand.Result);
        }
    }

    private void Count(Region region)
    {
        foreach (Operation operation in region.Operations)
        {
            foreach (Value operand in operation.Operands) Use(operand);
            foreach (Region nested in operation.Regions) Count(nested);
        }
        foreach (Value yield in region.Yields) Use(yield);

        void Use(Value value) => _uses[value] = _uses.TryGetValue(value, out int count) ? count + 1 : 1;
    }

    private void Visit(Region region)
    {
        foreach (Operation operation in region.Operations)
        {
            foreach (Region nested in operation.Regions) Visit(nested);
            switch (operation)
            {
                case ForOp loop: Carry(loop.Inits, loop.Body.Parameters.Skip(1), loop.Body.Yields, loop.ForResults); break;
                case WhileOp loop: Carry(loop.Inits, loop.Body.Parameters, loop.Body.Yields, loop.WhileResults); Carry(loop.Inits, loop.Condition.Parameters, loop.Body.Yields, []); break;
                case IfOp branch: Carry(branch.Then.Yields, branch.IfResults, branch.Else.Yields, branch.IfResults); break;
                case StoreOp store:
                    if (Contains(store.Stored)) Add(_effects.Roots.Of(store.Buffer));
                    break;
                case ViewOp or ChooseOp or LoadOp:
                    if (operation.Operands.Any(operand => Contains(operand) || (_effects.IsBuffer(operand) && _effects.Roots.Of(operand).Any(Contains)))) Add(operation.Results);
                    break;
                default:
                    if (!operation.Operands.Any(Contains) && !_effects.Of(operation).Reads.Any(Contains)) break;
                    Add(operation.Results);
                    Add(_effects.Of(operation).Writes);
                    break;
            }
        }
    }

    private void Carry(IEnumerable<Value> inits, IEnumerable<Value> parameters, IEnumerable<Value> yields, IEnumerable<Value> results)
    {
        foreach ((Value from, Value to) in inits.Concat(yields).Zip(parameters.Concat(parameters), (from, to) => (from, to)))
            if (Contains(from)) Add([to]);
        foreach ((Value from, Value to) in parameters.Zip(results, (from, to) => (from, to)))
            if (Contains(from)) Add([to]);
    }

    private void Add(IEnumerable<Value> values)
    {
        foreach (Value value in values) _isChanged |= _values.Add(value);
    }
}
