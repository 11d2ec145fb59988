using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Differentiation;

/// <summary>
/// Calls of methods whose derivative is a pullback that exists already.
/// <code>
/// y = F(x, span)   ---->   y = F(x, span)   …   dx = 0; FPullback(x, span as it was, dy, ref dx, dSpan)
/// </code>
/// </summary>
internal sealed partial class ReverseMode
{
    private readonly HashSet<Value> _reversedKept = [];

    private bool IsKept(Value buffer) => _definitions.Of(buffer) is AllocOp { Kind: AllocKind.Kept };

    /// <summary>The buffers kept for active foreign calls: their stores are reversed before the calls are.</summary>
    private void FindKept(Region region)
    {
        foreach (Operation operation in region.Operations)
        {
            if (operation is CallOp { KeptCount: > 0 } call && IsActive(call)) _reversedKept.UnionWith(call.Arguments.Skip(call.Passed.Count()));
            foreach (Region nested in operation.Regions) FindKept(nested);
        }
    }

    private void ReverseForeign(ReverseScope scope, CallOp operation, Foreign foreign)
    {
        List<Value> seeds = [.. operation.Results.Select(result => Take(scope, result))];
        if (!IsActive(operation) || foreign.Pullback is not { } pullback) return;
        var arguments = new List<Value>();
        List<Value> results = [.. pullback.Results.Select(leaf => _builder.Define(new IrType(leaf.Kind)))];
        var contributions = new List<(Value Argument, Value Contribution)>();
        foreach (ForeignParameter parameter in pullback.Parameters)
        {
            switch (parameter.Purpose)
            {
                case ForeignPurpose.Own: PassOwn(operation, foreign, parameter, arguments, results); break;
                case ForeignPurpose.Seed:
                    for (int i = 0; i < foreign.Results.Count; i++)
                        if (foreign.Results[i].Kind.IsFloat()) arguments.Add(seeds[i].IsNone ? Zero(operation.Results[i]) : seeds[i]);
                    break;
                default: PassAccumulator(operation, foreign, parameter, seeds, arguments, results, contributions); break;
            }
        }
        _builder.Add(new CallOp(results.ToEquatable(), pullback.Target, arguments.ToEquatable()) { Foreign = pullback });
        foreach ((Value argument, Value contribution) in contributions)
            if (_activity.IsActive(argument)) Accumulate(scope, argument, contribution);
    }

    private void PassOwn(CallOp operation, Foreign foreign, ForeignParameter parameter, List<Value> arguments, List<Value> results)
    {
        IReadOnlyList<Value> own = foreign.ArgumentsOf(operation.Arguments, parameter.Source);
        if (parameter.Role == ForeignRole.Storage)
        {
            int kept = KeptIndex(foreign, parameter.Source);
            arguments.Add(kept < 0 ? Recall(own[0]) : Shadow(operation.Arguments[operation.Passed.Count() + kept]));
            return;
        }
        arguments.AddRange(own.Select(Recall));
        for (int i = 0; i < parameter.ResultCount; i++) results.Add(_builder.Define(new IrType(parameter.Leaves[i].Kind)));
    }

    private void PassAccumulator(
        CallOp operation, Foreign foreign, ForeignParameter parameter, List<Value> seeds, List<Value> arguments, List<Value> results, List<(Value, Value)> contributions)
    {
        IReadOnlyList<Value> own = foreign.ArgumentsOf(operation.Arguments, parameter.Source);
        ForeignParameter source = foreign.Parameters[parameter.Source];
        if (parameter.Role == ForeignRole.Storage)
        {
            arguments.Add(_activity.HasShadow(own[0]) ? Shadow(own[0]) : _builder.Alloc(_primal.TypeOf(own[0]).Kind, _builder.Length(Recall(own[0])), AllocKind.Shadow));
            return;
        }
        int first = FirstResult(foreign, parameter.Source);
        for (int i = 0; i < parameter.Leaves.Count; i++)
        {
            ScalarKind kind = parameter.Leaves[i].Kind;
            bool hasSeed = source.ResultCount > 0 && !seeds[first + i].IsNone;
            arguments.Add(hasSeed ? seeds[first + i] : _builder.Constant(new Literal(kind, 0)));
            Value result = _builder.Define(new IrType(kind), own.Count > i ? AdjointName(own[i]) : "");
            results.Add(result);
            if (own.Count > i) contributions.Add((own[i], result));
        }
    }

    private static int FirstResult(Foreign foreign, int index) => foreign.Results.Count + foreign.Parameters.Take(index).Sum(parameter => parameter.ResultCount);

    /// <summary>Which of the kept buffers a storage parameter has; the parameters that have one come in order.</summary>
    private static int KeptIndex(Foreign foreign, int index)
    {
        if (!foreign.Parameters[index].IsKept) return -1;
        return foreign.Parameters.Take(index).Count(parameter => parameter.IsKept);
    }
}
