using System;
using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Transforms;

/// <summary>
/// Arrays from outside a loop that each trip fills before it reads them, and that nothing else touches. What an earlier trip
/// left there is never seen, so that trips that share one are as independent as if each had its own.
/// <code>
/// t = new double[n]; for (r…) { for (i = 0; i &lt; n; i++) t[i] = f(r, i); … t[j] … }
/// </code>
/// </summary>
internal sealed class Scratch
{
    private readonly Effects _effects;
    private readonly Value _array;
    private bool _isPrivate = true;

    private Scratch(Effects effects, Value array)
    {
        _effects = effects;
        _array = array;
    }

    /// <summary>The arrays of this kind among those that a region allocates.</summary>
    /// <param name="region">The region that the loop stands in.</param>
    /// <param name="loop">The loop.</param>
    /// <param name="effects">The effects of the function's operations.</param>
    public static IEnumerable<Value> Of(Region region, ForOp loop, Effects effects)
    {
        OperationEffects written = effects.Of(loop);
        foreach (AllocOp alloc in region.Operations.OfType<AllocOp>())
        {
            if (alloc.Kind != AllocKind.Local || !written.Writes.Contains(alloc.Result)) continue;
            if (region.Operations.Any(other => !ReferenceEquals(other, loop) && Touches(other, alloc.Result, effects))) continue;
            if (IsFilledByEachTrip(loop, alloc.Result, effects)) yield return alloc.Result;
        }
    }

    /// <summary>Whether each trip of a loop fills an array from outside before it reads it.</summary>
    public static bool IsFilledByEachTrip(ForOp loop, Value array, Effects effects) => IsFilledFirst(loop.Body, array, effects);

    /// <summary>Whether a region fills an array before it reads it, wherever control goes.</summary>
    public static bool IsFilledFirst(Region region, Value array, Effects effects)
    {
        var scratch = new Scratch(effects, array);
        scratch.Visit(region, Elements.None);
        return scratch._isPrivate;
    }

    /// <summary>Whether a loop stores to each element of an array and reads none before that.</summary>
    public static bool IsFilledBy(ForOp loop, Value array, Effects effects) => new Scratch(effects, array).FilledFrom(loop) == 0;

    /// <summary>Whether an operation reads, writes or names an array.</summary>
    public static bool Touches(Operation operation, Value array, Effects effects)
    {
        OperationEffects effect = effects.Of(operation);
        return effect.Reads.Contains(array) || effect.Writes.Contains(array) || NamedBy(operation, effects).Contains(array);
    }

    /// <summary>The storage that an operation reads, writes or names; any of it may come twice.</summary>
    public static IEnumerable<Value> TouchedBy(Operation operation, Effects effects)
    {
        OperationEffects effect = effects.Of(operation);
        return effect.Reads.Concat(effect.Writes).Concat(NamedBy(operation, effects));
    }

    private static IEnumerable<Value> NamedBy(Operation operation, Effects effects)
        => operation is ChooseOp or ResultOp ? operation.Operands.Where(effects.Roots.IsBuffer).SelectMany(effects.Roots.Of) : [];

    /// <summary>Follows a region in order; returns which elements are stored at its end.</summary>
    private Elements Visit(Region region, Elements stored)
    {
        foreach (Operation operation in region.Operations)
        {
            if (!_isPrivate) return stored;
            switch (operation)
            {
                case IfOp branch:
                    Elements then = Visit(branch.Then, stored), otherwise = Visit(branch.Else, stored);
                    stored = branch.Then.Throws ? otherwise : branch.Else.Throws ? then : then.And(otherwise);
                    break;
                case ForOp loop when FilledFrom(loop) is { } first:
                    stored = stored.From(first);
                    break;
                case ForOp or WhileOp:
                    foreach (Region nested in operation.Regions) Visit(nested, stored);
                    break;
                case ClearOp clear when clear.Buffer == _array:
                    stored = stored.From(0);
                    break;
                case StoreOp store:
                    if (store.Buffer == _array && _effects.LiteralOf(store.Index) is { } place) stored = stored.With(place.Bits);
                    break;
                case LoadOp load when load.Buffer == _array && _effects.LiteralOf(load.Index) is { } index && stored.Contains(index.Bits):
                    break;
                default:
                    _isPrivate &= (stored.AreAll(_effects.KnownLength(_array)) && operation is not (ChooseOp or ResultOp)) || !Touches(operation, _array, _effects);
                    break;
            }
        }
        return stored;
    }

    /// <summary>
    /// <c>for (i = 0; i &lt; length; i++) { …; a[i] = x; … }</c>, up or down, which reads no other element and this one only after the store:
    /// the first element, up to the last; null where it isn't such a loop. It may begin at any element.
    /// </summary>
    private long? FilledFrom(ForOp loop)
    {
        Value? stored = null;
        foreach (Operation operation in loop.Body.Operations)
        {
            switch (operation)
            {
                case StoreOp store when store.Buffer == _array && (stored is null || stored == store.Index): stored = store.Index; break;
                case LoadOp load when load.Buffer == _array && load.Index == stored: break;
                default:
                    if (Touches(operation, _array, _effects)) return null;
                    break;
            }
        }
        return stored is { } index ? _effects.FirstOf(loop, index, _array) : null;
    }

    /// <summary>Elements that are stored: those from an index on, and some of the first.</summary>
    /// <param name="First">The index; the largest number where there is none.</param>
    /// <param name="Single">A bit for each of the first elements.</param>
    private readonly record struct Elements(long First, ulong Single)
    {
        private const int Most = 64;

        public static readonly Elements None = new(long.MaxValue, 0);

        public Elements From(long first) => this with { First = Math.Min(First, first) };

        public Elements With(long index) => index is >= 0 and < Most ? this with { Single = Single | (1UL << (int)index) } : this;

        public Elements And(Elements other) => new(Math.Max(First, other.First), Single & other.Single);

        public bool Contains(long index) => index >= First || (index is >= 0 and < Most && (Single >> (int)index & 1) != 0);

        /// <param name="length">The number of elements, where that is a literal.</param>
        public bool AreAll(long? length)
        {
            long end = length is { } known ? Math.Min(First, known) : First;
            if (end > Most) return false;
            for (int index = 0; index < end; index++)
                if (!Contains(index)) return false;
            return true;
        }
    }
}
