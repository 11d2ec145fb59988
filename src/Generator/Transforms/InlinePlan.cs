using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Transforms;

/// <summary>
/// Which calls are replaced, decided for each function once, callees first: what its callees have become counts as the size of a function, and of each that
/// it calls in turn.
/// </summary>
internal sealed class InlinePlan
{
    private readonly Dictionary<string, Function> _functions;
    private readonly HashSet<string> _recursive;
    private readonly int _budget;
    private readonly Dictionary<string, int> _sizes = [];
    private readonly HashSet<CallOp> _inlined = new(ReferenceComparer.Instance);

    /// <param name="functions">The entry first, then what it reaches.</param>
    /// <param name="budget">The most values that a function is built up to.</param>
    public InlinePlan(IReadOnlyList<Function> functions, int budget)
    {
        _budget = budget;
        _functions = functions.ToDictionary(function => function.Name);
        _recursive = new Cycles(_functions.ToDictionary(pair => pair.Key, pair => (IReadOnlyList<string>)[.. Inline.Callees(pair.Value.Body)])).Names;
        foreach (Function function in functions) SizeOf(function);
    }

    public Function? FunctionOf(string name) => _functions.TryGetValue(name, out Function? function) ? function : null;

    public bool IsRecursive(string name) => _recursive.Contains(name);

    /// <summary>The function that replaces a call, or null.</summary>
    public Function? Find(CallOp call) => _inlined.Contains(call) ? _functions[call.Function] : null;

    /// <summary>The number of values of a function when all that is put into it has been.</summary>
    private int SizeOf(Function function)
    {
        if (_sizes.TryGetValue(function.Name, out int known)) return known;
        int size = _sizes[function.Name] = function.Types.Count, planned = size;
        foreach (CallOp call in function.Body.All().OfType<CallOp>())
        {
            if (call is not { Foreign: null, IsSolution: false } || FunctionOf(call.Function) is not { } callee) continue;
            int added = SizeOf(callee);
            if (_recursive.Contains(callee.Name) || planned + added > _budget) continue;
            planned += added;
            // Arguments stand for parameters, and what is yielded for results.
            size += added - callee.Parameters.Count - call.Results.Count;
            _inlined.Add(call);
        }
        return _sizes[function.Name] = size;
    }
}
