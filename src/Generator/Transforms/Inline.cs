using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Transforms;

/// <summary>
/// Puts callees into their callers, within a budget; what is recursive or too large stays out of line.
/// <code>
/// r = call F(a)   ---->   the operations of F on a
/// </code>
/// </summary>
internal static class Inline
{
    /// <summary>The most operations that inlining may build a function up to.</summary>
    private const int Budget = 20_000;

    /// <summary>The most values of straight code that is inlined wherever it is called.</summary>
    private const int StraightBudget = 300;

    /// <param name="functions">The entry first, then what it reaches; what isn't among them stays a call.</param>
    /// <returns>The entry, then the functions that stay out of line, in the order in which they are reached.</returns>
    public static IReadOnlyList<Function> Run(IReadOnlyList<Function> functions)
    {
        var plan = new InlinePlan(functions, Budget);
        List<Function> kept = [];
        HashSet<string> reached = [functions[0].Name];
        var next = new Queue<Function>([functions[0]]);
        while (next.Count > 0)
        {
            Function inlined = new Inliner(plan.Find, isDeep: true).Run(next.Dequeue());
            kept.Add(inlined);
            foreach (string callee in Callees(inlined.Body))
                if (reached.Add(callee) && plan.FunctionOf(callee) is { } function) next.Enqueue(function);
        }
        return plan.IsRecursive(functions[0].Name) ? [kept[0], kept[0] with { ParametersMayAlias = true }, .. kept.Skip(1)] : kept;
    }

    /// <summary>Puts straight code that calls nothing into what calls it, as long as there is any.</summary>
    /// <param name="entries">Functions that nothing calls.</param>
    /// <param name="functions">Functions that they, and one another, call.</param>
    /// <param name="optimise">Run on what changed.</param>
    public static (IReadOnlyList<Function> Entries, IReadOnlyList<Function> Functions) Straight(IReadOnlyList<Function> entries, IReadOnlyList<Function> functions, System.Func<Function, Function> optimise)
    {
        while (true)
        {
            Dictionary<string, Function> straight = functions.Where(IsStraight).ToDictionary(function => function.Name);
            if (straight.Count == 0) return (entries, functions);
            Function Finished(Function function) => Callees(function.Body).Any(straight.ContainsKey)
                ? optimise(new Inliner(call => straight.TryGetValue(call.Function, out Function? callee) ? callee : null).Run(function)) with { Name = function.Name }
                : function;
            entries = [.. entries.Select(Finished)];
            functions = [.. functions.Where(function => !straight.ContainsKey(function.Name)).Select(Finished)];
        }
    }

    private static bool IsStraight(Function function)
        => function.Types.Count <= StraightBudget && !function.Body.Throws && function.Body.Operations.All(operation => operation.Regions.Count == 0 && operation is not CallOp { Foreign: null });

    /// <summary>Replaces the calls of one function in another.</summary>
    public static Function Into(Function caller, Function callee) => new Inliner(call => call.Function == callee.Name ? callee : null).Run(caller);

    public static IEnumerable<string> Callees(Region region)
    {
        foreach (Operation operation in region.Operations)
        {
            if (operation is CallOp { Foreign: null } call) yield return call.Function;
            foreach (Region nested in operation.Regions)
                foreach (string callee in Callees(nested)) yield return callee;
        }
    }
}
