using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Transforms;

/// <summary>
/// Two loops become one where the second takes what the first leaves in an array, element by element, if not at the same counters: the
/// trips that have no counterpart stand before and after.
/// <code>
/// for (i = 0; i &lt; n; i++) m[i] = f(i); for (i = 1; i &lt; n; i++) y[i] = m[i - 1] * x[i]
/// ----> for (i = 0; i &lt; n - 1; i++) { m[i] = f(i); y[i + 1] = m[i] * x[i + 1] } m[n - 1] = f(n - 1)
/// </code>
/// Only where nothing else reads these elements, so that they need not be stored any more (<see cref="DeadElements"/>): loops that merely
/// stand beside each other gain nothing, and a loop that can run in lanes stays one.
/// </summary>
internal sealed class FuseShifted : IrRewriter
{
    private readonly Dictionary<Operation, ShiftedPair> _pairs;

    /// <summary>What stands in a pair before or after its loop: it is copied with it.</summary>
    private readonly HashSet<Operation> _moved = new(ReferenceComparer.Instance);
    private readonly KnownLengths _lengths;

    /// <summary>Whether what is copied is in a loop that was found not to throw.</summary>
    private bool _isProved;

    private FuseShifted(Dictionary<Operation, ShiftedPair> pairs, Effects effects)
    {
        _pairs = pairs;
        _lengths = new KnownLengths(effects);
        foreach (ShiftedPair pair in pairs.Values)
        {
            _moved.UnionWith(pair.Between);
            _moved.Add(pair.Second);
        }
    }

    public static new Function Run(Function function)
    {
        if (!function.Body.Has(operation => operation is ForOp { Inits.Count: 0 }) || !function.Body.Has(operation => operation is AllocOp { IsGrowable: false })) return function;
        var effects = function.Effects;
        Dictionary<Operation, ShiftedPair> pairs = new ShiftedPairs(function, effects).Find();
        return pairs.Count == 0 ? function : ((IrRewriter)new FuseShifted(pairs, effects)).Run(function);
    }

    protected override Region RewriteRegion(Region region)
    {
        int known = _lengths.Count;
        Region rewritten = base.RewriteRegion(region);
        _lengths.Forget(known);
        return rewritten;
    }

    protected override void Rewrite(Operation operation)
    {
        if (_pairs.TryGetValue(operation, out ShiftedPair? pair)) Fuse(pair);
        else if (!_moved.Contains(operation)) CopyOne(operation);
    }

    protected override bool Repeats => _isProved;

    private void CopyOne(Operation operation)
    {
        Copy(operation switch
        {
            LoadOp load when _isProved => load with { IsProved = true },
            StoreOp store when _isProved => store with { IsProved = true },
            _ => operation,
        });
        _lengths.Note(operation);
    }

    private void Fuse(ShiftedPair pair)
    {
        foreach (Operation between in pair.Between) CopyOne(between);
        (ForOp first, ForOp second) = (pair.First, pair.Second);
        _isProved = true;
        Trips(first, pair.FirstCounters.First, pair.Common.First, pair.FirstCounters.End, isAtEnd: false, shift: 0);
        Builder.Origin = first.Origin;
        Value lower = At(pair.Common.First), upper = At(pair.Common.End), counter = Builder.Define(IrType.Int32, Source.NameOf(first.Body.Parameters[0]));
        Builder.Origin = Origin.None;
        Region body = Builder.Region([counter], () =>
        {
            Body(first, counter);
            Builder.Origin = second.Origin;
            Value other = Moved(counter, pair.Shift);
            Builder.Origin = Origin.None;
            Body(second, other);
            return default;
        });
        Builder.Add(new ForOp(default, lower, upper, 1, false, default, body) { Origin = first.Origin });
        Trips(first, pair.Common.End, pair.FirstCounters.End, pair.Common.First, isAtEnd: true, shift: 0);
        Trips(second, pair.SecondCounters.First, pair.Common.First, pair.SecondCounters.End, isAtEnd: false, pair.Shift);
        Trips(second, pair.Common.End, pair.SecondCounters.End, pair.Common.First, isAtEnd: true, pair.Shift);
        _isProved = false;
    }

    /// <summary>The trips that the other loop doesn't make, each where it is one at all.</summary>
    /// <param name="loop">The loop.</param>
    /// <param name="from">The first counter, as the first loop counts.</param>
    /// <param name="to">The counter past the last.</param>
    /// <param name="limit">What the counter is below of, or at the end not below of.</param>
    /// <param name="isAtEnd">Whether they come after those of both loops.</param>
    /// <param name="shift">What is added to the counter for this loop.</param>
    private void Trips(ForOp loop, Bound from, Bound to, Bound limit, bool isAtEnd, long shift)
    {
        for (Bound trip = from; trip.Offset < to.Offset; trip = trip.Plus(1))
        {
            bool isSure = isAtEnd ? limit.IsAtMost(trip, _lengths.LeastOf(trip.Base)) : trip.Plus(1).IsAtMost(limit, _lengths.LeastOf(limit.Base));
            Builder.Origin = loop.Origin;
            Value counter = At(trip.Plus(shift));
            Value? condition = isSure ? null : Builder.Scalar(new IrType(ScalarKind.Bool), isAtEnd ? Codes.GreaterOrEqual : Codes.Less, At(trip), At(limit));
            Builder.Origin = Origin.None;
            if (condition is not { } isTrip)
            {
                Body(loop, counter);
                continue;
            }
            Region then = Builder.Region(default, () =>
            {
                Body(loop, counter);
                return default;
            });
            Builder.Add(new IfOp(default, isTrip, then, new Region(default, default, default)) { Origin = loop.Origin });
        }
    }

    private void Body(ForOp loop, Value counter)
    {
        int known = _lengths.Count;
        Replace(loop.Body.Parameters[0], counter);
        RewriteBody(loop.Body);
        _lengths.Forget(known);
    }

    private Value At(Bound bound) => bound.Base.IsNone ? Builder.Int32((int)bound.Offset) : Moved(Use(bound.Base), bound.Offset);

    private Value Moved(Value value, long added) => added switch
    {
        0 => value,
        < 0 => Builder.Scalar(Codes.Subtract, value, Builder.Int32((int)-added)),
        _ => Builder.Scalar(Codes.Add, value, Builder.Int32((int)added)),
    };
}
