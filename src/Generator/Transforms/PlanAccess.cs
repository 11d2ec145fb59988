using DiffGen.Generator.IR;

namespace DiffGen.Generator.Transforms;

/// <summary>
/// Decides which elements are accessed and which windows are made without a check: inside loops, where they are proved to be in range and the JIT
/// wouldn't see it by itself.
/// </summary>
internal static class PlanAccess
{
    public static void Run(PrintTree tree) => Visit(tree, tree.Root, tree.Function.Effects);

    private static void Visit(PrintTree tree, PrintRegion region, Effects effects)
    {
        foreach (PrintNode node in region.Nodes)
        {
            node.IsUnchecked = region.IsInLoop && node.Operation switch
            {
                LoadOp load => IsUnchecked(tree, load, load.Buffer, load.Index, effects),
                StoreOp store => IsUnchecked(tree, store, store.Buffer, store.Index, effects),
                ViewOp view => HasElements(tree, view.Buffer) && !effects.Of(view).Throws && !(tree.IsConstant(view.Offset, out _) && tree.IsConstant(view.Length, out _)),
                _ => false,
            };
            foreach (PrintRegion nested in node.Regions) Visit(tree, nested, effects);
        }
    }

    private static bool IsUnchecked(PrintTree tree, Operation access, Value buffer, Value index, Effects effects)
        => HasElements(tree, buffer) && !effects.Of(access).Throws && !IsObvious(tree, buffer, index);

    private static bool HasElements(PrintTree tree, Value buffer) => tree.Function.TypeOf(buffer).Shape is IrShape.Buffer or IrShape.ReadOnlyBuffer;

    /// <summary><c>for (i = 0; i &lt; b.Length; i++) … b[i]</c>, and <c>(stackalloc double[2])[1]</c>.</summary>
    private static bool IsObvious(PrintTree tree, Value buffer, Value index)
        => (tree.IsConstant(index, out _) && tree.Definition(buffer)?.Storage is Storage.Stack or Storage.ClearedStack)
            || tree.ParameterOf[index.Id]?.Owner?.Operation is ForOp { Step: > 0, IsInclusive: false } loop
            && tree.IsConstant(loop.Lower, out Literal lower) && lower.Bits >= 0
            && tree.Definition(loop.Upper)?.Operation is LengthOp length && length.Buffer == buffer;
}
