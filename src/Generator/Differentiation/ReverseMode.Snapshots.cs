using System;
using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Differentiation;

/// <summary>
/// Elements that each trip of a loop reads again are kept before it, all at once.
/// <code>
/// for (i…) for (j…) { s[i] += w[i, j] * h[j]; cache[j] = h[j]; }   ---->   for (j…) cache[j] = h[j]; for (i…) for (j…) s[i] += w[i, j] * h[j]
/// </code>
/// Only loads that can't throw, of what the loop executes on every trip.
/// </summary>
internal sealed partial class ReverseMode
{
    /// <param name="scope">Where the value is computed.</param>
    /// <param name="cache">What is kept, where, and the loops that have a part in it.</param>
    /// <returns>Whether it is kept so; else the trip that computes it has to store it.</returns>
    private bool TryKeepBefore(ReverseScope scope, IndexedCache cache)
    {
        if (cache.Loops.Count == scope.Loops.Count || _definitions.Of(cache.Value) is not LoadOp load || _effects.Of(load) is not { Throws: false, IsAnchored: false }) return false;
        // Those around the first loop without a part in it.
        int outer = scope.Loops.Zip(cache.Loops, ReferenceEquals).TakeWhile(isSame => isSame).Count();
        List<ForOp> inner = [.. cache.Loops.Skip(outer).Select(loop => loop.Loop)];
        if (!IsStraight(scope, outer)) return false;
        ForOp around = scope.Loops[outer].Loop;
        var snapshot = new Snapshot(this, around, inner);
        if (!inner.All(loop => snapshot.CanMake(loop.Lower) && snapshot.CanMake(loop.Upper)) || !snapshot.CanMake(load.Buffer) || !snapshot.CanMake(load.Index)) return false;
        AddBefore(_scopes[around.Body].Parent!, around, load.Origin with { IsAdjoint = false }, () => snapshot.Fill(scope, cache, load));
        return true;
    }

    /// <summary>Whether nothing but the loops themselves is around the value, from the loop at a position on.</summary>
    private bool IsStraight(ReverseScope scope, int position)
    {
        for (int i = position + 1; i < scope.Loops.Count; i++)
            if (!ReferenceEquals(_scopes[scope.Loops[i].Loop.Body].Parent!.Region, scope.Loops[i - 1].Loop.Body)) return false;
        return ReferenceEquals(scope.Region, scope.Loops[scope.Loops.Count - 1].Loop.Body);
    }

    /// <summary>Loops that do again, before another one, what loops in it do.</summary>
    /// <param name="mode">The derivative.</param>
    /// <param name="around">The loop.</param>
    /// <param name="inner">Those in it.</param>
    private sealed class Snapshot(ReverseMode mode, ForOp around, IReadOnlyList<ForOp> inner)
    {
        private readonly Dictionary<Value, Value> _made = [];

        /// <summary>Whether a value is there before the loop, or is computed again without an exception from what is.</summary>
        public bool CanMake(Value value) => IsThere(value) || inner.Any(loop => loop.Body.Parameters[0] == value) || (mode._definitions.Of(value) switch
        {
            ConstantOp => true,
            ScalarOp or LengthOp or ViewOp => mode._effects.Of(mode._definitions.Of(value)!) is { Throws: false, IsAnchored: false, Reads.Count: 0 } && mode._definitions.Of(value)!.Operands.All(CanMake),
            _ => false,
        });

        public void Fill(ReverseScope scope, IndexedCache cache, LoadOp load, int depth = 0)
        {
            IrBuilder builder = mode._builder;
            if (depth < inner.Count)
            {
                ForOp loop = inner[depth];
                (Value lower, Value upper) = (Make(loop.Lower), Make(loop.Upper));
                Value counter = _made[loop.Body.Parameters[0]] = builder.Define(IrType.Int32, mode._primal.NameOf(loop.Body.Parameters[0]));
                Region body = builder.Region([counter], () =>
                {
                    Fill(scope, cache, load, depth + 1);
                    return default;
                });
                builder.Add(new ForOp(default, lower, upper, loop.Step, loop.IsInclusive, default, body));
                return;
            }
            (Value buffer, Value place) = (Make(load.Buffer), Make(load.Index));
            Value element = builder.Load(buffer, place);
            builder.Store(cache.Cache, mode.CacheIndex(scope, cache.Loops, around => Make(around.Loop.Body.Parameters[0]), Make), element);
        }

        private bool IsThere(Value value) => !mode._scopes[mode._definitions.RegionOf(value)].Loops.Any(loop => ReferenceEquals(loop.Loop, around));

        private Value Make(Value value)
        {
            if (_made.TryGetValue(value, out Value known)) return known;
            if (IsThere(value)) return value;
            Value made = mode._builder.Define(mode._primal.TypeOf(value));
            mode._builder.Add(mode._definitions.Of(value)!.With(Make, _ => made, region => region) with { Origin = mode._builder.Origin });
            return _made[value] = made;
        }
    }
}
