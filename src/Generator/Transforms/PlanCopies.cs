using System.Linq;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Transforms;

/// <summary>
/// Decides which loops are printed as what they do: copy an array of the function's own to another one, from end to end.
/// <code>
/// for (i = 0; i &lt; n; i++) y[i] = t[i]   ---->   t.CopyTo(y)
/// </code>
/// </summary>
internal static class PlanCopies
{
    /// <summary>Fewer elements are copied one by one before a method is called for it.</summary>
    private const int FewestElements = 8;

    public static void Run(PrintTree tree) => Visit(tree, tree.Root);

    private static void Visit(PrintTree tree, PrintRegion region)
    {
        foreach (PrintNode node in region.Nodes)
        {
            if (node.Operation is ForOp loop && node.Placement != Placement.Dead) node.Copied = CopiedBy(tree, node, loop);
            foreach (PrintRegion nested in node.Regions) Visit(tree, nested);
        }
    }

    /// <summary>What the loop copies where; null where it does anything else.</summary>
    private static (Value Source, Value Target)? CopiedBy(PrintTree tree, PrintNode node, ForOp loop)
    {
        PrintRegion body = node.Regions[0];
        if (loop is not { Step: 1, Inits.Count: 0 } || body.Mark is not null || body.Copies.Count > 0 || loop.Body.Operations is not [LoadOp load, StoreOp store]) return null;
        Effects effects = tree.Function.Effects;
        Value counter = loop.Body.Parameters[0];
        if (load.Index != counter || store.Index != counter || store.Stored != load.Result || effects.KnownLength(load.Buffer) < FewestElements) return null;
        bool isWhole = effects.DefinitionOf(load.Buffer) is AllocOp { IsGrowable: false } && effects.CoversAll(loop, load.Buffer) && effects.CoversAll(loop, store.Buffer);
        bool isPlain = tree.Function.TypeOf(load.Buffer).Of is null && tree.Function.TypeOf(store.Buffer) is { Shape: IrShape.Buffer, Of: null } && tree.Function.LengthOf(store.Buffer) != 1;
        return isWhole && isPlain && !effects.Roots.MayAlias(load.Buffer, store.Buffer) && body.Nodes.All(inner => inner.Declarations.Count == 0) ? (load.Buffer, store.Buffer) : null;
    }
}
