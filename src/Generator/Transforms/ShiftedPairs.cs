using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Transforms;

/// <summary>Two loops that <see cref="FuseShifted"/> makes one.</summary>
/// <param name="First">The loop that leaves elements.</param>
/// <param name="Between">What stands between them: it comes before both.</param>
/// <param name="Second">The loop that takes them.</param>
/// <param name="Shift">What is added to the counter of the first for that of the second.</param>
/// <param name="FirstCounters">The counters of the first.</param>
/// <param name="SecondCounters">Those of the second, as the first counts.</param>
/// <param name="Gain">The number of accesses that are saved in each trip.</param>
internal sealed record ShiftedPair(ForOp First, IReadOnlyList<Operation> Between, ForOp Second, long Shift, ElementRange FirstCounters, ElementRange SecondCounters, int Gain)
{
    /// <summary>The counters of both, as the first counts.</summary>
    public ElementRange Common => new(
        FirstCounters.First.IsAtMost(SecondCounters.First) ? SecondCounters.First : FirstCounters.First,
        FirstCounters.End.IsAtMost(SecondCounters.End) ? FirstCounters.End : SecondCounters.End);
}

/// <summary>Finds the pairs of loops that <see cref="FuseShifted"/> makes one.</summary>
internal sealed class ShiftedPairs(Function function, Effects effects)
{
    /// <summary>The most trips that stand before or after the loop, and the largest body that is copied for them.</summary>
    private const int MostTrips = 2, LargestBody = 40;

    private readonly UnreadElements _unread = new(function, effects);
    private readonly Dictionary<Operation, ShiftedPair> _found = new(ReferenceComparer.Instance);

    /// <summary>The pairs by their first loops. No loop is in two.</summary>
    public Dictionary<Operation, ShiftedPair> Find()
    {
        Visit(null, function.Body);
        return _found;
    }

    private void Visit(Position? outer, Region region)
    {
        var pairs = new Dictionary<Operation, ShiftedPair>(ReferenceComparer.Instance);
        for (int i = 0; i < region.Operations.Count; i++)
        {
            if (region.Operations[i] is ForOp first && IsFit(first) && Pair(outer, region, i, first) is { } pair) pairs.Add(first, pair);
            foreach (Region nested in region.Operations[i].Regions) Visit(new Position(outer, region, i), nested);
        }
        if (pairs.Count == 0) return;
        var taken = new HashSet<Operation>(ReferenceComparer.Instance);
        foreach (Operation operation in region.Operations)
        {
            if (taken.Contains(operation) || !pairs.TryGetValue(operation, out ShiftedPair? pair)) continue;
            // Of three loops in a row, the two that have more to gain.
            if (pairs.TryGetValue(pair.Second, out ShiftedPair? next) && next.Gain > pair.Gain) continue;
            _found.Add(operation, pair);
            taken.Add(pair.Second);
        }
    }

    private ShiftedPair? Pair(Position? outer, Region region, int index, ForOp first)
    {
        for (int i = index + 1; i < region.Operations.Count; i++)
        {
            Operation operation = region.Operations[i];
            if (operation is ForOp second)
                return IsFit(second) ? Pair(first, [.. region.Operations.Skip(index + 1).Take(i - index - 1)], second, new Position(outer, region, i)) : null;
            if (!MayComeBefore(operation, first)) return null;
        }
        return null;
    }

    /// <summary>Whether an operation that stands behind a loop may come before it.</summary>
    private bool MayComeBefore(Operation operation, ForOp loop)
    {
        if (operation is not (ConstantOp or ScalarOp or LengthOp or ViewOp or LoadOp or StoreOp)) return false;
        OperationEffects moved = effects.Of(operation), crossed = effects.Of(loop);
        if (moved.Reads.Concat(moved.Writes).Any(crossed.Writes.Contains) || moved.Writes.Any(crossed.Reads.Contains)) return false;
        // Where it throws, nobody can see that the loop hasn't run.
        return !moved.Throws || crossed.Writes.All(root => effects.DefinitionOf(root) is AllocOp);
    }

