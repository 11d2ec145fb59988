using System;
using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.Derivatives;
using DiffGen.Generator.IR;
using DiffGen.Generator.Model;

namespace DiffGen.Generator.Differentiation;

/// <summary>
/// Forward mode, function to function: beside each active value its tangent, in one pass and without storage of its own.
/// A buffer has a buffer of tangents, at the same indices. Any function can be differentiated so, derivatives too.
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
    private readonly Dictionary<Value, Value> _tangents = [];

    private ForwardMode(Function primal, IEnumerable<Value> independent)
    {
        _primal = primal;
        _builder = IrBuilder.Continue(primal);
        _definitions = new Definitions(primal);
        List<Value> varied = [.. independent];
        _activity = new Activity(primal, new BufferRoots(primal), varied, varied.Where(parameter => primal.TypeOf(parameter).Shape is IrShape.Buffer or IrShape.Stack));
    }

    /// <summary>
    /// The function with its tangents. Parameters: the primal's, then a tangent for each that has one, of the same type.
    /// Results: the primal's, then the tangent of each floating one.
    /// </summary>
    /// <param name="primal">The function.</param>
    /// <param name="name">The name of the result.</param>
    /// <param name="names">Per parameter the name of its tangent; null where it has none.</param>
    public static Function Run(Function primal, string name, IReadOnlyList<string?> names)
    {
        var mode = new ForwardMode(primal, primal.Parameters.Where((_, i) => names[i] is not null));
        return mode.Run(name, names);
    }

    /// <summary>The tangent function of one that is called: every floating parameter has a tangent.</summary>
    public static Function RunCallee(Function primal)
        => Run(primal, TangentName(primal.Name), [.. primal.Parameters.Select(parameter => primal.TypeOf(parameter).Kind.IsFloat() ? TangentOf(primal.NameOf(parameter)) : null)]);

    public static string TangentName(string function) => $"{function} tangent";

    private static string TangentOf(string name) => name.Length == 0 ? "" : DerivativeNames.Prefixed("v", name);

    private Function Run(string name, IReadOnlyList<string?> names)
    {
        List<Value> parameters = [.. _primal.Parameters];
        List<int> lengths = [.. _primal.Lengths.Count > 0 ? _primal.Lengths : parameters.Select(_ => -1)];
        for (int i = 0; i < _primal.Parameters.Count; i++)
        {
            if (names[i] is not { } tangentName) continue;
            Value parameter = _primal.Parameters[i], tangent = _builder.Define(_primal.TypeOf(parameter), tangentName);
            _tangents[parameter] = tangent;
            parameters.Add(tangent);
            int leader = parameters.IndexOf(_primal.LeaderOf(parameter));
            lengths.Add(_primal.LengthOf(parameter) ?? (_primal.TypeOf(parameter).Shape is IrShape.Buffer or IrShape.ReadOnlyBuffer ? Function.SameAs(leader) : -1));
        }
        Region body = _builder.Region(parameters.ToEquatable(), () =>
        {
            // Scratch, and constants that may be chosen instead of what varies.
            foreach (Value parameter in _primal.Parameters)
                if (_primal.TypeOf(parameter).IsBuffer && !_tangents.ContainsKey(parameter) && _activity.HasShadow(parameter)) _tangents[parameter] = NoTangents(parameter);
            Visit(_primal.Body.Operations);
            return _primal.Body.Throws ? default : _primal.Body.Yields.Concat(_primal.Body.Yields.Where(IsFloat).Select(Tangent)).ToEquatable();
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
                case ForOp loop: Visit(loop); break;
                case WhileOp loop: Visit(loop); break;
                case CallOp call: Visit(call); break;
                default:
                    _builder.Add(operation);
                    Follow(operation);
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
            case OpaqueOp { Result.IsNone: false } read when _primal.TypeOf(read.Result).IsBuffer && _activity.HasShadow(read.Result):
                _tangents[read.Result] = NoTangents(read.Result);
                break;
        }
    }

    private void Visit(ScalarOp operation)
    {
        _builder.Add(operation);
        if (!_activity.IsActive(operation.Result) || ScalarRule.Find(operation) is not { } rule) return;
        Value? sum = null;
        for (int i = 0; i < operation.Arguments.Count; i++)
        {
            if (!_tangents.TryGetValue(operation.Arguments[i], out Value argument)) continue;
            Value? term = rule.Pull(
                _builder,
                i,
                argument,
                () => operation.Result,
                index => operation.Arguments[index],
                _primal.TypeOf(operation.Result).Kind,
                index => _definitions.LiteralOf(operation.Arguments[index]));
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
            Define(operation.Result, _builder.Load(_tangents[operation.Buffer], operation.Index));
    }

    private void Visit(StoreOp operation)
    {
        _builder.Add(operation);
        if (_activity.HasShadow(operation.Buffer)) _builder.Store(_tangents[operation.Buffer], operation.Index, Tangent(operation.Stored));
    }

    private void Visit(AllocOp operation)
    {
        _builder.Add(operation);
        if (_activity.HasShadow(operation.Result))
            _tangents[operation.Result] = _builder.Alloc(_primal.TypeOf(operation.Result).Kind, operation.Length, operation.Kind, TangentOf(_primal.NameOf(operation.Result)));
    }

    private void Visit(ViewOp operation)
    {
        _builder.Add(operation);
        if (_activity.HasShadow(operation.Result))
            _tangents[operation.Result] = _builder.View(_tangents[operation.Buffer], operation.Offset, operation.Length, TangentOf(_primal.NameOf(operation.Result)));
    }

    private void Visit(ChooseOp operation)
    {
        _builder.Add(operation);
        if (_activity.HasShadow(operation.Result))
            _tangents[operation.Result] = _builder.Choose(operation.Selector, operation.Buffers.Select(buffer => _tangents[buffer]).ToEquatable(), TangentOf(_primal.NameOf(operation.Result)));
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
            return side.Throws ? default : side.Yields.Concat(active.Select(i => Tangent(side.Yields[i]))).ToEquatable();
        });
    }

    private void Visit(ForOp operation)
    {
        List<int> active = Carried(operation.Body.Parameters.Skip(1), operation.ForResults);
        EquatableArray<Value> inits = operation.Inits.Concat(active.Select(i => Tangent(operation.Inits[i]))).ToEquatable();
        Region body = LoopBody(operation.Body, active, 1);
        List<Value> tangents = Results(operation.ForResults, active);
        _builder.Add(operation with { ForResults = operation.ForResults.Concat(tangents).ToEquatable(), Inits = inits, Body = body });
    }

    private void Visit(WhileOp operation)
    {
        List<int> active = Carried(operation.Body.Parameters, operation.WhileResults);
        EquatableArray<Value> inits = operation.Inits.Concat(active.Select(i => Tangent(operation.Inits[i]))).ToEquatable();
        // The test asks for no tangents; it only has to take them.
        IEnumerable<Value> tested = operation.Condition.Parameters.Concat(active.Select(i => _builder.Define(_primal.TypeOf(operation.Inits[i]))));
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
        foreach (int i in active)
        {
            Value carried = body.Parameters[first + i];
            parameters.Add(_tangents[carried] = _builder.Define(_primal.TypeOf(carried), TangentOf(_primal.NameOf(carried))));
        }
        return _builder.Region(parameters.ToEquatable(), () =>
        {
            Visit(body.Operations);
            return body.Throws ? default : body.Yields.Concat(active.Select(i => Tangent(body.Yields[i]))).ToEquatable();
        });
    }

    private List<Value> Results(EquatableArray<Value> results, List<int> active)
    {
        List<Value> tangents = [];
        foreach (int i in active) tangents.Add(_tangents[results[i]] = _builder.Define(_primal.TypeOf(results[i]), TangentOf(_primal.NameOf(results[i]))));
        return tangents;
    }

    /// <summary><c>r = F(a…)   ---->   (r, vr) = F tangent(a…, va…)</c></summary>
    private void Visit(CallOp operation)
    {
        if (operation.Foreign is { } foreign)
        {
            Visit(operation, foreign);
            return;
        }
        List<Value> arguments = [.. operation.Arguments];
        bool isActive = operation.Results.Any(_activity.IsActive)
            || operation.Arguments.Any(argument => _primal.TypeOf(argument) is { IsBuffer: true, Shape: not IrShape.ReadOnlyBuffer } && _activity.HasShadow(argument));
        if (!isActive)
        {
            _builder.Add(operation);
            return;
        }
        foreach (Value argument in operation.Arguments.Where(IsFloat))
            arguments.Add(_primal.TypeOf(argument).IsScalar ? Tangent(argument) : _activity.HasShadow(argument) ? _tangents[argument] : NoTangents(argument));
        List<Value> results = [.. operation.Results];
        foreach (Value result in operation.Results.Where(IsFloat))
        {
            Value tangent = _builder.Define(_primal.TypeOf(result), TangentOf(_primal.NameOf(result)));
            results.Add(tangent);
            if (_activity.IsActive(result)) _tangents[result] = tangent;
        }
        _builder.Add(operation with { CallResults = results.ToEquatable(), Function = TangentName(operation.Function), Arguments = arguments.ToEquatable() });
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
