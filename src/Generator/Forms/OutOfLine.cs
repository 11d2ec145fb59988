using System;
using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.Differentiation;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Forms;

/// <summary>The functions that stay out of line: each as itself, as forward and as reverse function.</summary>
/// <param name="Pairs">What reverse mode calls.</param>
/// <param name="Functions">As they are printed.</param>
/// <param name="Sources">The same, not yet optimised: what they are differentiated from.</param>
internal sealed record OutOfLine(Pairs Pairs, IReadOnlyList<Function> Functions, IReadOnlyList<Function> Sources)
{
    /// <summary>The tangent of each, along so many directions.</summary>
    public IEnumerable<Function> Tangents(int lanes) => Sources.Select(source => ForwardMode.RunCallee(source, lanes));

    public static OutOfLine Of(IReadOnlyList<Function> functions, Func<Function, Function> optimise)
    {
        var pairs = new Pairs(functions);
        // A first run tells which stacks the functions need; the second takes just those.
        pairs.Restrict(functions.SelectMany(function => ReverseMode.RunPair(function, pairs).Used).ToList());
        List<Function> all = [.. functions];
        foreach (Function function in functions)
        {
            (Function forward, Function reverse, _) = ReverseMode.RunPair(function, pairs);
            all.AddRange([forward, reverse]);
        }
        return new OutOfLine(pairs, [.. all.Select(optimise)], all);
    }
}
