using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Differentiation;

/// <summary>
/// Solutions of iterations: the adjoint of what the solution depends on, without the history of the iteration.
/// <code>
/// z* = solution of step(z, a)   ---->   da += adjoint(z*, a, dz); dz = 0
/// </code>
/// </summary>
internal sealed partial class ReverseMode
{
    private void ReverseSolution(ReverseScope scope, CallOp operation)
    {
        List<Value> seeds = [.. operation.Results.Select(result => Take(scope, result))];
        if (seeds.All(seed => seed.IsNone) && !IsActive(operation)) return;
        Solution solution = _pairs.SolutionOf(operation.Function);
        List<Value> passed = [.. operation.Passed];
        int kept = passed.Count;
        // The solution itself, not what the loop left: that has no tangent.
        for (int k = 0; k < operation.Results.Count; k++) passed[solution.States[k]] = operation.Results[k];
        List<Value> own = [.. passed.Select(argument => _primal.TypeOf(argument).Shape == IrShape.Buffer ? Shadow(operation.Arguments[kept++]) : Recall(argument))];
        Value ShadowOf(int i) => _activity.HasShadow(passed[i]) ? Shadow(passed[i]) : _builder.Alloc(_primal.TypeOf(passed[i]).Kind, _builder.Length(own[i]), AllocKind.Shadow);
        List<Value> arguments = [.. own, .. seeds.Select((seed, k) => seed.IsNone ? Zero(operation.Results[k]) : seed), .. solution.StateStorage.Select(ShadowOf), .. solution.Storage.Select(ShadowOf)];
        List<Value> results = [.. solution.Numbers.Select(i => _builder.Define(_primal.TypeOf(passed[i])))];
        _builder.Add(new CallOp(results.ToEquatable(), solution.Adjoint, arguments.ToEquatable()));
        for (int k = 0; k < results.Count; k++)
            if (_activity.IsActive(passed[solution.Numbers[k]])) Accumulate(scope, passed[solution.Numbers[k]], results[k]);
        foreach (int i in solution.StateStorage.Where(i => _activity.HasShadow(passed[i]))) _builder.Add(new ClearOp(Shadow(passed[i])));
    }

    /// <summary>A loop that the solution after it stands for.</summary>
    private static bool IsSolved(Operation operation) => operation is ForOp { IsSolved: true } or WhileOp { IsSolved: true };
}
