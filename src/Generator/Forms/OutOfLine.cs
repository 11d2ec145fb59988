using System;
using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.Differentiation;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Forms;

/// <summary>The functions that stay out of line: each as itself, as forward and as reverse function.</summary>
internal sealed record OutOfLine(Pairs Pairs, IReadOnlyList<Function> Functions)
{
    public static OutOfLine Of(IReadOnlyList<Function> functions, Func<Function, Function> optimise)
    {
        var pairs = new Pairs(functions);
        // A first run tells which stacks the functions need; the second takes just those.
        pairs.Restrict(functions.SelectMany(function => ReverseMode.RunPair(function, pairs).Used).ToList());
        List<Function> all = [.. functions.Select(optimise)];
        foreach (Function function in functions)
        {
            (Function forward, Function reverse, _) = ReverseMode.RunPair(function, pairs);
            all.Add(optimise(forward));
            all.Add(optimise(reverse));
        }
        return new OutOfLine(pairs, all);
    }
}
