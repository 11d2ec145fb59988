using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Differentiation;

/// <summary>The forward sweep: the primal's operations, keeping what the reverse sweep recalled.</summary>
internal sealed partial class ReverseMode
{
    private void Forward(ReverseScope? scope, Operation operation)
    {
        if (scope is not null && scope.Before.TryGetValue(operation, out List<Operation>? before)) _builder.AddRange(before);
        _builder.Origin = operation.Origin with { IsAdjoint = false };
        switch (operation)
        {
            case IfOp branch when IsReversed(branch.Then) || IsReversed(branch.Else): ForwardIf(branch); break;
            case ForOp loop when IsReversed(loop.Body): ForwardFor(loop); break;
            case WhileOp loop when IsReversed(loop.Body): ForwardWhile(loop); break;
            case CallOp call when _reversedCalls.Contains(call): ForwardCall(call); break;
            default: _builder.Add(operation); break;
        }
    }

    private bool IsReversed(Region region) => _scopes.ContainsKey(region);

    /// <summary>A region's operations, then what is kept of it.</summary>
    private List<Operation> ForwardRegion(Region region, Dictionary<ScalarKind, Value> cursors)
    {
        _cursors = cursors;
        return _builder.Collect(() =>
        {
            ReverseScope? scope = _scopes.TryGetValue(region, out ReverseScope? known) ? known : null;
            foreach (Operation operation in region.Operations) Forward(scope, operation);
            if (scope is null || region.Throws) return;
            _builder.Origin = Origin.None;
            FillCaches(scope);
            PushFrames(scope);
        });
    }

    private void PushFrames(ReverseScope scope)
    {
        foreach (KeyValuePair<ScalarKind, List<Value>> frame in scope.Frame.OrderBy(frame => frame.Key))
        {
            if (!_kinds.Contains(frame.Key)) continue;
            Value top = _cursors[frame.Key];
            Value next = _builder.Scalar(Codes.Add, top, _builder.Int32(frame.Value.Count));
            _builder.Name(next, CursorName(frame.Key));
            _builder.Add(new ReserveOp(_stacks[frame.Key], next));
            for (int i = 0; i < frame.Value.Count; i++)
                _builder.Store(_stacks[frame.Key], _builder.Scalar(Codes.Add, top, _builder.Int32(i)), frame.Value[i]);
            _cursors[frame.Key] = next;
        }
    }

    private void ForwardIf(IfOp operation)
    {
        Dictionary<ScalarKind, Value> outer = _cursors;
        List<Operation> then = ForwardRegion(operation.Then, new Dictionary<ScalarKind, Value>(outer));
        Dictionary<ScalarKind, Value> thenCursors = _cursors;
        List<Operation> otherwise = ForwardRegion(operation.Else, new Dictionary<ScalarKind, Value>(outer));
        Dictionary<ScalarKind, Value> elseCursors = _cursors;

        List<Value> results = [.. operation.Results], thenYields = [.. operation.Then.Yields], elseYields = [.. operation.Else.Yields];
        Dictionary<Value, Value> thenKept = KeptOf(operation.Then), elseKept = KeptOf(operation.Else);
        foreach (Value result in thenKept.Keys.Concat(elseKept.Keys).Distinct().OrderBy(result => result.Id))
        {
            results.Add(result);
            Yield(thenKept, result, then, thenYields);
            Yield(elseKept, result, otherwise, elseYields);
        }
        _cursors = new Dictionary<ScalarKind, Value>(outer);
        foreach (ScalarKind kind in _kinds)
        {
            results.Add(_cursors[kind] = _builder.Define(IrType.Int32, CursorName(kind)));
            thenYields.Add(thenCursors[kind]);
            elseYields.Add(elseCursors[kind]);
        }
        _builder.Add(operation with
        {
            IfResults = results.ToEquatable(),
            Then = new Region(default, then.ToEquatable(), operation.Then.Throws ? default : thenYields.ToEquatable()),
            Else = new Region(default, otherwise.ToEquatable(), operation.Else.Throws ? default : elseYields.ToEquatable()),
        });

        Dictionary<Value, Value> KeptOf(Region side)
            => _scopes.TryGetValue(side, out ReverseScope? scope) ? scope.Yielded.ToDictionary(kept => kept.Result, kept => kept.Value) : [];

        // What only one side keeps, the other yields as zero: it is read only where the same side was taken.
        void Yield(Dictionary<Value, Value> kept, Value result, List<Operation> operations, List<Value> yields)
        {
            if (kept.TryGetValue(result, out Value value)) yields.Add(value);
            else _builder.AppendTo(operations, () => yields.Add(_builder.Constant(new Literal(_builder.TypeOf(result).Kind, 0))));
        }
    }

