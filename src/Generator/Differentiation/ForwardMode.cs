using System;
using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.Derivatives;
using DiffGen.Generator.IR;
using DiffGen.Generator.Model;

namespace DiffGen.Generator.Differentiation;

/// <summary>
/// Forward mode, function to function: beside each active value its tangent, in one pass and without storage of its own.
/// A buffer has a buffer of tangents, at the same indices. Any function can be differentiated so, derivatives too; along
/// several directions at once, each of which is a lane.
/// <code>
/// y = f(x…)   ---->   y = f(x…); vy = Σ vx_i·∂f/∂x_i
/// b[i] = y    ---->   b[i] = y; vb[i] = vy
/// </code>
/// </summary>
internal sealed partial class ForwardMode
{
    private readonly Function _primal;
    private readonly IrBuilder _builder;
    private readonly Activity _activity;
    private readonly Definitions _definitions;
    private readonly Dictionary<Value, Value>[] _lanes;
    private readonly Pairs _pairs;
    private Dictionary<Value, Value> _tangents;

    private ForwardMode(Function primal, IEnumerable<Value> independent, Pairs pairs, int lanes)
    {
        _pairs = pairs;
        _lanes = [.. Enumerable.Range(0, lanes).Select(_ => new Dictionary<Value, Value>())];
        _tangents = _lanes[0];
        _primal = primal;
        _builder = IrBuilder.Continue(primal);
        _definitions = new Definitions(primal);
        List<Value> varied = [.. independent];
        _activity = new Activity(primal, primal.Effects.Roots, varied, varied.Where(parameter => primal.TypeOf(parameter).Shape is IrShape.Buffer or IrShape.Stack));
    }

    /// <summary>
    /// The function with its tangents. Parameters: the primal's, then for each that has one a tangent per lane, of the same
    /// type. Results: the primal's, then the tangents of each floating one.
    /// </summary>
    /// <param name="primal">The function.</param>
    /// <param name="name">The name of the result.</param>
    /// <param name="names">Per parameter the name of its tangent; null where it has none.</param>
    /// <param name="pairs">Tells what solutions of iterations are.</param>
    /// <param name="lanes">The number of directions.</param>
    public static Function Run(Function primal, string name, IReadOnlyList<string?> names, Pairs pairs, int lanes = 1)
    {
        var mode = new ForwardMode(primal, primal.Parameters.Where((_, i) => names[i] is not null), pairs, lanes);
        return mode.Run(name, names);
    }

    /// <summary>The tangent function of one that is called: every floating parameter has a tangent.</summary>
    public static Function RunCallee(Function primal, Pairs pairs, int lanes)
        => Run(primal, TangentName(primal.Name, lanes), [.. primal.Parameters.Select(parameter => !primal.TypeOf(parameter).Kind.IsFloat() ? null : primal.NameOf(parameter) is { Length: > 0 } own ? DerivativeNames.Prefixed("v", own) : "")], pairs, lanes);

    public static string TangentName(string function, int lanes = 1) => $"{function} {(lanes == 1 ? "tangent" : lanes == MatrixBuilder.Lanes ? "tangents" : $"tangents {lanes}")}";

    private string TangentOf(string name) => name.Length == 0 ? "" : Lane(DerivativeNames.Prefixed("v", name));

    private string Lane(string name) => _tangents == _lanes[0] ? name : $"{name}{Array.IndexOf(_lanes, _tangents) + 1}";

    /// <summary>Does something for each lane in turn.</summary>
    private void EachLane(Action build)
    {
        foreach (Dictionary<Value, Value> lane in _lanes)
        {
            _tangents = lane;
            build();
        }
        _tangents = _lanes[0];
    }

    /// <summary>What each lane has for each of some values; all lanes of a value one after the other.</summary>
    private List<Value> OfLanes<T>(IEnumerable<T> values, Func<T, Value> build)
    {
        List<Value> all = [];
        foreach (T value in values) EachLane(() => all.Add(build(value)));
        return all;
    }

