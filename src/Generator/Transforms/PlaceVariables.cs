using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Transforms;

/// <summary>
/// Decides which block declares each variable, and turns the parallel copies of joins and loops into sequential ones.
/// </summary>
internal sealed class PlaceVariables
{
    private readonly PrintTree _tree;
    private readonly Lifetimes _lifetimes;
    private readonly Variable?[] _variables;
    private readonly List<Variable> _temporaries = [];
    private readonly bool _isCallee;

    private PlaceVariables(PrintTree tree, Lifetimes lifetimes, Variable?[] variables, bool isCallee)
    {
        _tree = tree;
        _lifetimes = lifetimes;
        _variables = variables;
        _isCallee = isCallee;
    }

    /// <summary>Returns the variables made in addition: temporaries of permutations and workspace marks.</summary>
    public static List<Variable> Run(PrintTree tree, Lifetimes lifetimes, Variable?[] variables, bool isCallee)
    {
        var pass = new PlaceVariables(tree, lifetimes, variables, isCallee);
        pass.MergeBlocks(tree.Root);
        foreach (Variable variable in variables.OfType<Variable>().Distinct()) pass.Place(variable);
        pass.PlanCopies(tree.Root);
        return pass._temporaries;
    }

    // if (c) throw …; rest   instead of   if (c) throw …; else { rest }
    private void MergeBlocks(PrintRegion region)
    {
        foreach (PrintNode node in region.Nodes)
        {
            if (node.Placement == Placement.Dead) continue;
            if (node.Operation is IfOp branch && node.IfForm != IfForm.Expression)
            {
                if (branch.Else.Throws && !branch.Then.Throws) node.Regions[0].MergedInto = region;
                else if (branch.Then.Throws || node.IfForm == IfForm.Tail) node.Regions[1].MergedInto = region;
            }
            if (node.Operation is WhileOp && node.Regions[0].Nodes.Exists(nested => nested.Placement == Placement.Statement))
                node.Regions[1].MergedInto = node.Regions[0];
            foreach (PrintRegion nested in node.Regions) MergeBlocks(nested);
        }
    }

    private void Place(Variable variable)
    {
        PrintRegion? scope = null;
        Site first = default;
        foreach (Value value in variable.Values)
        {
            foreach (Site write in _lifetimes.Writes(value))
            {
                scope = Common(scope, write.Region.Scope);
                if (write.Position >= variable.FirstWrite) continue;
                variable.FirstWrite = write.Position;
                first = write;
            }
            foreach (Site read in _lifetimes.Reads(value)) scope = Common(scope, read.Region.Scope);
        }
        if (variable.IsCounter) scope = _tree.ParameterOf[variable.Values[0].Id];
        variable.Scope = scope;
        if (variable.IsParameter || variable.IsCounter || scope is null || first.Region.Parent is null) return;
        PrintNode? storage = _tree.Definition(variable.Values[0]);
        if (storage?.Storage is Storage.Stack or Storage.ClearedStack)
        {
            variable.Scope = _tree.Root;
            return;
        }
        if (!variable.IsRead) return;
        if (first.Region.Scope != scope) StatementIn(scope, first.Region).Declare(variable);
        else if (PrintedLate(variable, first.Region, scope) is { } late) late.Owner!.Declare(variable);
    }

    /// <summary>The side around a first write, where another side that writes is printed before it.</summary>
    private PrintRegion? PrintedLate(Variable variable, PrintRegion first, PrintRegion scope)
    {
        PrintRegion? late = null;
        for (PrintRegion region = first; region != scope; region = region.MergedInto!)
        {
            if (region.Index != 0 || region.Owner!.Operation is not IfOp) continue;
            PrintRegion other = region.Owner.Regions[1];
            if (variable.Values.Exists(value => _lifetimes.Writes(value).Any(write => IsWithin(write.Region, other)))) late = region;
        }
        return late;
    }

    private static bool IsWithin(PrintRegion region, PrintRegion outer)
    {
        PrintRegion? around = region;
        while (around is not null && around.Depth > outer.Depth) around = around.Parent;
        return around == outer;
    }

    /// <summary>The statement of a block that a region belongs to.</summary>
    private static PrintNode StatementIn(PrintRegion scope, PrintRegion region)
    {
        PrintNode node = region.Owner!;
        while (node.Region.Scope != scope) node = node.Region.Owner!;
        return node;
    }

    private static PrintRegion Common(PrintRegion? left, PrintRegion right)
    {
        if (left is null) return right;
        while (left != right)
        {
            if (left.Depth >= right.Depth) left = left.Parent!.Scope;
            else right = right.Parent!.Scope;
        }
        return left;
    }

