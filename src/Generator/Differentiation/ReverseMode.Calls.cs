using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Differentiation;

/// <summary>
/// Out-of-line calls, recursion included: a forward function that leaves a frame on the stacks, and a reverse function
/// that takes it off again.
/// <code>
/// r = F(a…)   ---->   (r, tops') = F forward(a…, stacks, tops)   …   (da…, tops) = F reverse(buffers, shadows, stacks, dr, tops')
/// </code>
/// </summary>
internal sealed partial class ReverseMode
{
    private readonly HashSet<object> _reversedCalls = new(ReferenceComparer.Instance);

    private bool IsActive(CallOp call)
        => call.Results.Any(_activity.IsActive) || call.Passed.Any(argument => _primal.TypeOf(argument) is { IsBuffer: true, Shape: IrShape.Buffer } && _activity.HasShadow(argument));

    private void ReverseCall(ReverseScope scope, CallOp operation)
    {
        if (operation.Foreign is { } foreign)
        {
            ReverseForeign(scope, operation, foreign);
            return;
        }
        if (operation.IsSolution)
        {
            ReverseSolution(scope, operation);
            return;
        }
        if (_pairs.DerivationOf(operation.Function) is { } derivation)
        {
            ReverseDerived(scope, operation, derivation);
            return;
        }
        List<Value> seeds = [.. operation.Results.Select(result => Take(scope, result))];
        if (seeds.All(seed => seed.IsNone) && !IsActive(operation)) return;
        _reversedCalls.Add(operation);
        List<Value> arguments = [], shadows = [], scalars = [];
        foreach (Value argument in operation.Arguments)
        {
            if (!_primal.TypeOf(argument).IsBuffer)
            {
                if (_primal.TypeOf(argument).Kind.IsFloat()) scalars.Add(argument);
                continue;
            }
            Value buffer = Recall(argument);
            arguments.Add(buffer);
            if (!_primal.TypeOf(argument).Kind.IsFloat()) continue;
            shadows.Add(_activity.HasShadow(argument)
                ? Shadow(argument)
                : _builder.Alloc(_primal.TypeOf(argument).Kind, _builder.Length(buffer), AllocKind.Shadow));
        }
        arguments.AddRange(shadows);
        arguments.AddRange(_pairs.Kinds.Select(kind => _stacks[kind]));
        for (int i = 0; i < operation.Results.Count; i++)
            if (_primal.TypeOf(operation.Results[i]).Kind.IsFloat()) arguments.Add(seeds[i].IsNone ? Zero(operation.Results[i]) : seeds[i]);
        arguments.AddRange(_pairs.Kinds.Select(kind => _cursors[kind]));
        _stackUses++;

        List<Value> results = [.. scalars.Select(scalar => _builder.Define(_primal.TypeOf(scalar)))];
        foreach (ScalarKind kind in _pairs.Kinds) results.Add(_cursors[kind] = _builder.Define(IrType.Int32, CursorName(kind)));
        _builder.Add(new CallOp(results.ToEquatable(), Pairs.ReverseName(operation.Function), arguments.ToEquatable()));
        for (int i = 0; i < scalars.Count; i++)
            if (_activity.IsActive(scalars[i])) Accumulate(scope, scalars[i], results[i]);
    }

    private void ForwardCall(CallOp operation)
    {
        IEnumerable<Value> arguments = operation.Arguments.Concat(_pairs.Kinds.Select(kind => _stacks[kind])).Concat(_pairs.Kinds.Select(kind => _cursors[kind]));
        var results = new List<Value>(operation.Results);
        EquatableArray<Value> passed = arguments.ToEquatable();
        foreach (ScalarKind kind in _pairs.Kinds) results.Add(_cursors[kind] = _builder.Define(IrType.Int32, CursorName(kind)));
        _builder.Add(operation with { CallResults = results.ToEquatable(), Function = Pairs.ForwardName(operation.Function), Arguments = passed, OutputCount = -1 });
    }