    private Function Run(string name, IReadOnlyList<string?> names)
    {
        List<Value> parameters = [.. _primal.Parameters];
        List<int> lengths = [.. _primal.Lengths.Count > 0 ? _primal.Lengths : parameters.Select(_ => -1)];
        for (int i = 0; i < _primal.Parameters.Count; i++)
        {
            if (names[i] is not { } tangentName) continue;
            Value parameter = _primal.Parameters[i];
            int leader = parameters.IndexOf(_primal.LeaderOf(parameter));
            EachLane(() =>
            {
                parameters.Add(_tangents[parameter] = _builder.Define(_primal.TypeOf(parameter), tangentName.Length == 0 ? "" : Lane(tangentName)));
                lengths.Add(_primal.LengthOf(parameter) ?? (_primal.TypeOf(parameter).Shape is IrShape.Buffer or IrShape.ReadOnlyBuffer ? Function.SameAs(leader) : -1));
            });
        }
        Region body = _builder.Region(parameters.ToEquatable(), () =>
        {
            // Scratch, and constants that may be chosen instead of what varies.
            foreach (Value parameter in _primal.Parameters)
                if (_primal.TypeOf(parameter).IsBuffer && !_tangents.ContainsKey(parameter) && _activity.HasShadow(parameter)) EachLane(() => _tangents[parameter] = NoTangents(parameter));
            Visit(_primal.Body.Operations);
            return _primal.Body.Throws ? default : _primal.Body.Yields.Concat(OfLanes(_primal.Body.Yields.Where(IsFloat), Tangent)).ToEquatable();
        });
        Function function = _builder.Function(name, body) with { ParametersMayAlias = _primal.ParametersMayAlias, Lengths = lengths.ToEquatable() };
        return IrRewriter.Renumber(function);
    }

    private bool IsFloat(Value value) => _primal.TypeOf(value).Kind.IsFloat();

    /// <summary>The tangent of a scalar: zero where it doesn't depend on the inputs.</summary>
    private Value Tangent(Value value) => _tangents.TryGetValue(value, out Value tangent) ? tangent : _builder.Float(_primal.TypeOf(value).Kind, 0);

    private void Visit(EquatableArray<Operation> operations)
    {
        foreach (Operation operation in operations)
        {
            _builder.Origin = operation.Origin;
            switch (operation)
            {
                case ScalarOp scalar: Visit(scalar); break;
                case LoadOp load: Visit(load); break;
                case StoreOp store: Visit(store); break;
                case AllocOp alloc: Visit(alloc); break;
                case ViewOp view: Visit(view); break;
                case ChooseOp choose: Visit(choose); break;
                case IfOp branch: Visit(branch); break;
                case ForOp { IsSolved: true } or WhileOp { IsSolved: true }: _builder.Add(operation); break;
                case ForOp loop: Visit(loop); break;
                case WhileOp loop: Visit(loop); break;
                case CallOp call: Visit(call); break;
                default:
                    _builder.Add(operation);
                    EachLane(() => Follow(operation));
                    break;
            }
        }
    }

    /// <summary>What is done to storage is done to its tangents.</summary>
    private void Follow(Operation operation)
    {
        switch (operation)
        {
            case ClearOp clear when _activity.HasShadow(clear.Buffer):
                _builder.Add(new ClearOp(_tangents[clear.Buffer]));
                break;
            case ReserveOp reserve when _activity.HasShadow(reserve.Stack):
                _builder.Add(new ReserveOp(_tangents[reserve.Stack], reserve.Length));
                break;
            case GrowOp grow when _activity.HasShadow(grow.Arena):
                // The offset is the same: both arenas grow in step.
                _builder.Grow(_tangents[grow.Arena], grow.Length);
                break;
            case ResultOp result:
                _builder.Add(new ResultOp(_activity.HasShadow(result.Buffer) ? _tangents[result.Buffer] : NoTangents(result.Buffer), result.Order + 1, Value.None, default));
                break;
            case OpaqueOp { Result.IsNone: false } read when _primal.TypeOf(read.Result).IsBuffer && _activity.HasShadow(read.Result):
                _tangents[read.Result] = NoTangents(read.Result);
                break;
        }
    }