    /// <summary>Whether the trips of a loop are independent of each other, can't throw and are short.</summary>
    private bool IsFit(ForOp loop)
    {
        if (loop is not { Step: 1 or -1, Inits.Count: 0, IsSolved: false, Body.Throws: false } || loop.Body.Size > LargestBody) return false;
        if (effects.Of(loop) is not { Throws: false, IsOpaque: false, MayDiverge: false } effect) return false;
        return !loop.Body.Has(operation => operation is ForOp or WhileOp or AllocOp or CallOp or ViewOp or ChooseOp) && effect.Writes.All(_unread.PlacesOf(loop).ContainsKey);
    }

    private ShiftedPair? Pair(ForOp first, IReadOnlyList<Operation> between, ForOp second, Position position)
    {
        if (RunsInLanes(first) != RunsInLanes(second) || ShiftOf(first, second) is not { } shift) return null;
        ShiftedPair? pair = null;
        foreach ((Value root, Subscript place) in _unread.PlacesOf(first).Select(entry => (entry.Key, entry.Value)))
        {
            if (place.Buffer != root || !place.Added.IsNone || effects.DefinitionOf(root) is not AllocOp { Kind: AllocKind.Local or AllocKind.Shadow or AllocKind.Cache } array) continue;
            if (SavedOf(first, second, root) is not (> 0 and var saved)) continue;
            if (ElementRange.Of(first, effects, array) is not { } counters || ElementRange.Of(second, effects, array)?.Plus(-shift) is not { } others) return null;
            if (!IsNear(counters.First, others.First) || !IsNear(counters.End, others.End)) return null;
            var candidate = new ShiftedPair(first, between, second, shift, counters, others, saved + (pair?.Gain ?? 0));
            if (_unread.IsUnread(array, candidate.Common.Plus(place.Offset), position)) pair = candidate;
        }
        return pair;
    }

    private static bool IsNear(Bound left, Bound right) => left.Base == right.Base && System.Math.Abs(left.Offset - right.Offset) <= MostTrips;

    /// <summary>How much further the second loop counts where both touch the same elements; null where they share other elements, or none.</summary>
    private long? ShiftOf(ForOp first, ForOp second)
    {
        OperationEffects one = effects.Of(first), other = effects.Of(second);
        long? shift = null;
        foreach (Value root in one.Writes.Where(root => other.Reads.Contains(root) || other.Writes.Contains(root)).Concat(other.Writes.Where(one.Reads.Contains)))
        {
            if (!_unread.PlacesOf(first).TryGetValue(root, out Subscript place) || !_unread.PlacesOf(second).TryGetValue(root, out Subscript taken)) return null;
            if (place.Buffer != taken.Buffer || place.Added != taken.Added || (shift is { } known && known != place.Offset - taken.Offset)) return null;
            shift = place.Offset - taken.Offset;
        }
        return shift;
    }

    /// <summary>The number of accesses of an array that the first loop stores and the second one loads, where both do nothing else with it but to store it at last.</summary>
    private int SavedOf(ForOp first, ForOp second, Value array)
    {
        List<Operation> stored = [.. first.Body.Operations.Where(operation => Scratch.Touches(operation, array, effects))], taken = [.. second.Body.Operations.Where(operation => Scratch.Touches(operation, array, effects))];
        if (stored is not [StoreOp] || taken.Count == 0 || taken[0] is StoreOp) return 0;
        int loads = taken.TakeWhile(operation => operation is not StoreOp).Count();
        return taken.Skip(loads).All(operation => operation is StoreOp) ? stored.Count + taken.Count : 0;
    }

    /// <summary>Whether a loop does only what <see cref="PlanLanes"/> does with several elements at a time.</summary>
    private bool RunsInLanes(ForOp loop) => loop.Body.Operations.All(operation => operation switch
    {
        ConstantOp or LengthOp or LoadOp or StoreOp => true,
        ScalarOp scalar => !function.TypeOf(scalar.Result).Kind.IsFloat() || Codes.HasLanes(scalar.Code),
        _ => false,
    });
}
