using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Transforms;

/// <summary>
/// Stores at the end of a trip to an array that the next trip fills before it reads it, and that nothing reads after the loop.
/// <code>
/// for (r…) { for (j…) d[j] = …; …; for (j…) { use(d[j]); d[j] = 0 } }   ---->   for (r…) { for (j…) d[j] = …; …; for (j…) use(d[j]) }
/// </code>
/// And a clear of an array that is filled next, by a loop or element by element.
/// </summary>
internal sealed class DeadFills : IrRewriter
{
    private readonly HashSet<Operation> _dead = new(ReferenceComparer.Instance);
    private readonly Effects _effects;

    private DeadFills(Function function) => _effects = function.Effects;

    public static new Function Run(Function function)
    {
        if (!function.Body.Has(operation => operation is ClearOp or AllocOp { Kind: AllocKind.Shadow or AllocKind.Local }) || !function.Body.Has(operation => operation is ForOp or ClearOp)) return function;
        var pass = new DeadFills(function);
        foreach (AllocOp alloc in function.Body.All().OfType<AllocOp>().Where(alloc => alloc.Kind is AllocKind.Shadow or AllocKind.Local)) pass.Visit(alloc.Result, function.Body);
        pass.DropClears(function.Body);
        return pass._dead.Count == 0 ? function : ((IrRewriter)pass).Run(function);
    }

    protected override void Rewrite(Operation operation)
    {
        if (!_dead.Contains(operation)) Copy(operation);
    }

    /// <summary>A clear before a loop, or stores one by one, that fill the array.</summary>
    private void DropClears(Region region)
    {
        for (int i = 0; i < region.Operations.Count; i++)
        {
            foreach (Region nested in region.Operations[i].Regions) DropClears(nested);
            if (region.Operations[i] is not ClearOp clear || !_effects.Roots.IsRoot(clear.Buffer)) continue;
            // What the caller sees when something throws before is the clear.
            Operation? next = region.Operations.Skip(i + 1).FirstOrDefault(operation => Scratch.Touches(operation, clear.Buffer, _effects) || _effects.Of(operation) is { Throws: true } or { IsOpaque: true } or { MayDiverge: true });
            if (next is ForOp loop && !_effects.Of(loop).Throws && Scratch.IsFilledBy(loop, clear.Buffer, _effects)) _dead.Add(clear);
            if (next is StoreOp && IsStored(clear.Buffer, region.Operations.Skip(i + 1))) _dead.Add(clear);
        }
    }

    /// <summary>Whether each element is stored, at a literal index, before anything else touches the array and before anything throws.</summary>
    private bool IsStored(Value array, IEnumerable<Operation> operations)
    {
        if (_effects.KnownLength(array) is not { } length) return false;
        HashSet<long> stored = [];
        foreach (Operation operation in operations)
        {
            OperationEffects effects = _effects.Of(operation);
            if (effects.Throws || effects.IsOpaque || effects.MayDiverge) return false;
            if (operation is StoreOp store && store.Buffer == array && _effects.LiteralOf(store.Index) is { } index) stored.Add(index.Bits);
            else if (Scratch.Touches(operation, array, _effects)) return false;
            if (stored.Count == length) return true;
        }
        return false;
    }

    /// <summary>Follows an array into the one operation that touches it, down to the loop whose trips fill it.</summary>
    private void Visit(Value array, Region region)
    {
        List<Operation> touching = [.. region.Operations.Where(operation => operation is not AllocOp && Scratch.Touches(operation, array, _effects))];
        if (touching.Count != 1) return;
        if (touching[0] is ForOp loop && Scratch.IsFilledByEachTrip(loop, array, _effects)) DropLast(array, loop.Body);
        foreach (Region nested in touching[0].Regions) Visit(array, nested);
    }

    /// <summary>Backwards over a trip: what is stored and not read any more.</summary>
    private void DropLast(Value array, Region trip)
    {
        // The elements at literal indices that are still read.
        long read = -1;
        for (int i = trip.Operations.Count - 1; i >= 0; i--)
        {
            Operation operation = trip.Operations[i];
            if (operation is AllocOp || !Scratch.Touches(operation, array, _effects)) continue;
            if (operation is LoadOp load && load.Buffer == array && _effects.LiteralOf(load.Index) is { Bits: >= 0 } index)
            {
                read = System.Math.Max(read, index.Bits);
                continue;
            }
            if (operation is StoreOp store && store.Buffer == array && !_effects.Of(store).Throws && (read < 0 || _effects.LiteralOf(store.Index) is { } place && place.Bits > read))
            {
                _dead.Add(store);
                continue;
            }
            if (operation is ForOp loop && OwnElements.Of(loop, _effects).Contains(array)) DropLastOfElement(array, loop.Body, read);
            return;
        }
    }

    /// <summary>The same, in a loop of which each trip touches an element of its own.</summary>
    private void DropLastOfElement(Value array, Region body, long read)
    {
        for (int i = body.Operations.Count - 1; i >= 0; i--)
        {
            Operation operation = body.Operations[i];
            if (!Scratch.Touches(operation, array, _effects)) continue;
            if (operation is not StoreOp store || _effects.Of(store).Throws || !(_effects.LowestOf(store.Index) > read)) return;
            _dead.Add(store);
        }
    }
}
