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
    public static bool IsFilledByEachTrip(ForOp loop, Value array, Effects effects)
    {
        var scratch = new Scratch(effects, array);
        scratch.Visit(loop.Body, isFilled: false);
        return scratch._isPrivate;
    }

    /// <summary>Whether a loop stores to each element of an array and reads none before that.</summary>
    public static bool IsFilledBy(ForOp loop, Value array, Effects effects) => new Scratch(effects, array).Fills(loop);

    /// <summary>Whether an operation reads, writes or names an array.</summary>
    public static bool Touches(Operation operation, Value array, Effects effects)
    {
        bool isNamed = operation is ChooseOp or ResultOp && operation.Operands.Any(operand => effects.Roots.IsBuffer(operand) && effects.Roots.Of(operand).Contains(array));
        OperationEffects effect = effects.Of(operation);
        return isNamed || effect.Reads.Contains(array) || effect.Writes.Contains(array);
    }

    /// <summary>Follows a region in order; returns whether the array is filled at its end.</summary>
    private bool Visit(Region region, bool isFilled)
    {
        foreach (Operation operation in region.Operations)
        {
            if (!_isPrivate) return false;
            switch (operation)
            {
                case IfOp branch:
                    bool then = Visit(branch.Then, isFilled), otherwise = Visit(branch.Else, isFilled);
                    isFilled |= (then || branch.Then.Throws) && (otherwise || branch.Else.Throws);
                    break;
                case ForOp loop when Fills(loop):
                    isFilled = true;
                    break;
                case ForOp or WhileOp:
                    foreach (Region nested in operation.Regions) Visit(nested, isFilled);
                    break;
                case ClearOp clear when clear.Buffer == _array:
                    isFilled = true;
                    break;
                default:
                    _isPrivate &= (isFilled && operation is not (ChooseOp or ResultOp)) || operation is StoreOp || !Touches(operation, _array, _effects);
                    break;
            }
        }
        return isFilled;
    }

    /// <summary>
    /// <c>for (i = 0; i &lt; length; i++) { …; a[i] = x; … }</c>, up or down, which reads no other element and this one only after the store.
    /// </summary>
    private bool Fills(ForOp loop)
    {
        Value counter = loop.Body.Parameters[0];
        if (!_effects.CoversAll(loop, _array)) return false;
        bool isStored = false;
        foreach (Operation operation in loop.Body.Operations)
        {
            switch (operation)
            {
                case StoreOp store when store.Buffer == _array && store.Index == counter: isStored = true; break;
                case LoadOp load when load.Buffer == _array && load.Index == counter && isStored: break;
                default:
                    if (Touches(operation, _array, _effects)) return false;
                    break;
            }
        }
        return isStored;
    }
}
