using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Transforms;

/// <summary>Where a trip of a loop touches a storage that it touches at an element of its own only: <c>buffer[added + counter + offset]</c>.</summary>
/// <param name="Buffer">The storage, or a window on it.</param>
/// <param name="Added">What doesn't change in the loop; none where nothing is added.</param>
/// <param name="Offset">A literal.</param>
internal readonly record struct Subscript(Value Buffer, Value Added, long Offset)
{
    /// <summary>Of each storage that the trips of a loop touch so.</summary>
    public static Dictionary<Value, Subscript> Of(ForOp loop, Effects effects)
    {
        HashSet<Value> own = [.. OwnElements.Of(loop, effects)];
        var places = new Dictionary<Value, Subscript>();
        foreach ((Value buffer, Value index) in loop.Body.Elements())
        {
            Value root = effects.Roots.Of(buffer).First();
            if (own.Contains(root) && !places.ContainsKey(root) && Of(loop, buffer, index, effects) is { } place) places[root] = place;
        }
        return places;
    }

    /// <summary>Of one access, where the index is one that moves by one with the counter; whether what is added to it changes in the loop isn't looked at.</summary>
    public static Subscript? Of(ForOp loop, Value buffer, Value index, Effects effects)
    {
        if (index == loop.Body.Parameters[0]) return new Subscript(buffer, Value.None, 0);
        (Value moved, long offset) = effects.Shifted(index);
        if (moved != index) return Of(loop, buffer, moved, effects) is { } place ? place with { Offset = place.Offset + offset } : null;
        if (effects.DefinitionOf(index) is not ScalarOp { Code: Codes.Add, IsChecked: false } sum) return null;
        (Value left, Value right) = (sum.Arguments[0], sum.Arguments[1]);
        // Of an index that moves by one with the counter, one side does and the other one stays.
        if (Of(loop, buffer, left, effects) is { Added.IsNone: true } first) return first with { Added = right };
        return Of(loop, buffer, right, effects) is { Added.IsNone: true } second ? second with { Added = left } : null;
    }
}
