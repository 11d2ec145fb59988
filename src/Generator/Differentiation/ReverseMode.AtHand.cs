using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Differentiation;

/// <summary>
/// Functions that a derivative asks for and the forward sweep has evaluated already: their results are recalled.
/// <code>
/// c = Math.Cos(x); s = Math.Sin(x)   ---->   dx = ds·c - dc·s
/// </code>
/// </summary>
internal sealed partial class ReverseMode
{
    private readonly Dictionary<(string Code, Value Argument), List<Value>> _evaluated = [];

    private void FindEvaluated(Region region)
    {
        foreach (Operation operation in region.Operations)
        {
            if (operation is ScalarOp { Arguments.Count: 1 } scalar && scalar.Code.IndexOf('.') > 0)
            {
                (string, Value) key = (scalar.Code, scalar.Arguments[0]);
                if (!_evaluated.TryGetValue(key, out List<Value>? results)) _evaluated[key] = results = [];
                results.Add(scalar.Result);
            }
            foreach (Region nested in operation.Regions) FindEvaluated(nested);
        }
    }

    /// <summary>Adds the operations of a partial derivative, without those whose results are at hand.</summary>
    /// <param name="operations">What the rule emitted.</param>
    /// <param name="pulled">What they compute.</param>
    /// <param name="recalled">The recalled values among their operands, and what of the primal they are.</param>
    /// <param name="differentiated">The operation that they are the derivative of.</param>
    private Value? AddPartial(List<Operation> operations, Value? pulled, IReadOnlyDictionary<Value, Value> recalled, ScalarOp differentiated)
    {
        Dictionary<Value, Value>? known = null;
        Value Use(Value value) => known!.TryGetValue(value, out Value at) ? at : value;
        foreach (Operation operation in operations)
        {
            if (operation is ScalarOp { Arguments.Count: 1 } scalar && recalled.TryGetValue(scalar.Arguments[0], out Value argument)
                && _evaluated.TryGetValue((scalar.Code, argument), out List<Value>? results) && results.Where(result => IsAtHand(result, differentiated)).ToList() is [var first, ..])
            {
                known ??= [];
                known[scalar.Result] = Recall(first);
                continue;
            }
            _builder.Add(known is null ? operation : operation.With(Use, value => value, region => region));
        }
        return pulled is { } value && known is not null ? Use(value) : pulled;
    }

    /// <summary>Whether a value is computed in each execution of an operation: in its region, or before it in one around.</summary>
    private bool IsAtHand(Value value, ScalarOp operation)
    {
        Region home = _definitions.RegionOf(value), region = _definitions.RegionOf(operation.Result);
        if (ReferenceEquals(home, region)) return true;
        for (ReverseScope? scope = _scopes[region].Parent; scope is not null; scope = scope.Parent)
            if (ReferenceEquals(scope.Region, home)) return value.Id < operation.Result.Id;
        return false;
    }
}
