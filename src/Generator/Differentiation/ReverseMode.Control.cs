using System;
using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Differentiation;

/// <summary>The adjoints of branches and loops.</summary>
internal sealed partial class ReverseMode
{
    /// <summary>Whether undoing a region does anything once no adjoint comes in from its results: it stores to, or calls with, shadowed buffers.</summary>
    private bool StoresActive(Region region) => region.Operations.Any(operation => operation switch
    {
        StoreOp store => IsKept(store.Buffer) ? _reversedKept.Contains(store.Buffer) : _activity.HasShadow(store.Buffer),
        ClearOp clear => _activity.HasShadow(clear.Buffer),
        CallOp call => IsActive(call),
        _ when IsSolved(operation) => false,
        _ => operation.Regions.Any(StoresActive),
    });

    /// <summary><c>(r…) = c ? A : B   ---->   c ? reverse A : reverse B</c>, on the same condition.</summary>
    private void ReverseIf(ReverseScope scope, IfOp operation)
    {
        List<Value> seeds = [.. operation.Results.Select(result => Take(scope, result))];
        if (seeds.All(seed => seed.IsNone) && !operation.Regions.Any(StoresActive)) return;

        Origin origin = _builder.Origin;
        (ReverseScope thenScope, List<Operation> then, Dictionary<ScalarKind, Value> thenCursors) = ReverseSide(scope, operation, operation.Then, seeds);
        (ReverseScope elseScope, List<Operation> otherwise, Dictionary<ScalarKind, Value> elseCursors) = ReverseSide(scope, operation, operation.Else, seeds, thenScope);
        if (operation.Then.Throws || operation.Else.Throws)
        {
            // The side that throws was not taken.
            (ReverseScope taken, List<Operation> operations) = operation.Then.Throws ? (elseScope, otherwise) : (thenScope, then);
            _builder.AddRange(operations);
            _cursors = operation.Then.Throws ? elseCursors : thenCursors;
            foreach (KeyValuePair<Value, Value> adjoint in taken.Adjoints) scope.Adjoints[adjoint.Key] = adjoint.Value;
            return;
        }

        Value condition = Recall(operation.Condition);
        List<Value> results = [], thenYields = [], elseYields = [];
        JoinAdjoints(scope, (operation.Then, thenScope, then, thenYields), (operation.Else, elseScope, otherwise, elseYields), results);
        foreach (ScalarKind kind in _kinds)
        {
            Value cursor = _builder.Define(IrType.Int32, CursorName(kind));
            results.Add(cursor);
            thenYields.Add(thenCursors[kind]);
            elseYields.Add(elseCursors[kind]);
            _cursors[kind] = cursor;
        }
        _builder.Origin = origin;
        _builder.Add(new IfOp(
            results.ToEquatable(),
            condition,
            new Region(default, then.ToEquatable(), thenYields.ToEquatable()),
            new Region(default, otherwise.ToEquatable(), elseYields.ToEquatable())));
    }

    private (ReverseScope Scope, List<Operation> Operations, Dictionary<ScalarKind, Value> Cursors) ReverseSide(
        ReverseScope parent, IfOp branch, Region side, List<Value> seeds, ReverseScope? other = null)
    {
        ScopeKind kind = parent.Kind == ScopeKind.Inline ? ScopeKind.Branch : parent.Kind;
        ReverseScope scope = Open(side, parent, kind, parent.Kind == ScopeKind.Inline ? branch : parent.Anchor, parent.Loops, other: other);
        foreach (KeyValuePair<Value, Value> outer in parent.Adjoints) scope.Adjoints[outer.Key] = outer.Value;
        Dictionary<ScalarKind, Value> outerCursors = _cursors;
        _cursors = new Dictionary<ScalarKind, Value>(outerCursors);
        List<Operation> operations = _builder.Collect(() =>
        {
            if (side.Throws) return;
            SeedYields(scope, side, seeds);
            ReverseRegion(scope);
        });
        (List<Operation> whole, Dictionary<ScalarKind, Value> cursors) = (Framed(scope, outerCursors, operations), _cursors);
        _cursors = new Dictionary<ScalarKind, Value>(outerCursors);
        return (scope, whole, cursors);
    }

    /// <summary>The operations of a region in reverse order; in a stacked scope the cursors are below its frame.</summary>
    private void ReverseRegion(ReverseScope scope)
    {
        if (scope.Kind == ScopeKind.Stacked) _cursors = new Dictionary<ScalarKind, Value>(scope.FrameBase);
        for (int i = scope.Region.Operations.Count - 1; i >= 0; i--) Reverse(scope, scope.Region.Operations[i]);
    }