    /// <summary>The forward and the reverse function of an out-of-line function. Every floating parameter has an adjoint.</summary>
    public static (Function Forward, Function Reverse, IEnumerable<ScalarKind> Used) RunPair(Function primal, Pairs pairs)
    {
        List<AdjointRole> roles = [.. primal.Parameters.Select(parameter => primal.TypeOf(parameter) switch
        {
            { Kind: var kind } when !kind.IsFloat() => AdjointRole.Constant,
            { IsBuffer: true } => AdjointRole.Accumulated,
            _ => AdjointRole.Scalar,
        })];
        List<bool> written = [.. primal.Parameters.Select(parameter => primal.TypeOf(parameter).Shape == IrShape.Buffer)];
        List<string> names = [.. primal.Parameters.Select(parameter => primal.NameOf(parameter) is { Length: > 0 } name ? Model.DerivativeNames.Prefixed("d", name) : "")];
        var mode = new ReverseMode(primal, new ReverseSpec(roles, HasSeed: true, written, names), pairs, pairs.Kinds, isOutOfLine: true);
        return mode.RunPair();
    }

    private (Function Forward, Function Reverse, IEnumerable<ScalarKind> Used) RunPair()
    {
        List<Value> buffers = [.. _primal.Parameters.Where(parameter => _primal.TypeOf(parameter).IsBuffer)];
        foreach (ScalarKind kind in _kinds) _stacks[kind] = _builder.Define(new IrType(kind, IrShape.Stack), StackName(kind));
        for (int i = 0; i < _primal.Parameters.Count; i++)
        {
            Value parameter = _primal.Parameters[i];
            if (_spec.Roles[i] != AdjointRole.Accumulated) continue;
            Value shadow = _builder.Define(_primal.TypeOf(parameter) with { Shape = IrShape.Buffer }, _spec.Names[i]);
            _parameterShadows[parameter] = shadow;
            _shadowed[shadow] = parameter;
        }
        List<Value> seeded = [.. _primal.Body.Yields.Where(yield => _primal.TypeOf(yield).Kind.IsFloat())];
        List<Value> seeds = [.. seeded.Select(result => _builder.Define(_primal.TypeOf(result), "seed"))];
        Dictionary<ScalarKind, Value> reverseTop = _kinds.ToDictionary(kind => kind, kind => _builder.Define(IrType.Int32, CursorName(kind)));
        Dictionary<ScalarKind, Value> forwardTop = _kinds.ToDictionary(kind => kind, kind => _builder.Define(IrType.Int32, CursorName(kind)));

        IEnumerable<Value> reverseParameters = buffers
            .Concat(buffers.Where(_parameterShadows.ContainsKey).Select(buffer => _parameterShadows[buffer]))
            .Concat(_kinds.Select(kind => _stacks[kind]))
            .Concat(seeds)
            .Concat(_kinds.Select(kind => reverseTop[kind]));

        ReverseScope scope = Open(_primal.Body, null, ScopeKind.Stacked);
        List<Value> adjoints = [];
        List<Operation> reverse = _builder.Collect(() =>
        {
            for (int i = 0; i < seeds.Count; i++)
                if (_activity.IsActive(seeded[i])) Accumulate(scope, seeded[i], seeds[i]);
            ReverseRegion(scope);
            adjoints = ScalarAdjoints(scope);
        });
        EquatableArray<Value> reverseYields = adjoints.Concat(_kinds.Select(kind => _cursors[kind])).ToEquatable();
        var reverseBody = new Region(reverseParameters.ToEquatable(), Framed(scope, reverseTop, reverse).ToEquatable(), reverseYields);

        List<Operation> forward = ForwardRegion(_primal.Body, new Dictionary<ScalarKind, Value>(forwardTop));
        EquatableArray<Value> forwardYields = _primal.Body.Yields.Concat(_kinds.Select(kind => _cursors[kind])).ToEquatable();
        IEnumerable<Value> forwardParameters = _primal.Parameters.Concat(_kinds.Select(kind => _stacks[kind])).Concat(_kinds.Select(kind => forwardTop[kind]));
        var forwardBody = new Region(forwardParameters.ToEquatable(), forward.ToEquatable(), forwardYields);
        return (
            Finish(_builder.Function(Pairs.ForwardName(_primal.Name), forwardBody) with { Lengths = Lengths(forwardBody.Parameters).ToEquatable() }),
            Finish(_builder.Function(Pairs.ReverseName(_primal.Name), reverseBody) with { Lengths = Lengths(reverseBody.Parameters).ToEquatable() }),
            _usedKinds);
    }
}
