using System;
using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;
using DiffGen.Generator.Model;

namespace DiffGen.Generator.Transforms;

/// <summary>
/// Decides which values are printed inside the expression that uses them.
/// <code>
/// t = a * b; y = t + c   ---->   y = a * b + c
/// </code>
/// Expressions that read or throw wait, in order of definition, until their one use; each is inlined there unless
/// something in between would notice, else it stays where it is. What waits is bounded, so the pass is linear.
/// </summary>
internal sealed partial class InlineTemporaries
{
    private const int MaxWidth = 90;
    private const int MaxSideWidth = 40;
    private const int MaxBoundWidth = 24;
    private const int MaxWaiting = 12;

    private readonly PrintTree _tree;
    private readonly Function _function;
    private readonly GeneratedMethod _method;
    private readonly bool _releases;
    private readonly Dictionary<PrintRegion, List<PrintNode>> _waiting = [];
    private readonly Dictionary<PrintRegion, List<PrintNode>> _calls = [];

    private InlineTemporaries(PrintTree tree, GeneratedMethod method, bool isOutOfLine)
    {
        _tree = tree;
        _function = tree.Function;
        _method = method;
        _releases = isOutOfLine && tree.Definitions.Any(node => node?.Storage == Storage.Workspace);
    }

    /// <param name="tree">The function.</param>
    /// <param name="method">Its method.</param>
    /// <param name="isOutOfLine">Whether the method gives back what it took from the workspace before it returns.</param>
    public static void Run(PrintTree tree, GeneratedMethod method, bool isOutOfLine)
    {
        var pass = new InlineTemporaries(tree, method, isOutOfLine);
        pass.MarkTail(tree.Root);
        pass.FindCompoundStores(tree.Root);
        pass.Visit(tree.Root);
    }

    private void Visit(PrintRegion region)
    {
        _waiting[region] = [];
        _calls[region] = [];
        foreach (PrintNode node in region.Nodes)
            if (node.Placement != Placement.Dead) Visit(node);
        VisitYields(region);
    }

    private void Visit(PrintNode node)
    {
        node.Tree = node.Evaluation;
        node.Width = OwnWidth(node);
        node.IsCall = node.Operation is ScalarOp scalar && scalar.Code.IndexOf('.') > 0;
        if (node.IsLoopNode) KeepCalls(node.Region);
        if (IsEverywhere(node.Operation))
        {
            node.Placement = Placement.Everywhere;
            return;
        }

        if (node.Operation is ForOp loop) ConsumeBounds(node, loop);
        else if (node.Operation is WhileOp) Consume(node.Operation.Operands, node, null, node.Region, IsCopyable);
        else Consume(EvaluationOrder(node), node, null, node.Region, static _ => true);
        KeepOutOfConstantExpressions(node.Operation);

        foreach (PrintRegion region in node.Regions) Visit(region);
        if (node.Operation is IfOp branch) ChooseForm(node, branch);
        if (node.Operation is WhileOp loopWhile) FindDoWhile(node, loopWhile);

        List<PrintNode> waiting = _waiting[node.Region];
        if (MayBeInlined(node))
        {
            node.IsPending = true;
            if (node.IsCall) _calls[node.Region].Add(node);
            if (node.Tree.IsPure) return;
            waiting.Add(node);
            if (waiting.Count > MaxWaiting) Keep(waiting[0]);
            return;
        }
        for (int i = waiting.Count - 1; i >= 0; i--)
            if (i < waiting.Count && !waiting[i].Tree.CommutesWith(node.Tree)) Keep(waiting[i]);
    }

    private static ValueList EvaluationOrder(PrintNode node) => node.Operation switch
    {
        LoadOp when node.Compound is not null => default,
        _ => node.Operation.Operands,
    };

    private void ConsumeBounds(PrintNode node, ForOp loop)
    {
        Consume(loop.Inits, node, null, node.Region, IsCopyable);
        Consume(new ValueList(loop.Lower, loop.Upper), node, null, node.Region, tree => tree != _tree.Definition(loop.Upper) || IsRepeatable(tree));
    }

    /// <summary>Whether it may be evaluated in any order with other copies of the same kind.</summary>
    private static bool IsCopyable(PrintNode tree) => tree.Tree.OnlyLoads;

    /// <summary>Whether a loop may evaluate it at each trip: integer arithmetic of a few operands.</summary>
    private bool IsRepeatable(PrintNode tree)
        => tree.Tree.IsPure && tree.Width <= MaxBoundWidth
            && (tree.Operation is LengthOp
                || (tree.Operation is ScalarOp { Code: Codes.Add or Codes.Subtract or Codes.Multiply } scalar
                    && scalar.Arguments.All(argument => _tree.Definition(argument) is not { Placement: Placement.Inline } nested || IsRepeatable(nested))));

    private static bool IsEverywhere(Operation operation) => operation is ConstantOp or LengthOp;

    private bool MayBeInlined(PrintNode node)
    {
        if (node.Operation.Results.Count != 1) return false;
        Value result = node.Operation.Results[0];
        if (_tree.UseCounts[result.Id] != 1 || !_function.TypeOf(result).IsScalar) return false;
        bool isExpression = node.Operation is ScalarOp or LoadOp or OpaqueOp or CallOp { Foreign: null } || node.IfForm == IfForm.Expression;
        return isExpression && (_function.NameOf(result).Length == 0 || IsNameNoLoss(node, result));
    }

    /// <summary>The name is that of the place it goes to, or of the adjoint that it is a part of.</summary>
    private bool IsNameNoLoss(PrintNode node, Value result)
    {
        string name = _function.NameOf(result);
        if (_tree.Users[result.Id] is { } user)
        {
            return node.Operation.Origin.IsAdjoint && user.Operation.Origin.IsAdjoint && user.Operation is ScalarOp
                && _function.NameOf(user.Operation.Results[0]) == name;
        }
        PrintRegion yielder = _tree.Yielders[result.Id]!;
        int index = yielder.Region.Yields.IndexOf(result);
        if (yielder.Parent is null) return _method.Sinks[index].Kind != SinkKind.Return && _method.Sinks[index].Target == name;
        return yielder.Owner!.Operation is IfOp branch && _function.NameOf(branch.IfResults[index]) == name;
    }

    // A constant expression that overflows or divides by zero doesn't compile: one operand becomes a variable.
    private void KeepOutOfConstantExpressions(Operation operation)
    {
        if (operation is not ScalarOp scalar || scalar.Arguments.Count == 0) return;
        Value last = scalar.Arguments[scalar.Arguments.Count - 1];
        if (!_tree.IsConstant(last, out Literal literal) || !literal.Kind.IsInteger() && !scalar.IsChecked) return;
        bool isZeroDivision = scalar.Code is Codes.Divide or Codes.Remainder && literal.Bits is 0 or -1;
        bool isCheckedConstant = scalar.IsChecked && scalar.Arguments.All(argument => IsConstantTree(argument));
        if (isZeroDivision || isCheckedConstant) _tree.Definition(last)!.Placement = Placement.Statement;
    }

    private bool IsConstantTree(Value value) => _tree.Definition(value) is { } node
        && (node.Operation is ConstantOp || (node.Placement == Placement.Inline && node.Operation is ScalarOp scalar && scalar.Arguments.All(IsConstantTree)));
}
