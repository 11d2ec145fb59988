using System;
using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Transforms;

/// <summary>
/// A loop whose trips are known is its trips, one after the other, while what comes of it is no more than a number of operations.
/// <code>
/// for (i = 0; i &lt; 3; i++) s = s * x + c[i]   ---->   s = s * x + c[0]; s = s * x + c[1]; s = s * x + c[2]
/// </code>
/// Each trip is simplified for its own counter, so that bounds of inner loops become known, and conditions on counters
/// vanish. A nest is unrolled as a whole where it fits, else its inner loops where they fit. What a loop does stays in order, so every
/// bit and every exception stay too. A loop that may leave early, or goes on while the data ask for it, stays a loop.
/// </summary>
internal sealed class Unroll : Simplify
{
    /// <summary>The most that any limit allows: compiling longer methods takes seconds.</summary>
    private const int LargestLimit = 20_000;

    private readonly int _limit;
    private readonly HashSet<Operation> _unknown = new(ReferenceComparer.Instance);

    /// <summary>How many loops around are being unrolled.</summary>
    private int _depth;

    /// <summary>Whether those are too large, and what is made of them won't be kept.</summary>
    private bool _isTooLarge;

    private Unroll(int limit) => _limit = limit;

    protected override bool Repeats => _depth > 0;

    /// <param name="function">The function.</param>
    /// <param name="limit">The most operations that a loop may become, constants not counted; 0 for none.</param>
    public static Function Run(Function function, int limit)
    {
        if (limit <= 0 || !function.Body.Has(operation => operation is ForOp or WhileOp)) return function;
        return Renumber(((IrRewriter)new Unroll(Math.Min(limit, LargestLimit))).Run(function));
    }

    protected override void Rewrite(ForOp loop)
    {
        if (loop.IsSolved || loop.Body.Throws || TripsOf(loop) is not var (first, count) || !TryUnroll(loop, loop.Inits, Trip)) base.Rewrite(loop);

        IReadOnlyList<Value>? Trip(int number, IReadOnlyList<Value> carried)
            => number == count ? null : Rewritten(loop.Body, [New(Builder.Int32(first + number * loop.Step)), .. carried]);
    }

    protected override void Rewrite(WhileOp loop)
    {
        if (loop.IsSolved || loop.Body.Throws || !TryUnroll(loop, loop.Inits, Trip)) base.Rewrite(loop);

        IReadOnlyList<Value>? Trip(int number, IReadOnlyList<Value> carried)
        {
            Literal? test = LiteralOf(Rewritten(loop.Condition, carried)[0]);
            if (test is null) _unknown.Add(loop);
            return test is { AsBool: true } ? Rewritten(loop.Body, carried) : null;
        }
    }

    /// <summary>Adds the operations of a region on some values.</summary>
    private IReadOnlyList<Value> Rewritten(Region region, IReadOnlyList<Value> parameters)
    {
        for (int i = 0; i < parameters.Count; i++) Replace(region.Parameters[i], parameters[i]);
        return RewriteBody(region);
    }

    /// <summary>Adds the trips of a loop, if they are few.</summary>
    /// <param name="loop">The loop.</param>
    /// <param name="inits">What it carries into the first trip.</param>
    /// <param name="trip">Of its number and what is carried into it: what is carried out of it; null where there is no such trip.</param>
    /// <returns>Whether it is done; else nothing is.</returns>
    private bool TryUnroll(Operation loop, IEnumerable<Value> inits, Func<int, IReadOnlyList<Value>, IReadOnlyList<Value>?> trip)
    {
        if (_isTooLarge || _unknown.Contains(loop)) return false;
        IReadOnlyList<Value> carried = [.. inits.Select(Use)];
        int size = 0, counted = 0;
        _depth++;
        List<Operation> trips = Builder.Collect(() =>
        {
            for (int number = 0; !_isTooLarge && trip(number, carried) is { } next; number++)
            {
                carried = next;
                size += Region.SizeOf(Builder.Operations.Skip(counted));
                counted = Builder.Operations.Count;
                _isTooLarge |= Math.Max(size, number + 1) > _limit;
            }
        });
        _depth--;
        bool isDone = !_isTooLarge && !_unknown.Contains(loop);
        // A loop inside that is too large makes those around it too large.
        if (_depth == 0) _isTooLarge = false;
        if (!isDone) return false;
        Builder.AddRange(trips);
        for (int i = 0; i < carried.Count; i++) Stand(loop.Results[i], carried[i]);
        return true;
    }

    /// <summary>The first counter and the number of trips, where the bounds are literals and no counter wraps around.</summary>
    private (int First, int Count)? TripsOf(ForOp loop)
    {
        if (LiteralOf(Use(loop.Lower)) is not { } lower || LiteralOf(Use(loop.Upper)) is not { } upper) return null;
        long distance = ((upper.Bits - lower.Bits) * Math.Sign(loop.Step)) + (loop.IsInclusive ? 1 : 0), step = Math.Abs((long)loop.Step);
        long trips = distance <= 0 ? 0 : (distance + step - 1) / step, end = lower.Bits + trips * loop.Step;
        return end is >= int.MinValue and <= int.MaxValue ? ((int)lower.Bits, (int)Math.Min(trips, _limit + 1)) : null;
    }
}
