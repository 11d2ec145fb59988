using System.Linq;
using DiffGen.Generator.IR;
using DiffGen.Generator.Transforms;

namespace DiffGen.Generator.Emission;

/// <summary>Comments: the headers of the two sweeps, and the statement that each group of adjoint statements belongs to.</summary>
internal sealed class Sections(PrintPlan plan, SourceWriter writer)
{
    private int _source = -1;
    private bool _isReverse;

    /// <summary>At the start of the body.</summary>
    public void Begin()
    {
        PrintRegion root = plan.Tree.Root;
        PrintNode? first = root.Nodes.Find(IsPrinted);
        if (first is null || first.Operation.Origin.IsAdjoint || !root.Nodes.Exists(IsPrintedAdjoint)) return;
        writer.Blank();
        writer.Other("// ---- forward sweep");
    }

    /// <summary>Before a statement, or an assignment of a result.</summary>
    public void Before(PrintNode node)
    {
        Origin origin = node.Operation.Origin;
        if (!origin.IsAdjoint) return;
        if (!_isReverse && node.Region.Parent is null)
        {
            _isReverse = true;
            _source = -1;
            writer.Blank();
            writer.Other("// ---- reverse sweep");
        }
        if (!HasComment(node)) return;
        _source = origin.Source;
        writer.Other("// " + plan.Function.Sources[origin.Source]);
    }

    public bool HasComment(PrintNode node)
    {
        Origin origin = node.Operation.Origin;
        return origin.IsAdjoint && origin.Source >= 0 && origin.Source != _source && plan.Function.Sources[origin.Source].Length > 0;
    }

    /// <summary>Before the last statement of the method.</summary>
    public void BeforeReturn(PrintNode? inlined)
    {
        if (inlined is not null) Before(inlined);
        if (_isReverse && inlined?.Operation.Origin.IsAdjoint != true) writer.Blank();
    }

    private static bool IsPrinted(PrintNode node)
        => node.Placement == Placement.Statement && node.Storage is not (Storage.Stack or Storage.ClearedStack);

    // What is inlined into an assignment of a result is printed there.
    private static bool IsPrintedAdjoint(PrintNode node)
        => node.Operation.Origin.IsAdjoint && (IsPrinted(node) || node is { Placement: Placement.Inline, YieldedBy.Parent: null });
}
