using System;
using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Transforms;

/// <summary>The order of evaluation: what waits, what is taken, what has to stay.</summary>
internal sealed partial class InlineTemporaries
{
    /// <summary>
    /// Inlines what waits among <paramref name="values"/> (in order of evaluation) into an operation, or into the
    /// yields of a region.
    /// </summary>
    private void Consume(
        ValueList values, PrintNode? consumer, PrintRegion? yieldedBy, PrintRegion at, Func<PrintNode, bool> isAllowed)
    {
        foreach (PrintNode tree in Pending(values))
            if (!isAllowed(tree) || !MayEnter(tree, at)) Keep(tree);
        KeepWithinLine(values, consumer?.Width ?? 0);
        KeepInOrder(values, _waiting[at]);

        int width = consumer?.Width ?? 0;
        foreach (Value value in values)
        {
            if (_tree.Definition(value) is { IsPending: true } tree)
            {
                tree.IsPending = false;
                tree.Placement = Placement.Inline;
                tree.Consumer = consumer;
                tree.YieldedBy = yieldedBy;
                if (!tree.Tree.IsPure) _waiting[at].Remove(tree);
                if (consumer is not null)
                {
                    consumer.Tree += tree.Tree;
                    consumer.IsConditional |= tree.IsConditional;
                    consumer.IsCall |= tree.IsCall;
                }
            }
            width += WidthOf(value);
        }
        if (consumer is not null) consumer.Width = width;
    }

    /// <summary>Calls don't move past a loop (see <see cref="AdvanceCalls"/>).</summary>
    private void KeepCalls(PrintRegion region)
    {
        foreach (PrintNode call in _calls[region]) Keep(call);
        _calls[region].Clear();
    }

    private List<PrintNode> Pending(ValueList values)
    {
        List<PrintNode> pending = [];
        foreach (Value value in values)
            if (_tree.Definition(value) is { IsPending: true } node) pending.Add(node);
        return pending;
    }

    /// <summary>Into the side of a branch only what is pure, into a loop nothing.</summary>
    private static bool MayEnter(PrintNode tree, PrintRegion at)
    {
        if (tree.Region == at) return true;
        if (!tree.Tree.IsPure) return false;
        for (PrintRegion region = at; region != tree.Region; region = region.Parent!)
            if (region.IsLoop) return false;
        return true;
    }

    private void KeepWithinLine(ValueList values, int width)
    {
        foreach (Value value in values) width += WidthOf(value);
        if (width <= MaxWidth) return;
        foreach (PrintNode tree in Pending(values).OrderByDescending(tree => tree.Width))
        {
            if (width <= MaxWidth || tree.Width < 8) return;
            Keep(tree);
            width -= tree.Width - 2;
        }
    }

    private void KeepInOrder(ValueList values, List<PrintNode> waiting)
    {
        if (waiting.Count == 0) return;
        bool isDone;
        do
        {
            List<PrintNode> trees = Pending(values).FindAll(tree => !tree.Tree.IsPure);
            PrintNode? displaced = trees.FirstOrDefault(tree => IsDisplaced(tree, trees, waiting));
            if (displaced is not null) Keep(displaced);
            isDone = displaced is null;
        }
        while (!isDone);
    }

    /// <summary>Whether something defined after it would now be evaluated before it, and notice.</summary>
    private static bool IsDisplaced(PrintNode tree, List<PrintNode> trees, List<PrintNode> waiting)
    {
        int order = trees.IndexOf(tree);
        for (int i = waiting.IndexOf(tree) + 1; i < waiting.Count; i++)
        {
            int other = trees.IndexOf(waiting[i]);
            if (other < order && !tree.Tree.CommutesWith(waiting[i].Tree)) return true;
        }
        return false;
    }

    /// <summary>Leaves a node where it is defined, and with it what would have to be evaluated before.</summary>
    private void Keep(PrintNode node)
    {
        if (!node.IsPending) return;
        node.IsPending = false;
        node.Placement = Placement.Statement;
        if (node.Compound is { } store) Separate(store);
        if (node.Tree.IsPure) return;

        List<PrintNode> waiting = _waiting[node.Region];
        int position = waiting.IndexOf(node);
        waiting.RemoveAt(position);
        for (int i = position - 1; i >= 0; i--)
            if (i < waiting.Count && !waiting[i].Tree.CommutesWith(node.Tree)) Keep(waiting[i]);
    }

    // t = b[i]; u = t + x; b[i] = u   ---->   b[i] += x, where i need not be a variable
    private void FindCompoundStores(PrintRegion region)
    {
        for (int i = 0; i < region.Nodes.Count; i++)
        {
            PrintNode node = region.Nodes[i];
            if (node.Operation is StoreOp store) MarkCompound(node, store, i);
            foreach (PrintRegion nested in node.Regions) FindCompoundStores(nested);
        }
    }

    private void MarkCompound(PrintNode node, StoreOp store, int position)
    {
        const int reach = 32;
        if (_tree.Definition(store.Stored) is not { Operation: ScalarOp { IsChecked: false } scalar } sum || sum.Region != node.Region) return;
        if (scalar.Code is not (Codes.Add or Codes.Subtract or Codes.Multiply or Codes.Divide)) return;
        if (_tree.Definition(scalar.Arguments[0]) is not { Operation: LoadOp load } loaded || loaded.Region != node.Region) return;
        if (load.Buffer != store.Buffer || load.Index != store.Index || IsShared(scalar.Result) || IsShared(load.Result)) return;
        if (_tree.UseCounts[store.Index.Id] != 2 || _tree.Definition(store.Index) is not { Operation: ScalarOp or LoadOp }) return;
        for (int i = position - 1; region(i) != loaded; i--)
            if (position - i > reach || region(i).Regions.Length > 0 || !region(i).Evaluation.OnlyLoads) return;

        _tree.UseCounts[store.Index.Id] = 1;
        _tree.Users[store.Index.Id] = node;
        node.Compound = sum.Compound = loaded.Compound = node;

        PrintNode region(int index) => node.Region.Nodes[index];
    }

    private bool IsShared(Value value) => _tree.UseCounts[value.Id] != 1 || _function.NameOf(value).Length > 0;

    private void Separate(PrintNode store)
    {
        if (store.Compound is null) return;
        store.Compound = null;
        Value index = ((StoreOp)store.Operation).Index;
        _tree.UseCounts[index.Id] = 2;
        if (_tree.Definition(index) is { IsPending: true } node) Keep(node);
    }
}
