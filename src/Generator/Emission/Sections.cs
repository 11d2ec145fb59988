using System.Linq;
using DiffGen.Generator.IR;
using DiffGen.Generator.Transforms;

namespace DiffGen.Generator.Emission;

/// <summary>Comments: the headers of the two sweeps, and the statement that each group of adjoint statements belongs to.</summary>
internal sealed class Sections(PrintPlan plan, SourceWriter writer)
{
    private readonly PrintNode? _fused = plan.Tree.Root.Nodes.Find(IsFused);
    private int _source = -1;
    private bool _isPastFused;
    private bool _isReverse;

    /// <summary>Whether statements are printed that have their comments already.</summary>
    public bool IsQuiet { get; set; }

    /// <summary>At the start of the body.</summary>
    public void Begin()
    {
        PrintRegion root = plan.Tree.Root;
        PrintNode? first = root.Nodes.Find(IsPrinted);
        if (_fused is not null && !root.Nodes.Skip(root.Nodes.IndexOf(_fused)).Any(IsPrintedAdjoint)) return;
        if (first is null || first.Operation.Origin.IsAdjoint || !root.Nodes.Exists(IsPrintedAdjoint)) return;
        writer.Blank();
        writer.Other("// ---- forward sweep");
    }

    /// <summary>Before a statement, or an assignment of a result.</summary>
    public void Before(PrintNode node)
    {
        Origin origin = node.Operation.Origin;
        if (node == _fused)
        {
            _isPastFused = true;
            writer.Blank();
            writer.Other("// ---- both sweeps, one iteration after the other");
        }
        if (!origin.IsAdjoint) return;
        if (!_isReverse && (_fused is null || _isPastFused) && node.Region.Parent is null)
        {
            _isReverse = true;
            _source = -1;
            writer.Blank();
            writer.Other("// ---- reverse sweep");
        }
        if (!HasComment(node) || IsQuiet) return;
        _source = origin.Source;
        writer.Other("// " + plan.Function.Sources[origin.Source]);
    }

    private bool HasComment(PrintNode node)
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

    /// <summary>A loop of the primal that has adjoints inside, or a branch that is taken where it has trips.</summary>
    private static bool IsFused(PrintNode node) => node is { Operation.Origin.IsAdjoint: false, Placement: Placement.Statement } && node.Operation switch
    {
        ForOp => node.Regions.Any(HasAdjoint),
        IfOp => node.Regions[0].Nodes.Exists(IsFused),
        _ => false,
    };

    private static bool HasAdjoint(PrintRegion region)
        => region.Nodes.Exists(node => IsPrintedAdjointInside(node) || node.Regions.Any(HasAdjoint));

    private static bool IsPrintedAdjointInside(PrintNode node) => node.Operation.Origin.IsAdjoint && node.Placement != Placement.Dead;

    private static bool IsPrinted(PrintNode node)
        => node.Placement == Placement.Statement && node.Storage is not (Storage.Stack or Storage.ClearedStack);

    // What is inlined into an assignment of a result is printed there.
    private static bool IsPrintedAdjoint(PrintNode node)
        => node.Operation.Origin.IsAdjoint && (IsPrinted(node) || node is { Placement: Placement.Inline, YieldedBy.Parent: null });
}