    private void PlanCopies(PrintRegion region)
    {
        foreach (PrintNode node in region.Nodes)
        {
            if (node.Placement == Placement.Dead) continue;
            if (node.Storage == Storage.Workspace) PlaceMark(region);
            if (node.Operation is IfOp branch && node.IfForm is not (IfForm.Expression or IfForm.Tail)) PlanBranch(node, branch);
            if (node.IsLoopNode) PlanLoop(node);
            foreach (PrintRegion nested in node.Regions) PlanCopies(nested);
        }
    }

    private void PlaceMark(PrintRegion region)
    {
        PrintRegion block = region;
        while (block.MergedInto is not null && !block.IsLoop) block = block.MergedInto;
        if (block.Mark is not null || (block.Parent is null && !_isCallee)) return;
        block.Mark = Temporary(IrType.Int32, block, "mark");
    }

    private Variable Temporary(IrType type, PrintRegion region, string name)
    {
        var variable = new Variable(type) { UserName = name, IsRead = true, Scope = region.Scope, FirstWrite = region.YieldPosition };
        _temporaries.Add(variable);
        return variable;
    }

    private void PlanBranch(PrintNode node, IfOp branch)
    {
        if (!branch.Then.Throws && !branch.Else.Throws)
        {
            if (IsPreset(node, branch, node.Regions[1])) node.IfForm = IfForm.PresetElse;
            else if (IsPreset(node, branch, node.Regions[0])) node.IfForm = IfForm.PresetThen;
        }
        foreach (PrintRegion side in node.Regions)
            if (!side.Region.Throws) PlanCopies(branch.IfResults, side.Region.Yields, side, side.Copies);
    }

    // if (c) t = e; else t = other;   ---->   double t = other; if (c) t = e;
    private bool IsPreset(PrintNode node, IfOp branch, PrintRegion side)
    {
        if (side.Nodes.Exists(nested => nested.Placement is Placement.Statement or Placement.Inline)) return false;
        for (int i = 0; i < branch.IfResults.Count; i++)
        {
            Variable? target = _variables[branch.IfResults[i].Id];
            if (!_tree.IsYieldUsed(side, i) || target is not { IsRead: true } || target == _variables[side.Region.Yields[i].Id]) continue;
            if (!node.Declarations.Contains(target)) return false;
        }
        return true;
    }

    private void PlanLoop(PrintNode node)
    {
        PrintRegion body = node.Regions[node.Regions.Length - 1];
        EquatableArray<Value> inits = node.Operation is ForOp loop ? loop.Inits : ((WhileOp)node.Operation).Inits;
        PlanCopies(node.Operation.Results, inits, node.Region, node.InitialCopies, node.DoWhileFlag);
        if (node.DoWhileFlag >= 0 && _variables[node.Operation.Results[node.DoWhileFlag].Id] is { } flag && flag.FirstWrite == node.InitialWrite && !node.Declarations.Contains(flag))
            node.Declare(flag);
        if (!body.Region.Throws) PlanCopies(node.Operation.Results, body.Region.Yields, body, body.Copies);
    }

    // (a, b) = (b, a + b)   ---->   double next = a + b; a = b; b = next;
    private void PlanCopies(ValueList targets, EquatableArray<Value> sources, PrintRegion region, List<CopyStep> steps, int skipped = -1)
    {
        List<(Variable Target, Value Source, HashSet<Variable> Reads)> moves = [];
        for (int i = 0; i < targets.Count; i++)
        {
            if (i == skipped || (steps == region.Copies && !_tree.IsYieldUsed(region, i)) || _variables[targets[i].Id] is not { IsRead: true } target || target == _variables[sources[i].Id]) continue;
            HashSet<Variable> reads = [];
            Collect(sources[i], reads);
            moves.Add((target, sources[i], reads));
        }

        List<CopyStep> last = [];
        while (moves.Count > 0)
        {
            int free = moves.FindIndex(move => !moves.Exists(other => other != move && other.Reads.Contains(move.Target)));
            if (free >= 0)
            {
                steps.Add(new CopyStep(moves[free].Target, moves[free].Source, null));
                moves.RemoveAt(free);
                continue;
            }
            int saved = moves.FindIndex(move => _variables[move.Source.Id] is null);
            if (saved < 0) saved = moves.Count - 1;
            (Variable target, Value source, _) = moves[saved];
            Variable temporary = Temporary(target.Type, region, "next");
            steps.Add(new CopyStep(temporary, source, null));
            last.Add(new CopyStep(target, source, temporary));
            moves.RemoveAt(saved);
        }
        steps.AddRange(last);
    }

    private void Collect(Value value, HashSet<Variable> variables)
    {
        if (_variables[value.Id] is { } variable) variables.Add(variable);
        else if (_tree.Definition(value) is { Placement: Placement.Inline } node)
        {
            foreach (Value operand in node.Operation.Operands) Collect(operand, variables);
            foreach (PrintRegion side in node.Regions) Collect(side.Region.Yields[0], variables);
        }
    }
}
