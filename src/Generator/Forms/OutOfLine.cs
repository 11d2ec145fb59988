using System;
using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.Differentiation;
using DiffGen.Generator.IR;
using DiffGen.Generator.Transforms;

namespace DiffGen.Generator.Forms;

/// <summary>The functions that stay out of line: each as itself, as forward and as reverse function, and the tangents of these.</summary>
internal sealed class OutOfLine
{
    private readonly Dictionary<string, Func<Function>> _sources = [];

    public OutOfLine(IReadOnlyList<Function> functions)
    {
        Pairs = new Pairs(functions);
        // A first run tells which stacks the functions need; the second takes just those.
        Pairs.Restrict(functions.SelectMany(function => ReverseMode.RunPair(function, Pairs).Used).ToList());
        foreach (Function function in functions)
        {
            (Function forward, Function reverse, _) = ReverseMode.RunPair(function, Pairs);
            Add(function);
            Add(forward);
            Add(reverse);
        }
    }

    /// <summary>What reverse mode calls.</summary>
    public Pairs Pairs { get; }

    private void Add(Function function)
    {
        _sources[function.Name] = () => function;
        foreach (int lanes in new[] { 1, MatrixBuilder.Lanes }) _sources[ForwardMode.TangentName(function.Name, lanes)] = () => ForwardMode.RunCallee(function, lanes);
    }

    /// <summary>What derivatives call, directly or not; made and optimised where something calls it.</summary>
    /// <param name="derivatives">Functions that nothing calls.</param>
    /// <param name="helpers">Further functions that they may call.</param>
    /// <param name="optimise">Run on each.</param>
    public IReadOnlyList<Function> Reached(IEnumerable<Function> derivatives, IEnumerable<Function> helpers, Func<Function, Function> optimise)
    {
        foreach (Function helper in helpers) _sources[helper.Name] = () => helper;
        var reached = new List<Function>();
        var seen = new HashSet<string>();
        var work = new Queue<string>(derivatives.SelectMany(derivative => Inline.Callees(derivative.Body)));
        while (work.Count > 0)
        {
            string name = work.Dequeue();
            if (!seen.Add(name)) continue;
            reached.Add(optimise(_sources[name]()));
            foreach (string callee in Inline.Callees(reached[reached.Count - 1].Body)) work.Enqueue(callee);
        }
        return reached;
    }
}
