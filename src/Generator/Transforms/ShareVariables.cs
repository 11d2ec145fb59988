using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Transforms;

/// <summary>
/// Decides which values share a C# variable: what a loop carries, what a branch computes, and what the user calls by
/// one name, wherever their lifetimes don't overlap.
/// <code>
/// s2 = s + x; yield s2   ---->   s += x
/// </code>
/// </summary>
internal sealed class ShareVariables
{
    private const int MaxValues = 200;

    private readonly PrintTree _tree;
    private readonly Lifetimes _lifetimes;
    private readonly Variable?[] _variables;

    private ShareVariables(PrintTree tree, Lifetimes lifetimes)
    {
        _tree = tree;
        _lifetimes = lifetimes;
        _variables = new Variable?[tree.Function.Types.Count];
    }

    /// <summary>The variable of each value; null where it has none.</summary>
    public static Variable?[] Run(PrintTree tree, Lifetimes lifetimes, IReadOnlyList<Variable> parameters)
    {
        var pass = new ShareVariables(tree, lifetimes);
        for (int i = 0; i < parameters.Count; i++) pass.Assign(tree.Function.Parameters[i], parameters[i]);
        pass.Define(tree.Root);
        pass.ShareLoops(tree.Root);
        pass.ShareBranches(tree.Root);
        pass.ShareNames();
        return pass._variables;
    }

    private void Assign(Value value, Variable variable)
    {
        _variables[value.Id] = variable;
        variable.Values.Add(value);
        // Lengths are printed everywhere, and no read of the buffer.
        variable.IsRead |= variable.Type.IsBuffer || _lifetimes.IsRead(value);
        if (variable.UserName.Length == 0) variable.UserName = _tree.Function.NameOf(value);
    }

    private void Define(PrintRegion region)
    {
        foreach (PrintNode node in region.Nodes)
        {
            if (node.Placement == Placement.Statement && !node.IsLoopNode && node.IfForm != IfForm.Tail)
                foreach (Value result in node.Operation.Results) Assign(result, new Variable(_tree.Function.TypeOf(result)));
            if (node.Operation is ForOp loop && node.Placement == Placement.Statement)
            {
                Assign(loop.Body.Parameters[0], new Variable(_tree.Function.TypeOf(loop.Body.Parameters[0])) { IsCounter = true });
                for (int i = 0; i < loop.Inits.Count; i++) Join([loop.Body.Parameters[i + 1], loop.ForResults[i]]);
            }
            if (node.Operation is WhileOp whileLoop)
            {
                for (int i = 0; i < whileLoop.Inits.Count; i++)
                    Join([whileLoop.Condition.Parameters[i], whileLoop.Body.Parameters[i], whileLoop.WhileResults[i]]);
            }
            if (node.Placement != Placement.Dead)
                foreach (PrintRegion nested in node.Regions) Define(nested);
        }
    }

    private void Join(Value[] values)
    {
        var variable = new Variable(_tree.Function.TypeOf(values[0]));
        foreach (Value value in values) Assign(value, variable);
    }

    private void ShareLoops(PrintRegion region)
    {
        foreach (PrintNode node in region.Nodes)
        {
            if (node.Placement == Placement.Dead) continue;
            EquatableArray<Value> inits = node.Operation is ForOp loop ? loop.Inits : node.Operation is WhileOp w ? w.Inits : default;
            ValueList results = node.Operation.Results;
            if (node.IsLoopNode)
            {
                Region body = node.Regions[node.Regions.Length - 1].Region;
                if (!body.Throws)
                    for (int i = 0; i < results.Count; i++) TryShare(results[i], body.Yields[i]);
                for (int i = 0; i < results.Count; i++)
                    if (node.DoWhileFlag != i) TryShare(results[i], inits[i]);
            }
            foreach (PrintRegion nested in node.Regions) ShareLoops(nested);
        }
    }

    private void ShareBranches(PrintRegion region)
    {
        foreach (PrintNode node in region.Nodes)
        {
            if (node.Placement == Placement.Dead) continue;
            if (node.Operation is IfOp branch && node.IfForm is not (IfForm.Expression or IfForm.Tail))
            {
                foreach (PrintRegion side in node.Regions)
                {
                    if (side.Region.Throws) continue;
                    for (int i = 0; i < branch.IfResults.Count; i++)
                        if (_tree.IsYieldUsed(side, i)) TryShare(branch.IfResults[i], side.Region.Yields[i]);
                }
            }
            foreach (PrintRegion nested in node.Regions) ShareBranches(nested);
        }
    }

    // x = f(); … x = g();   the user's one variable stays one, but for a loop that can run on several elements at a time if it has its own
    private void ShareNames()
    {
        HashSet<PrintRegion> lanes = PlanLanes.Candidates(_tree);
        var last = new Dictionary<string, Value>();
        for (int id = 0; id < _variables.Length; id++)
        {
            var value = new Value(id);
            string name = _tree.Function.NameOf(value);
            if (name.Length == 0 || _variables[id] is null) continue;
            PrintRegion region = _tree.RegionOf(value);
            bool isKnown = last.TryGetValue(name, out Value previous);
            if (isKnown && lanes.Contains(region) && _tree.RegionOf(previous) != region) continue;
            if (isKnown && IsAround(_tree.RegionOf(previous), region)) TryShare(previous, value);
            if (!isKnown || _variables[last[name].Id] != _variables[id]) last[name] = value;
        }
    }

    private static bool IsAround(PrintRegion outer, PrintRegion inner)
    {
        PrintRegion? region = inner;
        while (region is not null && region.Depth > outer.Depth) region = region.Parent;
        return region == outer;
    }

    private void TryShare(Value left, Value right)
    {
        if (_variables[left.Id] is not { } one || _variables[right.Id] is not { } other || one == other) return;
        if (one.Type != other.Type || one.Type.IsBuffer || one.IsCounter || other.IsCounter) return;
        if (one.Values.Count + other.Values.Count > MaxValues) return;
        if (one.UserName.Length > 0 && other.UserName.Length > 0 && one.UserName != other.UserName) return;
        if ((one.IsParameter || other.IsParameter) && !MayAssignParameter(one, other)) return;
        foreach (Value value in one.Values)
            foreach (Value otherValue in other.Values)
                if (_lifetimes.Interfere(value, otherValue)) return;

        if (other.IsParameter) (one, other) = (other, one);
        foreach (Value value in other.Values) Assign(value, one);
    }

    private static bool MayAssignParameter(Variable one, Variable other)
    {
        Variable parameter = one.IsParameter ? one : other;
        return !(one.IsParameter && other.IsParameter) && parameter.IsAssignable && one.UserName == other.UserName;
    }
}
