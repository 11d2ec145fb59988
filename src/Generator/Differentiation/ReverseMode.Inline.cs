using System;
using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Differentiation;

/// <summary>Regions whose sweeps stand one after the other in the same place: the function's own, the sides of its last branch, fused loops.</summary>
internal sealed partial class ReverseMode
{
    /// <summary>
    /// Both sweeps of a region, one after the other. A branch at the very end does both sweeps inside, and so do fused loops:
    /// <code>
    /// forward;  if (c) { A } else { B };  reverse   ---->   forward;  if (c) { A; reverse A } else { B; reverse B };  reverse
    /// </code>
    /// </summary>
    /// <param name="scope">The region.</param>
    /// <param name="start">The cursors at its start.</param>
    /// <param name="seed">Sets the adjoints of what it yields.</param>
    /// <param name="isOutermost">Whether the reverse sweep of the function begins here, with cleared outputs.</param>
    private void EmitInline(ReverseScope scope, Dictionary<ScalarKind, Value> start, Action seed, bool isOutermost)
    {
        EquatableArray<Operation> operations = scope.Region.Operations;
        scope.FinalCursors = DefineCursors();
        Fusion? fusion = FindFusion(scope.Region);
        IfOp? tail = IsJoint(scope.Region) && fusion is null && operations.Count > 0 ? operations[operations.Count - 1] as IfOp : null;
        int count = tail is not null ? operations.Count - 1 : operations.Count;
        List<(FusedLoop Loop, Dictionary<ScalarKind, Value> Cursors)> fused = [.. (fusion?.Loops ?? []).Select(loop => (loop, DefineCursors()))];

        List<Operation> joint = [], reverse = [];
        List<List<Operation>> loops = [];
        if (!scope.Region.Throws)
        {
            joint = _builder.Collect(() =>
            {
                seed();
                if (tail is not null) EmitTail(scope, tail, isOutermost);
                for (int i = count - 1; fusion is not null && i >= 0; i--)
                    if (fusion.Later.Contains(operations[i])) Reverse(scope, operations[i]);
                if (fusion is not null && isOutermost) ClearOutputs();
            });
            foreach ((FusedLoop loop, Dictionary<ScalarKind, Value> cursors) in fused) loops.Add(_builder.Collect(() => EmitLoop(scope, loop.Loop, cursors)));
        }
        // What the loops recall and the shadows that they add to.
        List<Operation> prologue = [.. scope.Prologue];
        scope.Prologue.Clear();
        if (!scope.Region.Throws)
        {
            reverse = _builder.Collect(() =>
            {
                if (tail is null && fusion is null && isOutermost) ClearOutputs();
                _cursors = new Dictionary<ScalarKind, Value>(scope.FinalCursors);
                for (int i = count - 1; i >= 0; i--)
                    if (fusion is null || !(fusion.Later.Contains(operations[i]) || fused.Any(pair => pair.Loop.Position == i))) Reverse(scope, operations[i]);
            });
        }
        List<Operation> forward = _builder.Collect(() =>
        {
            _cursors = new Dictionary<ScalarKind, Value>(start);
            for (int i = 0; i < count; i++)
            {
                if (fused.Count > 0 && fused[0].Loop.Position == i)
                {
                    foreach (Operation operation in operations.Where(fusion!.Early.Contains)) _builder.Add(operation);
                    _builder.AddRange(prologue);
                    _builder.AddRange(joint);
                }
                int k = fused.FindIndex(pair => pair.Loop.Position == i);
                if (k >= 0)
                {
                    Link(fused[k].Cursors);
                    _builder.AddRange(loops[k]);
                }
                else if (fusion is null || !fusion.Early.Contains(operations[i]))
                {
                    Forward(scope, operations[i]);
                }
            }
            Link(scope.FinalCursors);
        });
        _builder.AddRange(forward);
        if (fusion is null)
        {
            _builder.AddRange(prologue);
            _builder.AddRange(scope.Prologue);
            _builder.AddRange(joint);
        }
        else
        {
            _builder.AddRange(scope.Prologue);
        }
        _builder.AddRange(reverse);
    }

