using System.Collections.Generic;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Transforms;

/// <summary>
/// Which values and operations a function needs: marked from what has an effect and from the yields of the function,
/// back along definitions. One sweep is the fixpoint, cycles of dead carried values included. A write to a local buffer
/// counts once something needed reads that buffer.
/// </summary>
internal sealed class Liveness
{
    private readonly Function _function;
    private readonly Effects _effects;
    private readonly bool[] _values;

    /// <summary>Which of its operation's results a value is, where that has regions.</summary>
    private readonly int[] _positions;

    /// <summary>The operations that run, by their first result; those without one by themselves.</summary>
    private readonly bool[] _runs;
    private readonly HashSet<Operation> _operations = new(ReferenceComparer.Instance);

    /// <summary>The operation around each one that isn't in the body of the function.</summary>
    private readonly Dictionary<Operation, Operation> _parents = new(ReferenceComparer.Instance);
    private readonly Dictionary<Value, (Operation Loop, int Position)> _carried = [];
    private readonly Dictionary<Value, List<Operation>> _writes = [];
    private readonly HashSet<Value> _allocations = [];
    private readonly Stack<Value> _pending = new();

    public Liveness(Function function)
    {
        _function = function;
        _effects = function.Effects;
        (_values, _runs, _positions) = (new bool[function.Types.Count], new bool[function.Types.Count], new int[function.Types.Count]);
        Index(function.Body, null);
        // All writes are known before anything is marked: marking a read needs them.
        CollectWrites(function.Body);
        MarkEffects(function.Body);
        foreach (Value yield in function.Body.Yields) Need(yield, reads: true);
        while (_pending.Count > 0) Trace(_pending.Pop());
    }

    public bool IsLive(Value value) => _values[value.Id];

    public bool IsLive(Operation operation) => operation.Results is [{ IsNone: false } first, ..] ? _runs[first.Id] : _operations.Contains(operation);

    private void Index(Region region, Operation? parent)
    {
        foreach (Operation operation in region.Operations)
        {
            if (parent is not null) _parents[operation] = parent;
            if (operation is AllocOp alloc) _allocations.Add(alloc.Result);
            for (int i = 0; i < operation.Results.Count && operation.Regions.Count > 0; i++) _positions[operation.Results[i].Id] = i;
            foreach (Region nested in operation.Regions)
            {
                int counter = operation is ForOp ? 1 : 0;
                for (int i = counter; i < nested.Parameters.Count; i++) _carried[nested.Parameters[i]] = (operation, i - counter);
                Index(nested, operation);
            }
        }
    }

    private void CollectWrites(Region region)
    {
        foreach (Operation operation in region.Operations)
        {
            foreach (Region nested in operation.Regions) CollectWrites(nested);
            if (operation is IfOp or ForOp or WhileOp) continue;
            foreach (Value storage in _effects.Of(operation).Writes)
            {
                if (!_allocations.Contains(storage)) continue;
                if (_writes.TryGetValue(storage, out List<Operation>? writes)) writes.Add(operation);
                else _writes[storage] = [operation];
            }
        }
    }

    private void MarkEffects(Region region)
    {
        foreach (Operation operation in region.Operations)
        {
            foreach (Region nested in operation.Regions) MarkEffects(nested);
            if (operation is IfOp or ForOp) continue;
            OperationEffects effects = _effects.Of(operation);
            if (effects.Throws || effects.IsOpaque || effects.MayDiverge) Mark(operation);
            foreach (Value storage in effects.Writes)
                if (!_allocations.Contains(storage)) Mark(operation);
        }
    }

    /// <summary>The operation runs: so do those around it, and its operands are needed.</summary>
    private void Mark(Operation operation)
    {
        if (IsLive(operation)) return;
        if (operation.Results is [{ IsNone: false } first, ..]) _runs[first.Id] = true;
        else _operations.Add(operation);
        if (_parents.TryGetValue(operation, out Operation? parent)) Mark(parent);
        switch (operation)
        {
            case ForOp loop:
                Need(loop.Lower);
                Need(loop.Upper);
                break;
            case WhileOp loop:
                foreach (Value yield in loop.Condition.Yields) Need(yield);
                break;
            default:
                bool reads = operation is CallOp or OpaqueOp or ThrowOp or LoadOp or ResultOp;
                foreach (Value operand in operation.Operands) Need(operand, reads);
                break;
        }
    }

    private void Need(Value value, bool reads = false)
    {
        if (!_values[value.Id]) _pending.Push(value);
        _values[value.Id] = true;
        if (reads && _function.TypeOf(value).IsBuffer) Read(value);
    }

    /// <summary>The content of a buffer is needed, and so is what writes it.</summary>
    private void Read(Value buffer)
    {
        foreach (Value root in _effects.Roots.Of(buffer))
        {
            if (!_writes.TryGetValue(root, out List<Operation>? writes)) continue;
            _writes.Remove(root);
            foreach (Operation write in writes) Mark(write);
        }
    }

    private void Trace(Value value)
    {
        if (_carried.TryGetValue(value, out (Operation Loop, int Position) carried))
        {
            Mark(carried.Loop);
            NeedCarried(carried.Loop, carried.Position);
            return;
        }
        if (_effects.DefinitionOf(value) is not { } definition) return;
        Mark(definition);
        if (definition.Regions.Count == 0) return;
        int position = _positions[value.Id];
        if (definition is IfOp branch)
        {
            NeedYield(branch.Then, position);
            NeedYield(branch.Else, position);
        }
        else
        {
            NeedCarried(definition, position);
        }
    }

    private void NeedCarried(Operation loop, int position)
    {
        Need(loop is ForOp counted ? counted.Inits[position] : ((WhileOp)loop).Inits[position]);
        NeedYield(loop.Regions[loop.Regions.Count - 1], position);
    }

    private void NeedYield(Region region, int position)
    {
        if (!region.Throws) Need(region.Yields[position]);
    }
}