    /// <summary>Frame pops, prologue, reverse sweep.</summary>
    private List<Operation> Framed(ReverseScope scope, Dictionary<ScalarKind, Value> top, List<Operation> operations) => _builder.Collect(() =>
    {
        _builder.Origin = Unquoted;
        foreach (KeyValuePair<ScalarKind, Value> frame in scope.FrameBase.OrderBy(frame => frame.Key))
        {
            int size = scope.Frame.TryGetValue(frame.Key, out List<Value>? values) ? values.Count : 0;
            _builder.Add(new ScalarOp(frame.Value, Codes.Subtract, [top[frame.Key], _builder.Int32(size)]));
        }
        _builder.AddRange(scope.Prologue);
        _builder.AddRange(operations);
    });

    /// <summary>
    /// <c>for (i = a; i &lt; b; i++) body   ---->   for (i = b - 1; i >= a; i--) reverse body</c>; where the order doesn't matter
    /// it stays, since the JIT is better at counting up.
    /// </summary>
    private void ReverseFor(ReverseScope scope, ForOp operation)
    {
        if (!TryTakeSeeds(scope, operation.ForResults, operation.Body, out List<Value> seeds)) return;
        Value primalCounter = operation.Body.Parameters[0];
        Value counter = _builder.Define(IrType.Int32, _primal.NameOf(primalCounter));
        bool isIndexed = scope.Kind != ScopeKind.Stacked && CanHoist(scope, operation);
        ReverseScope body = Open(
            operation.Body,
            scope,
            isIndexed ? ScopeKind.Indexed : ScopeKind.Stacked,
            isIndexed ? scope.Kind == ScopeKind.Inline ? operation : scope.Anchor : null,
            isIndexed ? [.. scope.Loops, new IndexedLoop(operation, counter)] : [],
            new CarriedValues(operation, operation.Inits, operation.Body.Parameters.Skip(1).ToEquatable(), operation.ForResults));
        body.Recalled[primalCounter] = counter;
        Value lower = Recall(operation.Lower);
        int stackUses = _stackUses;
        ReverseLoop(scope, body, seeds, counter, () =>
        {
            // A stack gives things back last in, first out; and where much was kept, memory is faster read as it was written, from the end.
            bool isForward = stackUses == _stackUses && body.Cached.Count <= MostCachesForward && FusedLoop.AnyOrder(_primal, operation, _activity, _effects);
            return isForward
                ? operation with { Lower = lower, Upper = Recall(operation.Upper) }
                : operation with { Lower = LastCounter(operation), Upper = lower, Step = -operation.Step, IsInclusive = true };
        });
    }

    private bool CanHoist(ReverseScope scope, ForOp loop)
    {
        // An operation of the scope in reach is its own anchor: what its bounds need stands before it.
        if (scope.Kind == ScopeKind.Inline) return true;
        return CanHoist(loop.Lower) && CanHoist(loop.Upper);
    }

    /// <summary>The counter of the last trip: upper - 1 for unit steps, lower + (trips - 1)·step else.</summary>
    private Value LastCounter(ForOp loop)
    {
        Value upper = Recall(loop.Upper);
        if (loop.Step is 1 or -1) return loop.IsInclusive ? upper : _builder.Scalar(Codes.Subtract, upper, _builder.Int32(loop.Step));
        Value trips = TripCount(loop, Recall, IsNonNegative);
        Value steps = _builder.Scalar(Codes.Subtract, trips, _builder.Int32(1));
        return _builder.Scalar(Codes.Add, Recall(loop.Lower), _builder.Scalar(Codes.Multiply, steps, _builder.Int32(loop.Step)));
    }

    /// <summary><c>while (c) body   ---->   for (k = trips - 1; k >= 0; k--) reverse body</c>, the trips having been counted.</summary>
    private void ReverseWhile(ReverseScope scope, WhileOp operation)
    {
        if (!TryTakeSeeds(scope, operation.WhileResults, operation.Body, out List<Value> seeds)) return;
        Value trips = _builder.Define(IrType.Int32, "trips");
        _tripResults[operation] = trips;
        _definitions.Declare(trips, scope.Region);
        Value last = _builder.Scalar(Codes.Subtract, Recall(trips), _builder.Int32(1));
        Value counter = _builder.Define(IrType.Int32, "trip");
        ReverseScope body = Open(operation.Body, scope, ScopeKind.Stacked, carried: new CarriedValues(operation, operation.Inits, operation.Body.Parameters, operation.WhileResults));
        var reverse = new ForOp(default, last, _builder.Int32(0), -1, IsInclusive: true, default, operation.Body);
        ReverseLoop(scope, body, seeds, counter, () => reverse);
    }

