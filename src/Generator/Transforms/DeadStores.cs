using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Transforms;

/// <summary>
/// Drops a store that a later one of the same straight line overwrites before anything can see it.
/// <code>
/// d[i] = 0; d[i] = t   ---->   d[i] = t
/// </code>
/// </summary>
internal sealed class DeadStores : IrRewriter
{
    private readonly HashSet<Operation> _dead = new(ReferenceComparer.Instance);

    private DeadStores()
    {
    }

    public static new Function Run(Function function)
    {
        var pass = new DeadStores();
        pass.Visit(function.Body, new Effects(function));
        return pass._dead.Count == 0 ? function : ((IrRewriter)pass).Run(function);
    }

    protected override void Rewrite(Operation operation)
    {
        if (!_dead.Contains(operation)) Copy(operation);
    }

    /// <summary>Backwards: per storage, the elements that are certainly written again.</summary>
    private void Visit(Region region, Effects effects)
    {
        var overwritten = new Dictionary<Value, HashSet<(Value Buffer, Value Index)>>();
        for (int i = region.Operations.Count - 1; i >= 0; i--)
        {
            Operation operation = region.Operations[i];
            foreach (Region nested in operation.Regions) Visit(nested, effects);
            if (operation is StoreOp store)
            {
                Visit(store, effects, overwritten);
                continue;
            }
            OperationEffects effect = effects.Of(operation);
            if (effect.Throws || effect.IsOpaque || effect.MayDiverge) overwritten.Clear();
            else foreach (Value read in effect.Reads) overwritten.Remove(read);
        }
    }

    private void Visit(StoreOp store, Effects effects, Dictionary<Value, HashSet<(Value Buffer, Value Index)>> overwritten)
    {
        IReadOnlyCollection<Value> roots = effects.Roots.Of(store.Buffer);
        Value root = roots.First();
        if (roots.Count == 1 && overwritten.TryGetValue(root, out HashSet<(Value, Value)>? known) && known.Contains((store.Buffer, store.Index)))
        {
            // The later store has the same index: if this one throws, so does that one, and nothing lies between.
            _dead.Add(store);
            return;
        }
        if (effects.Of(store).Throws) overwritten.Clear();
        if (roots.Count != 1) return;
        if (!overwritten.TryGetValue(root, out HashSet<(Value, Value)>? elements)) overwritten[root] = elements = [];
        elements.Add((store.Buffer, store.Index));
    }
}
