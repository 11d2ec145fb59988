using System;
using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.Differentiation;
using DiffGen.Generator.IR;
using DiffGen.Generator.Transforms;

namespace DiffGen.Generator.Forms;

/// <summary>
/// The functions that stay out of line: each as itself, as forward and as reverse function; the derivatives of other
/// methods that are called; and the tangents of all these, of tangents too.
/// </summary>
internal sealed class OutOfLine
{
    private readonly Dictionary<string, Function> _functions = [];

    /// <param name="primal">The method's own function.</param>
    /// <param name="functions">Those that it calls.</param>
    /// <param name="derived">The derivatives of other methods.</param>
    public OutOfLine(Function primal, IReadOnlyList<Function> functions, IReadOnlyList<DerivedCallee> derived)
    {
        List<Solution> solutions = [.. Solutions([primal, .. functions])];
        functions = [.. functions.Where(function => solutions.All(solution => solution.Name != function.Name))];
        Pairs = new Pairs(functions, derived.Select(callee => callee.Derivation).OfType<Derivation>(), solutions.Concat(derived.SelectMany(callee => Solutions([.. callee.Functions]))));
        // A first run tells which stacks the functions need; the second takes just those.
        Pairs.Restrict(functions.SelectMany(function => ReverseMode.RunPair(function, Pairs).Used).ToList());
        foreach (Function function in functions)
        {
            (Function forward, Function reverse, _) = ReverseMode.RunPair(function, Pairs);
            Add(function);
            Add(forward);
            Add(reverse);
        }
        foreach (Function function in solutions.SelectMany(solution => solution.Functions(Pairs))) Add(function);
        foreach (Function function in derived.SelectMany(callee => callee.Functions)) Add(function);
    }

    /// <summary>What reverse mode calls.</summary>
    public Pairs Pairs { get; }

    /// <summary>The functions that are steps to a solution.</summary>
    private static IEnumerable<Solution> Solutions(IReadOnlyList<Function> functions)
    {
        var steps = new Dictionary<string, int>();
        void Visit(Region region)
        {
            foreach (Operation operation in region.Operations)
            {
                if (operation is CallOp { IsSolution: true } call) steps[call.Function] = call.StateCount;
                foreach (Region nested in operation.Regions) Visit(nested);
            }
        }
        foreach (Function function in functions) Visit(function.Body);
        return functions.Where(function => steps.ContainsKey(function.Name)).Select(function => new Solution(function, steps[function.Name]));
    }

    private void Add(Function function) => _functions[function.Name] = function;

    /// <summary>The function of a name: a known one, or the tangent of one.</summary>
    public Function Find(string name)
    {
        if (_functions.TryGetValue(name, out Function? known)) return known;
        for (int lanes = 1; lanes <= MatrixBuilder.Lanes; lanes++)
        {
            string suffix = ForwardMode.TangentName("", lanes);
            if (name.EndsWith(suffix, StringComparison.Ordinal)) return ForwardMode.RunCallee(Find(name.Substring(0, name.Length - suffix.Length)), Pairs, lanes);
        }
        throw new InvalidOperationException($"no function '{name}'");
    }

    /// <summary>What derivatives call, directly or not; made and optimised where something calls it.</summary>
    /// <param name="derivatives">Functions that nothing calls.</param>
    /// <param name="helpers">Further functions that they may call.</param>
    /// <param name="optimise">Run on each.</param>
    public IReadOnlyList<Function> Reached(IEnumerable<Function> derivatives, IEnumerable<Function> helpers, Func<Function, Function> optimise)
    {
        foreach (Function helper in helpers) Add(helper);
        var reached = new List<Function>();
        var seen = new HashSet<string>();
        var work = new Queue<string>(derivatives.SelectMany(derivative => Inline.Callees(derivative.Body)));
        while (work.Count > 0)
        {
            string name = work.Dequeue();
            if (!seen.Add(name)) continue;
            reached.Add(optimise(Find(name)));
            foreach (string callee in Inline.Callees(reached[reached.Count - 1].Body)) work.Enqueue(callee);
        }
        return reached;
    }
}
