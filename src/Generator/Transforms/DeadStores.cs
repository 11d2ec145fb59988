using System.Collections.Generic;
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

    public static new Function Run(Function function) => ((IrRewriter)new DeadStores()).Run(function);

    protected override void Begin(Function function) => Visit(function.Body, new Effects(function));

    protected override void Rewrite(Operation operation)
    {
        if (!_dead.Contains(operation)) Copy(operation);
    }

    /// <summary>Backwards: the elements that are certainly written again.</summary>
    private void Visit(Region region, Effects effects)
    {
        var overwritten = new List<(Value Buffer, Value Index)>();
        for (int i = region.Operations.Count - 1; i >= 0; i--)
        {
            Operation operation = region.Operations[i];
            foreach (Region nested in operation.Regions) Visit(nested, effects);
            OperationEffects effect = effects.Of(operation);
            if (operation is StoreOp store)
            {
                if (overwritten.Contains((store.Buffer, store.Index)))
                {
                    // The later store has the same index: if this one throws, so does that one, and nothing lies between.
                    _dead.Add(operation);
                    continue;
                }
                if (effect.Throws) overwritten.Clear();
                overwritten.Add((store.Buffer, store.Index));
                continue;
            }
            if (effect.Throws || effect.IsOpaque || effect.MayDiverge) overwritten.Clear();
            else if (effect.Reads.Count > 0) overwritten.RemoveAll(element => effects.Roots.Of(element.Buffer) is var roots && Intersects(roots, effect.Reads));
        }
    }

    private static bool Intersects(IReadOnlyCollection<Value> roots, IReadOnlyCollection<Value> reads)
    {
        foreach (Value root in roots)
            foreach (Value read in reads)
                if (root == read) return true;
        return false;
    }
}
