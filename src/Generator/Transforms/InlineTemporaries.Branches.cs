using System;
using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;
using DiffGen.Generator.Model;

namespace DiffGen.Generator.Transforms;

/// <summary>Yields, and the forms of branches and loops.</summary>
internal sealed partial class InlineTemporaries
{
    private void VisitYields(PrintRegion region)
    {
        switch (region.Owner?.Operation)
        {
            case null:
                ConsumeSinks(region, Results(region));
                break;
            case IfOp when region.Owner.IfForm == IfForm.Tail:
                ConsumeSinks(region, Results(region));
                break;
            case IfOp when region.Region.Yields.Count == 1 && _tree.IsYieldUsed(region, 0):
            case WhileOp when region.Index == 0:
                Consume(region.Region.Yields, null, region, region, static _ => true);
                break;
            default:
                foreach (PrintNode tree in Pending(region.Region.Yields)) Keep(tree);
                break;
        }
    }

    /// <summary>The yields of the method or of a tail branch, in the order of their assignments, with their sinks.</summary>
    private List<(Value Value, ResultSink Sink)> Results(PrintRegion region)
    {
        List<(Value Value, ResultSink Sink)> results = [];
        for (int i = 0; i < region.Region.Yields.Count; i++) results.Add((region.Region.Yields[i], SinkOf(region, i)));
        return [.. results.OrderBy(result => result.Sink.Kind == SinkKind.Return)];
    }

    private ResultSink SinkOf(PrintRegion region, int index)
    {
        while (region.Parent is not null)
        {
            Value result = ((IfOp)region.Owner!.Operation).IfResults[index];
            region = region.Parent;
            index = region.Region.Yields.IndexOf(result);
        }
        return _method.Sinks[index];
    }

    // After the first assignment only what is pure: an exception must not come between two of them.
    private void ConsumeSinks(PrintRegion region, List<(Value Value, ResultSink Sink)> results)
    {
        bool isTailBranch = LastStatement(region) is { IfForm: IfForm.Tail };
        bool hasAdjoint = region.Parent is null && region.Nodes.Any(node => node.Operation.Origin.IsAdjoint);
        for (int i = 0; i < results.Count; i++)
        {
            if (_tree.Definition(results[i].Value) is not { IsPending: true } tree) continue;
            bool isFirst = i == 0;
            bool isEarly = results[i].Sink.Kind == SinkKind.Return && hasAdjoint && !tree.Operation.Origin.IsAdjoint;
            if (isTailBranch || isEarly || (!tree.Tree.IsPure && (!isFirst || _releases))) Keep(tree);
        }
        foreach ((Value value, _) in results) Consume(value, null, region, region, static _ => true);
    }

    /// <summary>Finds the branch that ends the method and does nothing but compute results.</summary>
    private void MarkTail(PrintRegion region)
    {
        const int maxRepeated = 3;
        if (LastStatement(region) is not { Operation: IfOp branch } node || branch.IfResults.Count == 0) return;
        if (region.Region.Yields.Count - branch.IfResults.Count > maxRepeated) return;
        foreach (Value result in branch.IfResults)
            if (_tree.UseCounts[result.Id] != 1 || _tree.Yielders[result.Id] != region) return;
        node.IfForm = IfForm.Tail;
        foreach (PrintRegion side in node.Regions)
            if (!side.Region.Throws) MarkTail(side);
    }

    private static PrintNode? LastStatement(PrintRegion region)
        => region.Nodes.FindLast(node => node.Placement != Placement.Dead && node.Operation is not ConstantOp);

    private void ChooseForm(PrintNode node, IfOp branch)
    {
        bool isTail = node.IfForm == IfForm.Tail;
        if (isTail && node.Region.Region.Yields.Count > 1) return;
        if (!IsExpression(node, branch)) return;
        node.IfForm = IfForm.Expression;
        bool isLogical = IsLogical(branch, node);
        int width = 8;
        foreach (PrintRegion side in node.Regions)
        {
            width += WidthOf(side.Region.Yields[0]);
            if (_tree.Definition(side.Region.Yields[0]) is { Placement: Placement.Inline } tree) node.Tree += tree.Tree;
        }
        node.Width += width;
        node.IsConditional |= !isLogical;
    }

    private bool IsExpression(PrintNode node, IfOp branch)
    {
        if (branch.IfResults.Count != 1 || branch.Then.Throws || branch.Else.Throws || _tree.UseCounts[branch.IfResults[0].Id] == 0) return false;
        int width = node.Width;
        bool isLogical = IsLogical(branch, node);
        foreach (PrintRegion side in node.Regions)
        {
            if (side.Nodes.Exists(nested => nested.Placement == Placement.Statement)) return false;
            Value yield = side.Region.Yields[0];
            int sideWidth = WidthOf(yield);
            width += sideWidth;
            if (!isLogical && (sideWidth > MaxSideWidth || _tree.Definition(yield) is { Placement: Placement.Inline, IsConditional: true })) return false;
        }
        return width <= MaxWidth && (isLogical || !node.IsConditional);
    }

    /// <summary><c>c &amp;&amp; e</c> or <c>c || e</c>.</summary>
    private bool IsLogical(IfOp branch, PrintNode node)
        => _function.TypeOf(branch.IfResults[0]).Kind == ScalarKind.Bool
            && ((_tree.IsConstant(branch.Else.Yields[0], out Literal otherwise) && !otherwise.AsBool)
                || (_tree.IsConstant(branch.Then.Yields[0], out Literal then) && then.AsBool))
            && !node.IsConditional;

    // while (flag) { …; flag = c; }, flag true at first   ---->   do { …; flag = c; } while (flag);
    private void FindDoWhile(PrintNode node, WhileOp loop)
    {
        if (loop.Condition.Operations.Count != 0) return;
        int flag = loop.Condition.Parameters.IndexOf(loop.Condition.Yields[0]);
        if (flag < 0 || !_tree.IsConstant(loop.Inits[flag], out Literal first) || !first.AsBool || loop.Body.Throws) return;
        if (_tree.UseCounts[loop.Body.Parameters[flag].Id] == 0 && _tree.UseCounts[loop.WhileResults[flag].Id] == 0)
        {
            node.DoWhileFlag = flag;
            node.DoWhileCondition = loop.Condition.Yields[0];
        }
    }

    private int WidthOf(Value value) => _tree.Definition(value) switch
    {
        { Operation: ConstantOp constant } => constant.Literal.Kind.IsFloat() && constant.Literal.AsDouble != Math.Floor(constant.Literal.AsDouble) ? 6 : 2,
        { Placement: Placement.Inline or Placement.Everywhere } or { IsPending: true } => _tree.Definition(value)!.Width,
        _ => NameWidth(value),
    };

    private int NameWidth(Value value) => Math.Max(2, _function.NameOf(value).Length);

    private int OwnWidth(PrintNode node) => node.Operation switch
    {
        ScalarOp { Code: Codes.Convert } => 8,
        ScalarOp { Code: Codes.Index } => 44,
        ScalarOp { Code: Codes.Pack } scalar => 18 + (2 * scalar.Arguments.Count),
        ScalarOp scalar => scalar.Code.Length + 2 + (scalar.Code.Contains(".") ? 2 * scalar.Arguments.Count : 0),
        LengthOp length => NameWidth(length.Buffer) + 7,
        LoadOp => 2,
        OpaqueOp opaque => opaque.Template.Length,
        CallOp call => call.Function.Length + 2 + (2 * call.Arguments.Count),
        _ => 4,
    };
}