    private void Visit(ScalarOp operation)
    {
        _builder.Add(operation);
        if (!_activity.IsActive(operation.Result) || ScalarRule.Find(operation) is not { } rule) return;
        EachLane(() => Visit(operation, rule));
    }

    private void Visit(ScalarOp operation, ScalarRule rule)
    {
        Value? sum = null;
        Func<int, Value> recall = index => index == ScalarRule.Result ? operation.Result : operation.Arguments[index];
        Func<int, Literal?> literal = index => _definitions.LiteralOf(operation.Arguments[index]);
        for (int i = 0; i < operation.Arguments.Count; i++)
        {
            if (!_tangents.TryGetValue(operation.Arguments[i], out Value argument)) continue;
            Value? term = rule.Pull(_builder, i, argument, recall, _primal.TypeOf(operation.Result).Kind, literal);
            if (term is { } value) sum = sum is { } before ? _builder.Scalar(Codes.Add, before, value) : value;
        }
        if (sum is { } tangent) Define(operation.Result, tangent);
    }

    private void Define(Value value, Value tangent)
    {
        _tangents[value] = tangent;
        if (tangent.Id >= _primal.Types.Count && TangentOf(_primal.NameOf(value)) is { Length: > 0 } name) _builder.Name(tangent, name);
    }

    private void Visit(LoadOp operation)
    {
        _builder.Add(operation);
        if (_activity.IsActive(operation.Result) && _activity.HasShadow(operation.Buffer))
            EachLane(() => Define(operation.Result, _builder.Load(_tangents[operation.Buffer], operation.Index, isProved: true)));
    }

    private void Visit(StoreOp operation)
    {
        _builder.Add(operation);
        if (_activity.HasShadow(operation.Buffer)) EachLane(() => _builder.Store(_tangents[operation.Buffer], operation.Index, Tangent(operation.Stored), isProved: true));
    }

    private void Visit(AllocOp operation)
    {
        _builder.Add(operation);
        if (_activity.HasShadow(operation.Result))
            EachLane(() => _tangents[operation.Result] = _builder.Alloc(_primal.TypeOf(operation.Result).Kind, operation.Length, operation.Kind, TangentOf(_primal.NameOf(operation.Result))));
    }

    private void Visit(ViewOp operation)
    {
        _builder.Add(operation);
        if (_activity.HasShadow(operation.Result))
            EachLane(() => _tangents[operation.Result] = _builder.View(_tangents[operation.Buffer], operation.Offset, operation.Length, TangentOf(_primal.NameOf(operation.Result)), isProved: true));
    }

    private void Visit(ChooseOp operation)
    {
        _builder.Add(operation);
        if (_activity.HasShadow(operation.Result))
            EachLane(() => _tangents[operation.Result] = _builder.Choose(operation.Selector, operation.Buffers.Select(buffer => _tangents[buffer]).ToEquatable(), TangentOf(_primal.NameOf(operation.Result))));
    }

    private void Visit(IfOp operation)
    {
        List<int> active = [.. Enumerable.Range(0, operation.IfResults.Count).Where(i => _activity.IsActive(operation.IfResults[i]))];
        Region then = Side(operation.Then), otherwise = Side(operation.Else);
        List<Value> tangents = Results(operation.IfResults, active);
        _builder.Add(operation with { IfResults = operation.IfResults.Concat(tangents).ToEquatable(), Then = then, Else = otherwise });

        Region Side(Region side) => _builder.Region(default, () =>
        {
            Visit(side.Operations);
            return side.Throws ? default : side.Yields.Concat(OfLanes(active, i => Tangent(side.Yields[i]))).ToEquatable();
        });
    }

    private void Visit(ForOp operation)
    {
        List<int> active = Carried(operation.Body.Parameters.Skip(1), operation.ForResults);
        EquatableArray<Value> inits = operation.Inits.Concat(OfLanes(active, i => Tangent(operation.Inits[i]))).ToEquatable();
        Region body = LoopBody(operation.Body, active, 1);
        List<Value> tangents = Results(operation.ForResults, active);
        _builder.Add(operation with { ForResults = operation.ForResults.Concat(tangents).ToEquatable(), Inits = inits, Body = body });
    }