    private Dictionary<ScalarKind, Value> DefineCursors() => _kinds.ToDictionary(kind => kind, kind => _builder.Define(IrType.Int32, CursorName(kind)));

    /// <summary>From here on the placeholders are the cursors as they stand.</summary>
    private void Link(Dictionary<ScalarKind, Value> placeholders)
    {
        foreach (ScalarKind kind in _kinds) _placeholders[placeholders[kind]] = _cursors[kind];
    }

    private void ClearOutputs()
    {
        _builder.Origin = Origin.None;
        foreach (Value shadow in _cleared) _builder.Add(new ClearOp(shadow) { Origin = new Origin(-1, true) });
    }

    private void EmitTail(ReverseScope scope, IfOp tail, bool isOutermost)
    {
        List<Value> seeds = [.. tail.Results.Select(result => Take(scope, result))];
        (ReverseScope thenScope, List<Operation> then) = EmitSide(tail.Then);
        (ReverseScope elseScope, List<Operation> otherwise) = EmitSide(tail.Else);
        var results = new List<Value>(tail.Results);
        List<Value> thenYields = [.. tail.Then.Yields], elseYields = [.. tail.Else.Yields];
        JoinAdjoints(scope, (tail.Then, thenScope, then, thenYields), (tail.Else, elseScope, otherwise, elseYields), results);
        _builder.Add(new IfOp(
            results.ToEquatable(),
            tail.Condition,
            new Region(default, then.ToEquatable(), tail.Then.Throws ? default : thenYields.ToEquatable()),
            new Region(default, otherwise.ToEquatable(), tail.Else.Throws ? default : elseYields.ToEquatable()))
        { Origin = tail.Origin });

        (ReverseScope, List<Operation>) EmitSide(Region side)
        {
            ReverseScope inner = Open(side, scope, ScopeKind.Inline);
            foreach (KeyValuePair<Value, Value> outer in scope.Adjoints) inner.Adjoints[outer.Key] = outer.Value;
            List<Operation> operations = _builder.Collect(() => EmitInline(inner, scope.FinalCursors, () => SeedYields(inner, side, seeds), isOutermost));
            return (inner, operations);
        }
    }

    private void SeedYields(ReverseScope scope, Region region, IReadOnlyList<Value> seeds)
    {
        for (int i = 0; i < region.Yields.Count; i++)
            if (!seeds[i].IsNone && _activity.IsActive(region.Yields[i])) Accumulate(scope, region.Yields[i], seeds[i]);
    }

    /// <summary>After a branch, the adjoints of outer values are what the side taken made of them.</summary>
    private void JoinAdjoints(
        ReverseScope scope,
        (Region Region, ReverseScope Scope, List<Operation> Operations, List<Value> Yields) then,
        (Region Region, ReverseScope Scope, List<Operation> Operations, List<Value> Yields) otherwise,
        List<Value> results)
    {
        IEnumerable<Value> keys = then.Scope.Adjoints.Keys.Concat(otherwise.Scope.Adjoints.Keys).Distinct().OrderBy(key => key.Id);
        foreach (Value key in keys)
        {
            Value? left = Get(then.Scope, key), right = Get(otherwise.Scope, key);
            if (then.Region.Throws) left = right;
            if (otherwise.Region.Throws) right = left;
            if (left is null && right is null) continue;
            if (left == right && left == Get(scope, key)) continue;
            ScalarKind kind = _primal.TypeOf(key).Kind;
            _builder.AppendTo(then.Operations, () => left ??= _builder.Float(kind, 0));
            _builder.AppendTo(otherwise.Operations, () => right ??= _builder.Float(kind, 0));
            Value result = _builder.Define(new IrType(kind), AdjointName(key));
            results.Add(result);
            then.Yields.Add(left!.Value);
            otherwise.Yields.Add(right!.Value);
            scope.Adjoints[key] = result;
        }

        static Value? Get(ReverseScope scope, Value key) => scope.Adjoints.TryGetValue(key, out Value adjoint) ? adjoint : null;
    }
}
