using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Differentiation;

/// <summary>
/// Solutions of iterations: their tangents are the solution of a linear equation, found by repetition.
/// <code>
/// z* = solution of step(z, a)   ---->   z* = solution of step(z, a); vz = tangent(z*, a, va)
/// </code>
/// </summary>
internal sealed partial class ForwardMode
{
    private void VisitSolution(CallOp operation)
    {
        _builder.Add(operation);
        if (!IsActive(operation)) return;
        Solution solution = _pairs.SolutionOf(operation.Function);
        List<Value> passed = [.. operation.Passed];
        // The solution itself, not what the loop left: that has no tangent of its own.
        for (int k = 0; k < operation.Results.Count; k++) passed[solution.States[k]] = operation.Results[k];
        EachLane(() =>
        {
            Value OfStorage(int i) => _activity.HasShadow(passed[i]) ? _tangents[passed[i]] : NoTangents(passed[i]);
            List<Value> results = [.. operation.Results.Select(result => _builder.Define(_primal.TypeOf(result), TangentOf(_primal.NameOf(result))))];
            _builder.Add(new CallOp(
                results.ToEquatable(), solution.Tangent,
                [.. passed, .. solution.Numbers.Select(i => Tangent(passed[i])), .. solution.Storage.Select(OfStorage), .. solution.StateStorage.Select(OfStorage)]));
            for (int k = 0; k < results.Count; k++)
                if (_activity.IsActive(operation.Results[k])) _tangents[operation.Results[k]] = results[k];
        });
    }
}