    private void Visit(WhileOp operation)
    {
        List<int> active = Carried(operation.Body.Parameters, operation.WhileResults);
        EquatableArray<Value> inits = operation.Inits.Concat(OfLanes(active, i => Tangent(operation.Inits[i]))).ToEquatable();
        // The test asks for no tangents; it only has to take them.
        IEnumerable<Value> tested = operation.Condition.Parameters.Concat(OfLanes(active, i => _builder.Define(_primal.TypeOf(operation.Inits[i]))));
        Region condition = operation.Condition with { Parameters = tested.ToEquatable() };
        Region body = LoopBody(operation.Body, active, 0);
        List<Value> tangents = Results(operation.WhileResults, active);
        _builder.Add(operation with { WhileResults = operation.WhileResults.Concat(tangents).ToEquatable(), Inits = inits, Condition = condition, Body = body });
    }

    private List<int> Carried(IEnumerable<Value> parameters, EquatableArray<Value> results)
        => [.. parameters.Select((parameter, i) => (parameter, i)).Where(pair => _activity.IsActive(pair.parameter) || _activity.IsActive(results[pair.i])).Select(pair => pair.i)];

    private Region LoopBody(Region body, List<int> active, int first)
    {
        List<Value> parameters = [.. body.Parameters];
        parameters.AddRange(OfLanes(active.Select(i => body.Parameters[first + i]), carried => _tangents[carried] = _builder.Define(_primal.TypeOf(carried), TangentOf(_primal.NameOf(carried)))));
        return _builder.Region(parameters.ToEquatable(), () =>
        {
            Visit(body.Operations);
            return body.Throws ? default : body.Yields.Concat(OfLanes(active, i => Tangent(body.Yields[i]))).ToEquatable();
        });
    }

    private List<Value> Results(EquatableArray<Value> results, List<int> active)
        => OfLanes(active.Select(i => results[i]), result => _tangents[result] = _builder.Define(_primal.TypeOf(result), TangentOf(_primal.NameOf(result))));

    /// <summary><c>r = F(a…)   ---->   (r, vr) = F tangent(a…, va…)</c></summary>
    private void Visit(CallOp operation)
    {
        if (operation.Foreign is { } foreign)
        {
            Visit(operation, foreign);
            return;
        }
        if (operation.IsSolution)
        {
            VisitSolution(operation);
            return;
        }
        List<Value> arguments = [.. operation.Passed];
        bool isActive = operation.Results.Any(_activity.IsActive)
            || operation.Passed.Any(argument => _primal.TypeOf(argument) is { IsBuffer: true, Shape: not IrShape.ReadOnlyBuffer } && _activity.HasShadow(argument));
        if (!isActive)
        {
            _builder.Add(operation);
            return;
        }
        arguments.AddRange(OfLanes(operation.Passed.Where(IsFloat), argument => _primal.TypeOf(argument).IsScalar ? Tangent(argument) : _activity.HasShadow(argument) ? _tangents[argument] : NoTangents(argument)));
        List<Value> results = [.. operation.Results];
        results.AddRange(OfLanes(operation.Results.Where(IsFloat), result =>
        {
            Value tangent = _builder.Define(_primal.TypeOf(result), TangentOf(_primal.NameOf(result)));
            if (_activity.IsActive(result)) _tangents[result] = tangent;
            return tangent;
        }));
        _builder.Add(new CallOp(results.ToEquatable(), TangentName(operation.Function, _lanes.Length), arguments.ToEquatable()) { Origin = operation.Origin });
    }

    /// <summary>The tangents of storage that doesn't depend on the inputs, for a function that takes them.</summary>
    private Value NoTangents(Value argument)
    {
        IrType type = _primal.TypeOf(argument);
        return type.Shape == IrShape.Stack
            ? _builder.Alloc(type.Kind, _builder.Int32(0), AllocKind.Stack)
            : _builder.Alloc(type.Kind, _builder.Length(argument), AllocKind.Shadow);
    }
}
