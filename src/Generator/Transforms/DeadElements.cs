using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Transforms;

/// <summary>
/// What a loop stores to elements that are overwritten before anything reads them isn't stored.
/// <code>
/// for (s…) { for (i…) { m[i] = t; y[i] = t * x[i] } }   ---->   for (s…) { for (i…) y[i] = t * x[i] }
/// </code>
/// So does a store at a literal index, or one counted from the end.
/// </summary>
internal sealed class DeadElements : IrRewriter
{
    private readonly HashSet<Operation> _dead = new(ReferenceComparer.Instance);
    private readonly Effects _effects;
    private readonly UnreadElements _unread;

    private DeadElements(Function function)
    {
        _effects = function.Effects;
        _unread = new UnreadElements(function, _effects);
    }

    public static new Function Run(Function function)
    {
        if (!function.Body.Has(operation => operation is ForOp) || !function.Body.Has(operation => operation is AllocOp { IsGrowable: false })) return function;
        var pass = new DeadElements(function);
        pass.Visit(null, function.Body);
        return pass._dead.Count == 0 ? function : ((IrRewriter)pass).Run(function);
    }

    protected override void Rewrite(Operation operation)
    {
        if (!_dead.Contains(operation)) Copy(operation);
    }

    private void Visit(Position? outer, Region region)
    {
        for (int i = 0; i < region.Operations.Count; i++)
        {
            Operation operation = region.Operations[i];
            if (operation is not StoreOp && operation.Regions.Count == 0) continue;
            var position = new Position(outer, region, i);
            if (operation is ForOp loop) VisitLoop(position, loop);
            if (operation is StoreOp store && ArrayOf(store) is { } array && Bound.Of(store.Index, _effects, array) is { } index && _unread.IsUnread(array, new ElementRange(index, index.Plus(1)), position))
                _dead.Add(store);
            foreach (Region nested in operation.Regions) Visit(position, nested);
        }
    }

    private void VisitLoop(Position position, ForOp loop)
    {
        Dictionary<Value, int> last = LastTouches(loop.Body);
        for (int i = loop.Body.Operations.Count - 1; i >= 0; i--)
        {
            if (loop.Body.Operations[i] is not StoreOp store || ArrayOf(store) is not { } array || ElementRange.Of(loop, _effects, array) is not { } counters) continue;
            if (!_unread.PlacesOf(loop).TryGetValue(array.Result, out Subscript place) || !place.Added.IsNone) continue;
            // The trip itself may still read it.
            if (last[array.Result] == i && _unread.IsUnread(array, counters.Plus(place.Offset), position)) _dead.Add(store);
        }
    }

    /// <summary>Of each storage, which operation touches it last.</summary>
    private Dictionary<Value, int> LastTouches(Region region)
    {
        var last = new Dictionary<Value, int>();
        for (int i = 0; i < region.Operations.Count; i++)
        {
            OperationEffects effects = _effects.Of(region.Operations[i]);
            foreach (Value root in effects.Reads.Concat(effects.Writes)) last[root] = i;
        }
        return last;
    }

    /// <summary>The array of the function's own that is stored to, where that can't throw.</summary>
    private AllocOp? ArrayOf(StoreOp store)
        => _effects.DefinitionOf(store.Buffer) is AllocOp { Kind: AllocKind.Local or AllocKind.Shadow or AllocKind.Cache } array && !_effects.Of(store).Throws ? array : null;
}
