using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Differentiation;

/// <summary>The out-of-line functions of a method, each with a forward and a reverse function; all share one set of stacks.</summary>
internal sealed class Pairs
{
    private readonly Dictionary<string, Function> _functions;
    private readonly Dictionary<string, Derivation> _derivations;
    private readonly Dictionary<string, Solution> _solutions;

    /// <param name="functions">The functions that are differentiated in pairs.</param>
    /// <param name="derivations">Those that are derivatives themselves.</param>
    /// <param name="solutions">The steps of iterations to a solution.</param>
    public Pairs(IEnumerable<Function> functions, IEnumerable<Derivation>? derivations = null, IEnumerable<Solution>? solutions = null)
    {
        _solutions = (solutions ?? []).ToDictionary(solution => solution.Name);
        _derivations = (derivations ?? []).ToDictionary(derivation => derivation.Name);
        _functions = functions.ToDictionary(function => function.Name);
        Kinds = [.. _functions.Values.SelectMany(ScalarKindsOf).Distinct().OrderBy(kind => kind)];
    }

    /// <summary>The kinds of stack that every forward and reverse function takes.</summary>
    public IReadOnlyList<ScalarKind> Kinds { get; private set; }

    public IEnumerable<Function> Functions => _functions.Values;

    public Function Find(string name) => _functions[name];

    public IEnumerable<Solution> Solutions => _solutions.Values;

    /// <summary>The solution that a step leads to.</summary>
    public Solution SolutionOf(string step) => _solutions[step];

    /// <summary>What a function is, where it is a derivative; null for any other.</summary>
    public Derivation? DerivationOf(string name) => _derivations.TryGetValue(name, out Derivation? derivation) ? derivation : null;

    public static string ForwardName(string name) => $"{name} forward";

    public static string ReverseName(string name) => $"{name} reverse";

    /// <summary>Narrows the stacks to the kinds in use.</summary>
    public void Restrict(IEnumerable<ScalarKind> kinds) => Kinds = [.. kinds.Distinct().OrderBy(kind => kind)];

    /// <summary>Every kind that a reverse of the function may keep.</summary>
    public IReadOnlyList<ScalarKind> AllKinds(Function function)
        => [.. ScalarKindsOf(function).Concat(Kinds).Append(ScalarKind.Int32).Distinct().OrderBy(kind => kind)];

    private static IEnumerable<ScalarKind> ScalarKindsOf(Function function)
        => function.Types.Where(type => type.IsScalar).Select(type => type.Kind).Append(ScalarKind.Int32).Distinct();
}
