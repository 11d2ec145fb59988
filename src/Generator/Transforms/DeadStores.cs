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
        pass.Visit(function.Body, function.Effects);
        return pass._dead.Count == 0 ? function : ((IrRewriter)pass).Run(function);
    }

    protected override void Rewrite(Operation operation)
    {
        if (!_dead.Contains(operation)) Copy(operation);
    }

    /// <summary>Backwards: per storage, the elements that are certainly written again.</summary>
    private void Visit(Region region, Effects effects)
    {
        var overwritten = new Dictionary<Value, Overwritten>();
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
            if (effect.IsOpaque || effect.MayDiverge) overwritten.Clear();
            if (effect.Throws) Throw(effects, overwritten);
            foreach (Value read in effect.Reads) overwritten.Remove(read);
        }
    }

    private void Visit(StoreOp store, Effects effects, Dictionary<Value, Overwritten> overwritten)
    {
        IReadOnlyCollection<Value> roots = effects.Roots.Of(store.Buffer);
        Value root = roots.First();
        (Value, Value) element = (store.Buffer, store.Index);
        bool throws = effects.Of(store).Throws;
        if (roots.Count == 1 && overwritten.TryGetValue(root, out Overwritten? known) && (known.Directly.Contains(element) || (!throws && known.Later.Contains(element))))
        {
            // The later store has the same index: if this one throws, so does that one, and nothing that throws lies between.
            _dead.Add(store);
            return;
        }
        if (throws) Throw(effects, overwritten);
        if (roots.Count != 1) return;
        if (!overwritten.TryGetValue(root, out Overwritten? elements)) overwritten[root] = elements = new Overwritten();
        elements.Directly.Add(element);
    }

    /// <summary>Where something may throw, what the caller can see counts; nobody sees storage of the function's own any more.</summary>
    private static void Throw(Effects effects, Dictionary<Value, Overwritten> overwritten)
    {
        foreach (Value root in overwritten.Keys.ToList())
        {
            if (effects.DefinitionOf(root) is not AllocOp)
            {
                overwritten.Remove(root);
                continue;
            }
            overwritten[root].Later.UnionWith(overwritten[root].Directly);
            overwritten[root].Directly.Clear();
        }
    }

    /// <summary>Elements that are written again.</summary>
    private sealed class Overwritten
    {
        /// <summary>Before anything throws.</summary>
        public HashSet<(Value Buffer, Value Index)> Directly { get; } = [];

        /// <summary>Unless something throws.</summary>
        public HashSet<(Value Buffer, Value Index)> Later { get; } = [];
    }
}