    private void ForwardFor(ForOp operation)
    {
        Dictionary<ScalarKind, Value> outer = _cursors;
        Dictionary<ScalarKind, Value> inner = _kinds.ToDictionary(kind => kind, kind => _builder.Define(IrType.Int32, CursorName(kind)));
        List<Operation> operations = ForwardRegion(operation.Body, new Dictionary<ScalarKind, Value>(inner));
        EquatableArray<Value> yields = operation.Body.Yields.Concat(_kinds.Select(kind => _cursors[kind])).ToEquatable();
        EquatableArray<Value> results = _kinds.Select(_ => _builder.Define(IrType.Int32)).ToEquatable();
        _builder.Add(operation with
        {
            ForResults = operation.ForResults.Concat(results).ToEquatable(),
            Inits = operation.Inits.Concat(_kinds.Select(kind => outer[kind])).ToEquatable(),
            Body = new Region(operation.Body.Parameters.Concat(_kinds.Select(kind => inner[kind])).ToEquatable(), operations.ToEquatable(), operation.Body.Throws ? default : yields),
        });
        _cursors = CursorResults(results, 0);
    }

    /// <summary>A while loop counts its trips: the reverse loop runs as often.</summary>
    private void ForwardWhile(WhileOp operation)
    {
        Dictionary<ScalarKind, Value> outer = _cursors;
        Dictionary<ScalarKind, Value> inner = _kinds.ToDictionary(kind => kind, kind => _builder.Define(IrType.Int32, CursorName(kind)));
        Value trips = _builder.Define(IrType.Int32, "trips"), next = Value.None;
        List<Operation> operations = ForwardRegion(operation.Body, new Dictionary<ScalarKind, Value>(inner));
        if (!operation.Body.Throws)
        {
            _builder.AppendTo(operations, () =>
            {
                next = _builder.Scalar(Codes.Add, trips, _builder.Int32(1));
                _builder.Name(next, "trips");
            });
        }
        EquatableArray<Value> yields = operation.Body.Yields.Append(next).Concat(_kinds.Select(kind => _cursors[kind])).ToEquatable();
        EquatableArray<Value> results = _kinds.Select(_ => _builder.Define(IrType.Int32)).ToEquatable();
        EquatableArray<Value> tested = new[] { _builder.Define(IrType.Int32) }.Concat(_kinds.Select(_ => _builder.Define(IrType.Int32))).ToEquatable();
        Value zero = _builder.Int32(0);
        _builder.Add(operation with
        {
            WhileResults = operation.WhileResults.Append(_tripResults[operation]).Concat(results).ToEquatable(),
            Inits = operation.Inits.Append(zero).Concat(_kinds.Select(kind => outer[kind])).ToEquatable(),
            Condition = operation.Condition with { Parameters = operation.Condition.Parameters.Concat(tested).ToEquatable() },
            Body = new Region(
                operation.Body.Parameters.Append(trips).Concat(_kinds.Select(kind => inner[kind])).ToEquatable(),
                operations.ToEquatable(),
                operation.Body.Throws ? default : yields),
        });
        _cursors = CursorResults(results, 0);
    }

    private Dictionary<ScalarKind, Value> CursorResults(EquatableArray<Value> results, int first)
    {
        var cursors = new Dictionary<ScalarKind, Value>();
        for (int i = 0; i < _kinds.Count; i++) cursors[_kinds[i]] = results[first + i];
        return cursors;
    }
}
