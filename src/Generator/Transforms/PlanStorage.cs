using DiffGen.Generator.IR;

namespace DiffGen.Generator.Transforms;

/// <summary>Decides where each buffer lives: small ones of constant length on the stack, the others in the workspace.</summary>
internal static class PlanStorage
{
    private const int MaxLength = 64;
    private const int MaxTotal = 1024;

    public static void Run(PrintTree tree)
    {
        int total = 0;
        Visit(tree, tree.Root, ref total);
    }

    /// <summary>Whether any buffer of the function comes from the workspace.</summary>
    public static bool NeedsWorkspace(Function function)
    {
        var tree = new PrintTree(function);
        Run(tree);
        foreach (PrintNode? node in tree.Definitions)
            if (node?.Storage == Storage.Workspace) return true;
        return false;
    }

    private static void Visit(PrintTree tree, PrintRegion region, ref int total)
    {
        foreach (PrintNode node in region.Nodes)
        {
            if (node.Placement == Placement.Dead) continue;
            if (node.Operation is AllocOp alloc) node.Storage = Choose(tree, node, alloc, ref total);
            foreach (PrintRegion nested in node.Regions) Visit(tree, nested, ref total);
        }
    }

    private static Storage Choose(PrintTree tree, PrintNode node, AllocOp alloc, ref int total)
    {
        if (alloc.IsGrowable || !tree.IsConstant(alloc.Length, out Literal length)) return Storage.Workspace;
        if (length.Bits is < 0 or > MaxLength || total + length.Bits > MaxTotal) return Storage.Workspace;
        total += (int)length.Bits;
        return node.Region.IsInLoop && alloc.Kind != AllocKind.Cache ? Storage.ClearedStack : Storage.Stack;
    }
}
