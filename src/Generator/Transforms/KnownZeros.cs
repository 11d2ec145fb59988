using System;
using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Transforms;

/// <summary>
/// Elements of the function's own storage that are zero where they are read, since nothing was added there yet.
/// <code>
/// d = zeroed(n); for (i…) d[i] = d[i] + x   ---->   d = zeroed(n); for (i…) d[i] = 0 + x
/// </code>
/// Of each storage is known from which index on it may be anything: <see cref="All"/> zero, or dirty from an index on; and while only elements at
/// literal indices were stored, which. Loops are followed until what is known at the start of a trip holds at its end.
/// </summary>
internal sealed class KnownZeros : IrRewriter
{
    private const int All = ZeroState.All;

    /// <summary>Loops nested deeper are taken to dirty what they write.</summary>
    private const int DeepestNest = 4;

    private readonly HashSet<Value> _zeros = [];
    private Effects _effects = null!;

    private KnownZeros()
    {
    }

    public static new Function Run(Function function)
    {
        if (!function.Body.Has(operation => operation is AllocOp { Kind: AllocKind.Shadow } or ClearOp)) return function;
        var pass = new KnownZeros { _effects = function.Effects };
        pass.Visit(function.Body, new ZeroState(), depth: 0, records: true);
        return pass._zeros.Count == 0 ? function : ((IrRewriter)pass).Run(function);
    }

    protected override void Rewrite(Operation operation)
    {
        if (operation is LoadOp load && _zeros.Contains(load.Result)) Replace(load.Result, Builder.Constant(new Literal(Source.TypeOf(load.Result).Kind, 0)));
        else Copy(operation);
    }

    private void Visit(Region region, ZeroState state, int depth, bool records)
    {
        foreach (Operation operation in region.Operations)
        {
            switch (operation)
            {
                case AllocOp { Kind: AllocKind.Shadow } alloc: state[alloc.Result] = All; break;
                case ClearOp clear when _effects.Roots.IsRoot(clear.Buffer): state[clear.Buffer] = All; break;
                case LoadOp load:
                    if (records && _effects.Roots.IsRoot(load.Buffer) && state.IsZero(load.Buffer, IndexOf(load.Index))) _zeros.Add(load.Result);
                    break;
                case StoreOp store: Visit(store, state); break;
                case IfOp branch:
                    ZeroState then = new(state), otherwise = new(state);
                    Visit(branch.Then, then, depth, records);
                    Visit(branch.Else, otherwise, depth, records);
                    state.Join(then, otherwise, _effects.Of(branch).Writes);
                    break;
                case ForOp or WhileOp: VisitLoop(operation, state, depth, records); break;
                default:
                    foreach (Value written in _effects.Of(operation).Writes) state[written] = 0;
                    break;
            }
        }
    }

    private void Visit(StoreOp store, ZeroState state)
    {
        bool isZero = _effects.LiteralOf(store.Stored) is { } literal && literal.Bits == 0;
        foreach (Value root in _effects.Roots.Of(store.Buffer))
        {
            if (root == store.Buffer && IndexOf(store.Index) is var index and < All - 1) state.Store(root, index, isZero);
            else if (!isZero) state[root] = Math.Min(state[root], root == store.Buffer ? LowestOf(store.Index) : 0);
        }
    }

    private void VisitLoop(Operation loop, ZeroState state, int depth, bool records)
    {
        HashSet<Value> own = loop is ForOp counted ? [.. OwnElements.Of(counted, _effects).Where(root => state.Knows(root))] : [];
        // What holds at the start of each trip; of an element of the trip's own, what holds before the loop.
        var start = new ZeroState(state);
        IReadOnlyCollection<Value> writes = _effects.Of(loop).Writes;
        foreach (Value written in writes) start.Forget(written);
        if (depth >= DeepestNest)
        {
            foreach (Value written in writes) start[written] = 0;
        }
        else
        {
            for (bool isStable = false; !isStable;)
            {
                var end = new ZeroState(start);
                foreach (Region region in loop.Regions) Visit(region, end, depth + 1, records: false);
                isStable = true;
                foreach (Value written in writes.Where(written => !own.Contains(written) && end[written] < start[written]))
                {
                    start[written] = 0;
                    isStable = false;
                }
            }
        }
        if (records)
        {
            var trip = new ZeroState(start);
            foreach (Region region in loop.Regions) Visit(region, trip, depth + 1, records: true);
        }
        foreach (Value written in writes)
        {
            (int clean, int single) = own.Contains(written) ? AfterOwn((ForOp)loop, written, state[written]) : (start[written], -1);
            state[written] = clean;
            if (single >= 0) state.Only(written, single);
        }
    }

    /// <summary>What is known of storage of which each trip touched an element of its own: from where on it may be dirty, and the one dirty element or -1.</summary>
    private (int Clean, int Single) AfterOwn(ForOp loop, Value root, int before)
    {
        (StoreOp? last, bool isLastZero) = LastStore(loop.Body, root);
        if (last is null) return (0, -1);
        if (!isLastZero) return (Math.Min(before, LowestOf(last.Index)), -1);
        if (before == All || last.Index != loop.Body.Parameters[0] || !_effects.TouchesEnd(loop, root) || _effects.LowestOf(last.Index) is not { } lowest) return (before, -1);
        // All from the lowest index on is zero again.
        return lowest <= before ? (All, -1) : (before, before == lowest - 1 ? before : -1);
    }

    /// <summary>The last store of a body to a storage, where it comes in every trip.</summary>
    private (StoreOp? Store, bool IsZero) LastStore(Region body, Value root)
    {
        for (int i = body.Operations.Count - 1; i >= 0; i--)
        {
            if (body.Operations[i] is StoreOp store && _effects.Roots.Of(store.Buffer).Contains(root)) return (store, _effects.LiteralOf(store.Stored) is { Bits: 0 });
            if (body.Operations[i].Regions.Count > 0 && _effects.Of(body.Operations[i]).Writes.Contains(root)) return (null, false);
        }
        return (null, false);
    }

    /// <summary>A literal index; any other may be the last.</summary>
    private int IndexOf(Value index) => _effects.LiteralOf(index) is { Bits: >= 0 and < All } literal ? (int)literal.Bits : All - 1;

    /// <summary>The smallest value that an index takes: of a literal, and of counters that begin or end at one; 0 where it isn't known.</summary>
    private int LowestOf(Value index) => (int)Math.Max(0, _effects.LowestOf(index) ?? 0);
}