    /// <summary>A reverse loop that reads more caches than that counts down.</summary>
    private const int MostCachesForward = 2;

    private readonly Dictionary<Operation, Value> _tripResults = new(ReferenceComparer.Instance);

    private bool TryTakeSeeds(ReverseScope scope, EquatableArray<Value> results, Region body, out List<Value> seeds)
    {
        seeds = [.. results.Select(result => Take(scope, result))];
        return seeds.Any(seed => !seed.IsNone) || StoresActive(body);
    }

    /// <summary>
    /// The reverse loop, which runs as <paramref name="reverse"/>, asked once the body is known, counts. Carried: the adjoint of each carried value, of each outer value that the body uses, and the cursors.
    /// </summary>
    private void ReverseLoop(ReverseScope scope, ReverseScope body, List<Value> seeds, Value counter, Func<ForOp> reverse)
    {
        (Operation primal, EquatableArray<Value> inits, EquatableArray<Value> carried, _) = body.Carried!;
        List<int> active = [.. Enumerable.Range(0, carried.Count).Where(i => _activity.IsActive(carried[i]) || _activity.IsActive(body.Region.Yields[i]))];
        List<Value> free = FreeActive(body.Region);
        List<Value> loopInits = [], parameters = [counter];
        Origin origin = _builder.Origin;
        foreach (int i in active) Carry(seeds[i].IsNone ? Zero(carried[i]) : seeds[i], AdjointName(carried[i]));
        foreach (Value outer in free) Carry(scope.Adjoints.TryGetValue(outer, out Value adjoint) ? adjoint : Zero(outer), AdjointName(outer));
        var top = new Dictionary<ScalarKind, Value>();
        foreach (ScalarKind kind in _kinds) top[kind] = Carry(_cursors[kind], CursorName(kind));

        List<Value> yields = [];
        Dictionary<ScalarKind, Value> outerCursors = _cursors;
        _cursors = top;
        List<Operation> operations = _builder.Collect(() =>
        {
            for (int i = 0; i < free.Count; i++) body.Adjoints[free[i]] = parameters[1 + active.Count + i];
            for (int i = 0; i < active.Count; i++)
                if (_activity.IsActive(body.Region.Yields[active[i]])) Accumulate(body, body.Region.Yields[active[i]], parameters[1 + i]);
            ReverseRegion(body);
            foreach (int i in active) yields.Add(body.Adjoints.TryGetValue(carried[i], out Value adjoint) ? adjoint : Zero(carried[i]));
            foreach (Value outer in free) yields.Add(body.Adjoints[outer]);
            foreach (ScalarKind kind in _kinds) yields.Add(_cursors[kind]);
        });
        ForOp loop = reverse();
        CarryUndone(body, isForward: primal is ForOp counted && counted.Step == loop.Step, (init, undone) => { loopInits.Add(init); parameters.Add(undone); }, operations, yields);
        var region = new Region(parameters.ToEquatable(), Framed(body, top, operations).ToEquatable(), yields.ToEquatable());
        _builder.Origin = origin;
        _cursors = outerCursors;

        List<Value> results = [.. parameters.Skip(1).Select(parameter => _builder.Define(_builder.TypeOf(parameter), _builder.NameOf(parameter)))];
        _builder.Add(loop with { ForResults = results.ToEquatable(), Inits = loopInits.ToEquatable(), Body = region, Origin = Origin.None });
        int next = active.Count;
        foreach (Value outer in free) scope.Adjoints[outer] = results[next++];
        foreach (ScalarKind kind in _kinds) _cursors[kind] = results[next++];
        for (int i = 0; i < active.Count; i++)
            if (_activity.IsActive(inits[active[i]])) Accumulate(scope, inits[active[i]], results[i]);

        Value Carry(Value init, string name)
        {
            loopInits.Add(init);
            parameters.Add(_builder.Define(_builder.TypeOf(init), name));
            return parameters[parameters.Count - 1];
        }
    }

    private Value Zero(Value like) => _builder.Float(_primal.TypeOf(like).Kind, 0);

    /// <summary>The active scalars from outside that a region uses, in order of definition.</summary>
    private List<Value> FreeActive(Region region) => [.. region.Free().Where(_activity.IsActive)];
}
