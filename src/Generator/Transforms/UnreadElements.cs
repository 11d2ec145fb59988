using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Transforms;

/// <summary>Where an operation stands: in which region, and in which operation that region is.</summary>
/// <param name="Outer">Where the operation around stands; null in the body of the function.</param>
/// <param name="Region">The region.</param>
/// <param name="Index">Which of its operations it is.</param>
internal sealed record Position(Position? Outer, Region Region, int Index)
{
    public Operation Operation => Region.Operations[Index];
}

/// <summary>
/// Whether elements of an array of the function's own are overwritten, or done with, before anything reads what they hold now. Follows
/// control forward, around the loops too.
/// </summary>
internal sealed class UnreadElements(Function function, Effects effects)
{
    /// <summary>What is looked at per operation of the function, so that a long function takes no longer than its length asks for.</summary>
    private const int StepsPerOperation = 50;

    private readonly Dictionary<Operation, Dictionary<Value, Subscript>> _places = new(ReferenceComparer.Instance);
    private int _steps = StepsPerOperation * (function.Body.Size + 10);

    private enum Fate
    {
        Untouched,
        Overwritten,
        Read,
    }

    /// <inheritdoc cref="Subscript.Of(ForOp, Effects)"/>
    public Dictionary<Value, Subscript> PlacesOf(ForOp loop)
    {
        if (!_places.TryGetValue(loop, out Dictionary<Value, Subscript>? places)) _places[loop] = places = Subscript.Of(loop, effects);
        return places;
    }

    /// <summary>Whether nothing reads them after an operation.</summary>
    /// <param name="array">The array.</param>
    /// <param name="range">The elements.</param>
    /// <param name="position">The operation, which may read and write them itself.</param>
    public bool IsUnread(AllocOp array, ElementRange range, Position position)
    {
        for (Position? place = position; place is not null; place = place.Outer)
        {
            Fate fate = Of(array, range, place.Region, place.Index + 1, place.Region.Operations.Count);
            if (fate != Fate.Untouched) return fate == Fate.Overwritten;
            if (place.Region.Operations.Contains(array, ReferenceComparer.Instance)) return true;
            if (place.Outer?.Operation is WhileOp around && Of(array, range, around.Condition) == Fate.Read) return false;
            // The next trip, up to this operation.
            if (place.Outer?.Operation is ForOp or WhileOp && Of(array, range, place.Region, 0, place.Index + 1) == Fate.Read) return false;
        }
        return true;
    }

    private Fate Of(AllocOp array, ElementRange range, Region region) => Of(array, range, region, 0, region.Operations.Count);

    private Fate Of(AllocOp array, ElementRange range, Region region, int from, int to)
    {
        for (int i = from; i < to; i++)
        {
            if (_steps-- <= 0) return Fate.Read;
            Fate fate = Of(array, range, region.Operations[i]);
            if (fate != Fate.Untouched) return fate;
        }
        return Fate.Untouched;
    }

    private Fate Of(AllocOp array, ElementRange range, Operation operation)
    {
        if (ReferenceEquals(operation, array)) return Fate.Overwritten;
        if (!Scratch.Touches(operation, array.Result, effects)) return Fate.Untouched;
        switch (operation)
        {
            case ClearOp clear when clear.Buffer == array.Result:
                return Fate.Overwritten;
            case StoreOp store:
                bool isSame = store.Buffer == array.Result && Bound.Of(store.Index, effects, array) is { } stored && new ElementRange(stored, stored.Plus(1)).Covers(range);
                return isSame ? Fate.Overwritten : Fate.Untouched;
            case LoadOp load when load.Buffer == array.Result && Bound.Of(load.Index, effects, array) is { } index:
                return range.IsApart(new ElementRange(index, index.Plus(1))) ? Fate.Untouched : Fate.Read;
            case IfOp branch:
                Fate then = Of(array, range, branch.Then), otherwise = Of(array, range, branch.Else);
                return then == Fate.Read || otherwise == Fate.Read ? Fate.Read : then == otherwise ? then : Fate.Untouched;
            case ForOp loop:
                return OfLoop(array, range, loop);
            // There may be no trip.
            case WhileOp loop:
                return Of(array, range, loop.Condition) == Fate.Read || Of(array, range, loop.Body) == Fate.Read ? Fate.Read : Fate.Untouched;
            default:
                return Fate.Read;
        }
    }

    private Fate OfLoop(AllocOp array, ElementRange range, ForOp loop)
    {
        if (ElementRange.Of(loop, effects, array) is not { } counters || !PlacesOf(loop).TryGetValue(array.Result, out Subscript place) || place.Buffer != array.Result || !place.Added.IsNone)
            return Of(array, range, loop.Body) == Fate.Read ? Fate.Read : Fate.Untouched;
        ElementRange touched = counters.Plus(place.Offset);
        // What it reads after it has stored is of its own.
        if (loop.Body.Operations.First(operation => Scratch.Touches(operation, array.Result, effects)) is StoreOp) return touched.Covers(range) ? Fate.Overwritten : Fate.Untouched;
        return touched.IsApart(range) || Of(array, range, loop.Body) != Fate.Read ? Fate.Untouched : Fate.Read;
    }
}
