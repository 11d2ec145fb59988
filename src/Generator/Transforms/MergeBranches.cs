using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Transforms;

/// <summary>
/// Two branches on the same condition, one after the other, become one.
/// <code>
/// a = if (c) { yield x } else { yield y }; b = if (c) { yield 0 } else { yield z }   ---->   (a, b) = if (c) { yield x, 0 } else { yield y, z }
/// </code>
/// Between them may stand arithmetic: what doesn't need the first moves before both, what does behind them.
/// </summary>
internal sealed class MergeBranches : IrRewriter
{
    private Effects _effects = null!;

    private MergeBranches()
    {
    }

    public static new Function Run(Function function)
        => function.Body.Has(operation => operation is IfOp) ? Renumber(((IrRewriter)new MergeBranches()).Run(function)) : function;

    protected override void Begin(Function function) => _effects = function.Effects;

    protected override EquatableArray<Value> RewriteBody(Region region)
    {
        List<Operation> operations = [.. region.Operations];
        bool isChanged = false;
        for (int i = 0; i < operations.Count; i++)
        {
            while (operations[i] is IfOp first && Partner(operations, i) is { } position)
            {
                var second = (IfOp)operations[position];
                ILookup<bool, Operation> between = Dependent(operations.GetRange(i + 1, position - i - 1), first.IfResults, []);
                operations.RemoveRange(i, position - i + 1);
                operations.InsertRange(i, [.. between[false], Merged(first, second), .. between[true]]);
                i += between[false].Count();
                isChanged = true;
            }
        }
        return base.RewriteBody(isChanged ? region with { Operations = operations.ToEquatable() } : region);
    }

    /// <summary>The position of the branch that the one at a position can be merged with.</summary>
    private int? Partner(List<Operation> operations, int position)
    {
        var first = (IfOp)operations[position];
        if (first.Then.Throws || first.Else.Throws) return null;
        for (int i = position + 1; i < operations.Count; i++)
        {
            if (operations[i] is IfOp second)
            {
                HashSet<Value> behind = [];
                Dependent(operations.GetRange(position + 1, i - position - 1), first.IfResults, behind);
                return second.Condition == first.Condition && !second.Then.Throws && !second.Else.Throws && !second.Uses.Any(behind.Contains) ? i : null;
            }
            if (operations[i] is not (ConstantOp or ScalarOp) || _effects.Of(operations[i]).Throws) return null;
        }
        return null;
    }

    /// <summary>Operations by whether they need the results of the first branch, directly or not.</summary>
    /// <param name="operations">The operations.</param>
    /// <param name="results">The results.</param>
    /// <param name="behind">Receives what those compute that do.</param>
    private static ILookup<bool, Operation> Dependent(List<Operation> operations, EquatableArray<Value> results, HashSet<Value> behind)
    {
        List<(Operation Operation, bool IsDependent)> sorted = [];
        foreach (Operation operation in operations)
        {
            bool isDependent = operation.Operands.Any(operand => results.Contains(operand) || behind.Contains(operand));
            if (isDependent) behind.UnionWith(operation.Results);
            sorted.Add((operation, isDependent));
        }
        return sorted.ToLookup(pair => pair.IsDependent, pair => pair.Operation);
    }

    private static IfOp Merged(IfOp first, IfOp second) => first with
    {
        IfResults = first.IfResults.Concat(second.IfResults).ToEquatable(),
        Then = Joined(first.Then, second.Then, first.IfResults),
        Else = Joined(first.Else, second.Else, first.IfResults),
    };

    /// <summary>One side after the other; what the second needs of the first is what that side yields.</summary>
    private static Region Joined(Region first, Region second, EquatableArray<Value> results)
    {
        var yielded = new Dictionary<Value, Value>();
        for (int i = 0; i < results.Count; i++) yielded[results[i]] = first.Yields[i];
        Value Use(Value value) => yielded.TryGetValue(value, out Value actual) ? actual : value;
        return new Region(default, first.Operations.Concat(second.Using(Use).Operations).ToEquatable(), first.Yields.Concat(second.Yields.Select(Use)).ToEquatable());
    }
}
