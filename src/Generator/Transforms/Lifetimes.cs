using System;
using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Transforms;

/// <summary>When the values that live in variables are written and read in the printed text.</summary>
internal sealed class Lifetimes
{
    private readonly PrintTree _tree;
    private static readonly List<Site> Nowhere = [];

    private readonly List<Site>[] _reads;
    private readonly Site[]?[] _writes;

    public Lifetimes(PrintTree tree)
    {
        _tree = tree;
        _reads = new List<Site>[tree.Function.Types.Count];
        _writes = new Site[]?[tree.Function.Types.Count];
        Visit(tree.Root);
    }

    public bool IsRead(Value value) => _reads[value.Id] is not null;

    public List<Site> Reads(Value value) => _reads[value.Id] ?? Nowhere;

    /// <summary>Whether the value is printed by its variable's name.</summary>
    public bool IsInVariable(Value value) => _tree.Definition(value) is not { Placement: not Placement.Statement };

    /// <summary>The places where the value gets into its variable.</summary>
    public Site[] Writes(Value value) => _writes[value.Id] ??= [.. FindWrites(value)];

    private IEnumerable<Site> FindWrites(Value value)
    {
        if (_tree.Definition(value) is { } node)
        {
            if (node.Operation is ForOp or WhileOp) yield return new(node.End, node.Region);
            else if (node.Operation is IfOp && node.IfForm != IfForm.Expression)
            {
                // A result that nothing reads is not assigned.
                int index = node.Operation.Results.IndexOf(value);
                foreach (PrintRegion side in node.Regions)
                    if (!side.Region.Throws && _tree.IsYieldUsed(side, index)) yield return new(side.WritePosition, side);
            }
            else yield return new(node.Position, node.Region);
            yield break;
        }
        PrintRegion region = _tree.ParameterOf[value.Id]!;
        if (region.Owner is not { } loop) yield return new(0, region);
        else
        {
            yield return new(loop.InitialWrite, loop.Region);
            PrintRegion body = loop.Regions[loop.Regions.Length - 1];
            yield return new(body.WritePosition, body);
        }
    }

    /// <summary>Whether the two need different variables.</summary>
    public bool Interfere(Value left, Value right)
    {
        foreach (Site write in Writes(right))
            if (IsLive(left, write)) return true;
        foreach (Site write in Writes(left))
            if (IsLive(right, write)) return true;
        return false;
    }

    private bool IsLive(Value value, Site at)
    {
        bool isWritten = false;
        foreach (Site write in Writes(value))
        {
            if (write.Position == at.Position) return true;
            if (write.Position < at.Position && !AreExclusive(write.Region, at.Region)) isWritten = true;
        }
        if (!isWritten) return false;
        foreach (Site read in Reads(value))
            if (read.Position > at.Position && !AreExclusive(read.Region, at.Region)) return true;
        return false;
    }

    /// <summary>Whether they are different sides of a branch.</summary>
    private static bool AreExclusive(PrintRegion left, PrintRegion right)
    {
        while (left.Depth > right.Depth) left = left.Parent!;
        while (right.Depth > left.Depth) right = right.Parent!;
        if (left == right) return false;
        while (left.Parent != right.Parent)
        {
            left = left.Parent!;
            right = right.Parent!;
        }
        return left.Owner == right.Owner && left.Owner!.Operation is IfOp;
    }

    private void Visit(PrintRegion region)
    {
        foreach (PrintNode node in region.Nodes)
        {
            if (node.Placement is Placement.Dead or Placement.Everywhere) continue;
            VisitOperands(node);
            foreach (PrintRegion nested in node.Regions) Visit(nested);
        }
        for (int i = 0; i < region.Region.Yields.Count; i++)
            if (_tree.IsYieldUsed(region, i)) Read(region.Region.Yields[i], YieldSite(region));
        if (region.Owner?.Operation is WhileOp && region.Index == 0)
        {
            foreach (Value parameter in region.Region.Parameters) Read(parameter, new(region.WritePosition, region));
        }
    }

    private void VisitOperands(PrintNode node)
    {
        Site site = SiteOf(node);
        if (node.Operation is not ForOp loop)
        {
            foreach (Value operand in node.Operation.Operands) Read(operand, site);
            return;
        }
        foreach (Value init in loop.Inits) Read(init, site);
        Read(loop.Lower, new(node.InitialWrite + 1, node.Region));
        Read(loop.Upper, new(node.End, node.Region));
    }

    /// <summary>Where the text of a node stands.</summary>
    private Site SiteOf(PrintNode node)
    {
        while (node.Placement == Placement.Inline)
        {
            if (node.YieldedBy is { } region)
            {
                if (!IsPartOfExpression(region)) return new(region.YieldPosition, region);
                node = region.Owner!;
            }
            else
            {
                PrintNode consumer = node.Consumer!;
                if (consumer.Operation is ForOp loop && !Contains(loop.Inits, node.Operation.Results[0]))
                {
                    bool isUpper = loop.Upper == node.Operation.Results[0];
                    return new(isUpper ? consumer.End : consumer.InitialWrite + 1, consumer.Region);
                }
                node = consumer;
            }
        }
        if (IsPartOfExpression(node.Region)) return SiteOf(node.Region.Owner!);
        return new(node.Position, node.Region);
    }

    private Site YieldSite(PrintRegion region)
        => IsPartOfExpression(region) ? SiteOf(region.Owner!) : new(region.YieldPosition, region);

    private static bool IsPartOfExpression(PrintRegion region) => region.Owner is { Operation: IfOp, IfForm: IfForm.Expression };

    private static bool Contains(EquatableArray<Value> values, Value value)
    {
        foreach (Value item in values)
            if (item == value) return true;
        return false;
    }

    // What a loop reads from outside lives until the loop is over.
    private void Read(Value value, Site site)
    {
        if (!IsInVariable(value)) return;
        PrintRegion defined = _tree.RegionOf(value);
        for (PrintRegion region = site.Region; region != defined; region = region.Parent!)
            if (region.IsLoop) site = new(region.Owner!.End, region.Owner.Region);
        (_reads[value.Id] ??= []).Add(site);
    }
}
