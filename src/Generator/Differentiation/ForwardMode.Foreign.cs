using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Differentiation;

/// <summary>
/// Calls of methods that have a pullback: a pullback of a unit seed is a row of the Jacobian, and its product with the
/// arguments' tangents the tangent of a result.
/// <code>
/// y = F(x)   ---->   y = F(x); dx = 0; FPullback(x, 1, ref dx); vy = Σ dx_i·vx_i
/// </code>
/// </summary>
internal sealed partial class ForwardMode
{
    /// <summary>Whether the tangents of a method's results can be had: by its forward derivative, or by its pullback where it gives numbers and writes nothing.</summary>
    public static bool HasTangent(Foreign foreign) => foreign.Forward is not null || foreign.Pullback is not null
        && foreign.Parameters.All(parameter => parameter is { Role: ForeignRole.Value or ForeignRole.Text } or { Role: ForeignRole.Storage, IsWritten: false });

    private void Visit(CallOp operation, Foreign foreign)
    {
        if (foreign.Forward is { } forward && IsActive(operation))
        {
            CallForward(operation, foreign, forward);
            return;
        }
        _builder.Add(operation);
        if (foreign.Pullback is not { } pullback) return;
        for (int k = 0; k < foreign.Results.Count; k++)
        {
            int result = k;
            if (_activity.IsActive(operation.CallResults[k])) EachLane(() => Define(operation.CallResults[result], Row(operation, foreign, pullback, result)));
        }
    }

    private bool IsActive(CallOp operation) => operation.Results.Any(_activity.IsActive) || operation.Written(_primal.TypeOf).Any(_activity.HasShadow);

    /// <summary>
    /// The forward derivative instead of the method, once per lane; what it writes it writes to copies but for the last time.
    /// <code>
    /// y = F(x, span)   ---->   y = FJvp(x, span, vx, vspan, out vy)
    /// </code>
    /// </summary>
    private void CallForward(CallOp operation, Foreign foreign, Foreign forward)
    {
        foreach (Dictionary<Value, Value> lane in _lanes.Reverse())
        {
            _tangents = lane;
            bool isLast = lane == _lanes[0];
            List<Value> arguments = [];
            foreach (ForeignParameter parameter in forward.Parameters.Where(parameter => parameter.ArgumentCount > 0))
            {
                IReadOnlyList<Value> own = foreign.ArgumentsOf(operation.Passed, parameter.Source);
                bool isOwn = parameter.Purpose == ForeignPurpose.Own;
                if (parameter.Role == ForeignRole.Storage && isOwn) arguments.Add(parameter.IsWritten && !isLast ? Copied(own[0]) : own[0]);
                else if (parameter.Role == ForeignRole.Storage) arguments.Add(_activity.HasShadow(own[0]) ? _tangents[own[0]] : NoTangents(own[0]));
                else arguments.AddRange(isOwn ? own : own.Select(value => IsFloat(value) ? Tangent(value) : value));
            }
            List<Value> values = isLast ? [.. operation.CallResults] : [.. operation.CallResults.Select(result => _builder.Define(_primal.TypeOf(result)))];
            List<Value> tangents = [];
            if (forward.Parameters.Any(parameter => parameter.Role == ForeignRole.Out)) tangents.AddRange(foreign.Results.Select(leaf => _builder.Define(new IrType(leaf.Kind))));
            _builder.Add(new CallOp(values.Concat(tangents).ToEquatable(), forward.Target, arguments.ToEquatable()) { Foreign = forward });
            for (int i = 0; i < tangents.Count; i++)
                if (_activity.IsActive(operation.CallResults[i])) Define(operation.CallResults[i], tangents[i]);
        }
        _tangents = _lanes[0];
    }

    private Value Copied(Value buffer)
    {
        Value copy = _builder.Alloc(_primal.TypeOf(buffer).Kind, _builder.Length(buffer), AllocKind.Local);
        _builder.CopyElements(buffer, copy);
        return copy;
    }

    /// <summary>The tangent of one result.</summary>
    private Value Row(CallOp operation, Foreign foreign, Foreign pullback, int result)
    {
        List<Value> arguments = [], results = [.. pullback.Results.Select(leaf => _builder.Define(new IrType(leaf.Kind)))];
        var terms = new List<(Value Slope, Value Argument)>();
        var products = new List<(Value Slopes, Value Argument)>();
        foreach (ForeignParameter parameter in pullback.Parameters)
        {
            IReadOnlyList<Value> own = parameter.Purpose == ForeignPurpose.Seed ? [] : foreign.ArgumentsOf(operation.Passed, parameter.Source);
            switch (parameter.Purpose)
            {
                case ForeignPurpose.Own:
                    arguments.AddRange(own);
                    break;
                case ForeignPurpose.Seed:
                    for (int i = 0; i < foreign.Results.Count; i++)
                        if (foreign.Results[i].Kind.IsFloat()) arguments.Add(_builder.Float(foreign.Results[i].Kind, i == result ? 1 : 0));
                    break;
                case ForeignPurpose.Accumulator when parameter.Role == ForeignRole.Storage:
                    Value slopes = _builder.Alloc(_primal.TypeOf(own[0]).Kind, _builder.Length(own[0]), AllocKind.Shadow);
                    arguments.Add(slopes);
                    if (_activity.HasShadow(own[0])) products.Add((slopes, own[0]));
                    break;
                default:
                    for (int i = 0; i < own.Count; i++)
                    {
                        arguments.Add(_builder.Constant(new Literal(parameter.Leaves[i].Kind, 0)));
                        results.Add(_builder.Define(new IrType(parameter.Leaves[i].Kind)));
                        if (_tangents.ContainsKey(own[i])) terms.Add((results[results.Count - 1], own[i]));
                    }
                    break;
            }
        }
        _builder.Add(new CallOp(results.ToEquatable(), pullback.Target, arguments.ToEquatable()) { Foreign = pullback });
        ScalarKind kind = foreign.Results[result].Kind;
        Value? sum = null;
        foreach ((Value slope, Value argument) in terms)
        {
            Value term = _builder.Converted(_builder.Scalar(Codes.Multiply, slope, _tangents[argument]), kind);
            sum = sum is { } before ? _builder.Scalar(Codes.Add, before, term) : term;
        }
        foreach ((Value slopes, Value argument) in products) sum = Product(sum ?? _builder.Float(kind, 0), slopes, _tangents[argument]);
        return sum ?? _builder.Float(kind, 0);
    }

    /// <summary><c>sum + Σ slopes[i]·tangents[i]</c></summary>
    private Value Product(Value sum, Value slopes, Value tangents)
    {
        IrType type = _builder.TypeOf(sum);
        Value index = _builder.Define(IrType.Int32, "i"), before = _builder.Define(type), after = _builder.Define(type);
        Region body = _builder.Region([index, before], () =>
            [_builder.Scalar(Codes.Add, before, _builder.Converted(_builder.Scalar(Codes.Multiply, _builder.Load(slopes, index), _builder.Load(tangents, index)), type.Kind))]);
        _builder.Add(new ForOp([after], _builder.Int32(0), _builder.Length(slopes), 1, false, [sum], body));
        return after;
    }
}
