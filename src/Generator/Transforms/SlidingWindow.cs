using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Transforms;

/// <summary>
/// The neighbours that each trip of a loop touches of a storage, and nothing else of it: <c>b[i]</c> and <c>b[i + 1]</c>. All but the one that is reached
/// last were touched by the trip before, at the next place.
/// </summary>
/// <param name="Buffer">The storage, or a window on it.</param>
/// <param name="Added">What is added to the counter and doesn't change in the loop; none where nothing is.</param>
/// <param name="Oldest">The literal that is added for the element that was reached first.</param>
/// <param name="Step">1 where the loop counts up, -1 where it counts down.</param>
/// <param name="Count">How many elements a trip touches.</param>
internal sealed record SlidingWindow(Value Buffer, Value Added, long Oldest, int Step, int Count)
{
    private const int MostElements = 4;

    /// <summary>What a loop may carry: of the sixteen registers the trip needs some, too.</summary>
    private const int MostCarried = 8;

    /// <summary>The places that are stored to: the oldest and the newest; null where nothing is stored.</summary>
    public (int Oldest, int Newest)? Stored { get; init; }

    /// <summary>The clear before the loop, which then stores to each element of the storage; null where there is none. The loop begins with zeros, and only where it has no trip the clear is needed.</summary>
    public ClearOp? Clear { get; init; }

    /// <summary>What is added to the counter at a place: 0 is the one of the oldest element, from where the others follow.</summary>
    public long OffsetOf(int place) => Oldest + (Step * place);

    /// <summary>The place of an access, or null where it touches something else.</summary>
    public int? PlaceOf(Operation access, ForOp loop, Effects effects)
        => access.Element is var (buffer, index) && buffer == Buffer && Subscript.Of(loop, buffer, index, effects) is { } subscript ? (int)((subscript.Offset - Oldest) * Step) : null;

    /// <summary>Those of a loop that carry something from trip to trip, one for each storage.</summary>
    public static List<SlidingWindow> Of(ForOp loop, Effects effects)
    {
        if (loop.Step is not (1 or -1) || effects.Of(loop).Throws || loop.Body.Has(operation => operation is CallOp or OpaqueOp || (operation is ScalarOp scalar && Codes.IsCalled(scalar.Code)))) return [];
        var accesses = new Dictionary<Value, List<(Subscript Place, bool IsStore)>>();
        HashSet<Value> inside = [.. loop.Body.Parameters], refused = [];
        foreach (Operation operation in loop.Body.Operations)
        {
            inside.UnionWith(operation.Results);
            (Value buffer, Value index) = operation.Element;
            if (!buffer.IsNone && effects.Roots.Of(buffer) is { Count: 1 } roots && Subscript.Of(loop, buffer, index, effects) is { } place && !inside.Contains(buffer) && !inside.Contains(place.Added))
            {
                if (!accesses.TryGetValue(roots.First(), out List<(Subscript, bool)> known)) accesses[roots.First()] = known = [];
                known.Add((place, operation is StoreOp));
                continue;
            }
            OperationEffects effect = effects.Of(operation);
            refused.UnionWith(effect.Reads);
            refused.UnionWith(effect.Writes);
        }
        List<SlidingWindow> windows = [.. accesses.Where(storage => !refused.Contains(storage.Key)).Select(storage => Of(loop, storage.Value)).OfType<SlidingWindow>()];
        // A loop that carries nothing so far, and stores to no element that another trip touches, may run on several elements at a time.
        if (loop.Inits.Count == 0 && !windows.Exists(window => window.Stored is not null)) return [];
        var carried = new List<SlidingWindow>();
        // What is stored to is loaded as well: it saves more.
        foreach (SlidingWindow window in windows.OrderBy(window => window.Stored is null))
            if (loop.Inits.Count + carried.Sum(other => other.Count - 1) + window.Count - 1 <= MostCarried) carried.Add(window);
        return [.. windows.Where(carried.Contains)];
    }

    /// <summary>The same window, with the clear before the loop where there is one that does nothing but this.</summary>
    /// <param name="region">Where the loop stands.</param>
    /// <param name="position">The place of the loop in it.</param>
    /// <param name="effects">The effects of the function.</param>
    public SlidingWindow AfterClear(Region region, int position, Effects effects)
    {
        var loop = (ForOp)region.Operations[position];
        if (loop.Step != 1 || Stored != (0, Count - 1) || !effects.Roots.IsRoot(Buffer)) return this;
        Operation newest = loop.Body.Operations.First(operation => PlaceOf(operation, loop, effects) == Count - 1);
        if (effects.FirstOf(loop, newest.Element.Index, Buffer) != Count - 1) return this;
        for (int i = position - 1; i >= 0; i--)
        {
            if (region.Operations[i] is ClearOp clear && clear.Buffer == Buffer) return this with { Clear = clear };
            // What the caller sees when something throws before is the clear.
            if (Scratch.Touches(region.Operations[i], Buffer, effects) || effects.Of(region.Operations[i]) is { Throws: true } or { IsOpaque: true } or { MayDiverge: true }) return this;
        }
        return this;
    }

    private static SlidingWindow? Of(ForOp loop, List<(Subscript Place, bool IsStore)> accesses)
    {
        Subscript first = accesses[0].Place;
        List<long> offsets = [.. accesses.Select(access => access.Place.Offset).Distinct().OrderBy(offset => offset * loop.Step)];
        int count = offsets.Count;
        bool isOne = accesses.All(access => access.Place.Buffer == first.Buffer && access.Place.Added == first.Added);
        if (!isOne || count is < 2 or > MostElements || (offsets[count - 1] - offsets[0]) * loop.Step != count - 1) return null;
        List<int> stored = [.. accesses.Where(access => access.IsStore).Select(access => offsets.IndexOf(access.Place.Offset)).OrderBy(place => place)];
        return new SlidingWindow(first.Buffer, first.Added, offsets[0], loop.Step, count) { Stored = stored.Count == 0 ? null : (stored[0], stored[stored.Count - 1]) };
    }
}
