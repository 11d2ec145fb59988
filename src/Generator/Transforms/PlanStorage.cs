using DiffGen.Generator.IR;

namespace DiffGen.Generator.Transforms;

/// <summary>Decides where each buffer lives: small ones of constant length on the stack, the others in the workspace.</summary>
internal static class PlanStorage
{
    private const int MaxLength = 64;
    private const int MaxTotal = 1024;

    /// <param name="tree">The function.</param>
    /// <param name="numbersFitStack">Whether the type parameter of a generic method is unmanaged, as <c>stackalloc</c> wants it.</param>
    public static void Run(PrintTree tree, bool numbersFitStack = true)
    {
        int total = 0;
        Visit(tree, tree.Root, numbersFitStack, ref total);
    }

    /// <summary>Whether any buffer of the function comes from the workspace.</summary>
    public static bool NeedsWorkspace(Function function, bool numbersFitStack = true)
    {
        if (!function.Body.Has(operation => operation is AllocOp)) return false;
        var tree = new PrintTree(function);
        Run(tree, numbersFitStack);
        foreach (PrintNode? node in tree.Definitions)
            if (node?.Storage == Storage.Workspace) return true;
        return false;
    }

    private static void Visit(PrintTree tree, PrintRegion region, bool numbersFitStack, ref int total)
    {
        foreach (PrintNode node in region.Nodes)
        {
            if (node.Placement == Placement.Dead) continue;
            if (node.Operation is AllocOp alloc)
            {
                node.IsFilled = IsFilled(tree.Function, node, alloc);
                node.Storage = Choose(tree, node, alloc, numbersFitStack, ref total);
            }
            foreach (PrintRegion nested in node.Regions) Visit(tree, nested, numbersFitStack, ref total);
        }
    }

    private static Storage Choose(PrintTree tree, PrintNode node, AllocOp alloc, bool numbersFitStack, ref int total)
    {
        if (!numbersFitStack && tree.Function.TypeOf(alloc.Result).Kind == ScalarKind.Number) return Storage.Workspace;
        if (alloc.IsGrowable || !tree.IsConstant(alloc.Length, out Literal length)) return Storage.Workspace;
        if (length.Bits is < 0 or > MaxLength || total + length.Bits > MaxTotal) return Storage.Workspace;
        total += (int)length.Bits;
        return node.Region.IsInLoop && !node.IsFilled ? Storage.ClearedStack : Storage.Stack;
    }

    /// <summary>Caches are never read before they are written; of other arrays it may be seen. A field of structs isn't all of them.</summary>
    private static bool IsFilled(Function function, PrintNode node, AllocOp alloc)
        => alloc.Kind == AllocKind.Cache
            || (alloc.Kind is AllocKind.Local or AllocKind.Shadow && function.TypeOf(alloc.Result).Of is null && Scratch.IsFilledFirst(node.Region.Region, alloc.Result, function.Effects));
}
