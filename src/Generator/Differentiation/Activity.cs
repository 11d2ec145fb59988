using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.Derivatives;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Differentiation;

/// <summary>
/// Which values carry derivatives: those that depend on an independent variable (varied) and reach a result (useful).
/// Flow through storage is tracked per root; a fixed point, since loops feed back.
/// </summary>
internal sealed class Activity
{
    private readonly Function _function;
    private readonly BufferRoots _roots;
    private readonly HashSet<Value> _varied = [];
    private readonly HashSet<Value> _useful = [];
    private bool _isChanged;

    /// <param name="function">The primal.</param>
    /// <param name="roots">Its storage.</param>
    /// <param name="independent">Parameters (scalars and buffers) that derivatives are taken with respect to.</param>
    /// <param name="dependent">Buffer parameters whose final content has an adjoint.</param>
    public Activity(Function function, BufferRoots roots, IEnumerable<Value> independent, IEnumerable<Value> dependent)
    {
        _function = function;
        _roots = roots;
        _varied.UnionWith(independent);
        _useful.UnionWith(dependent);
        _useful.UnionWith(function.Body.Yields.Where(IsFloat));
        do
        {
            _isChanged = false;
            Forward(function.Body);
        }
        while (_isChanged);
        do
        {
            _isChanged = false;
            Backward(function.Body);
        }
        while (_isChanged);
    }

    /// <summary>Whether a scalar has an adjoint.</summary>
    public bool IsActive(Value value) => IsFloat(value) && _function.TypeOf(value).IsScalar && _varied.Contains(value) && _useful.Contains(value);

    /// <summary>Whether a buffer has a shadow.</summary>
    public bool HasShadow(Value buffer) => IsFloat(buffer) && _roots.Of(buffer).Any(root => _varied.Contains(root) && _useful.Contains(root));

    private bool IsFloat(Value value) => _function.TypeOf(value).Kind.IsFloat();

    private void Forward(Region region)
    {
        foreach (Operation operation in region.Operations)
        {
            switch (operation)
            {
                case ScalarOp scalar:
                    if (IsVaried(scalar)) Vary(scalar.Result);
                    break;
                case LoadOp load:
                    if (IsVaried(load.Buffer)) Vary(load.Result);
                    break;
                case StoreOp store:
                    if (_varied.Contains(store.Stored)) VaryRoots(store.Buffer);
                    break;
                case ChooseOp choose:
                    // One shadow for whichever is chosen: all have it, or none.
                    if (IsVaried(choose.Result)) VaryRoots(choose.Result);
                    break;
                case CallOp call:
                    if (!call.Arguments.Any(argument => _function.TypeOf(argument).IsBuffer ? IsVaried(argument) : _varied.Contains(argument))) break;
                    foreach (Value result in call.Results) Vary(result);
                    foreach (Value argument in call.Written(_function.TypeOf)) VaryRoots(argument);
                    break;
                case IfOp branch:
                    Forward(branch.Then);
                    Forward(branch.Else);
                    VaryFrom(branch.IfResults, branch.Then.Yields);
                    VaryFrom(branch.IfResults, branch.Else.Yields);
                    break;
                case ForOp loop:
                    ForwardLoop(loop.Inits, loop.Body.Parameters.Skip(1).ToEquatable(), loop.Body, loop.ForResults);
                    break;
                case WhileOp loop:
                    ForwardLoop(loop.Inits, loop.Body.Parameters, loop.Body, loop.WhileResults);
                    break;
            }
        }
    }

    private void ForwardLoop(EquatableArray<Value> inits, EquatableArray<Value> carried, Region body, EquatableArray<Value> results)
    {
        VaryFrom(carried, inits);
        Forward(body);
        VaryFrom(carried, body.Yields);
        VaryFrom(results, carried);
    }

    private void VaryFrom(EquatableArray<Value> targets, EquatableArray<Value> sources)
    {
        for (int i = 0; i < sources.Count; i++)
            if (_varied.Contains(sources[i])) Vary(targets[i]);
    }

    private void Vary(Value value)
    {
        if (IsFloat(value)) _isChanged |= _varied.Add(value);
    }

    /// <summary>Whether an argument that the result has a derivative with respect to is varied.</summary>
    private bool IsVaried(ScalarOp scalar)
    {
        if (ScalarRule.Find(scalar) is not { } rule) return false;
        for (int i = 0; i < scalar.Arguments.Count; i++)
            if (!rule.IsStep(i) && _varied.Contains(scalar.Arguments[i])) return true;
        return false;
    }

    private bool IsVaried(Value buffer) => IsFloat(buffer) && _roots.Of(buffer).Any(_varied.Contains);

    private void VaryRoots(Value buffer)
    {
        foreach (Value root in _roots.Of(buffer)) Vary(root);
    }

    private void Backward(Region region)
    {
        for (int i = region.Operations.Count - 1; i >= 0; i--)
        {
            switch (region.Operations[i])
            {
                case ScalarOp scalar:
                    if (_useful.Contains(scalar.Result)) UseArguments(scalar);
                    break;
                case LoadOp load:
                    if (_useful.Contains(load.Result)) UseRoots(load.Buffer);
                    break;
                case StoreOp store:
                    if (IsUseful(store.Buffer)) Use(store.Stored);
                    break;
                case ChooseOp choose:
                    if (IsUseful(choose.Result)) UseRoots(choose.Result);
                    break;
                case CallOp call:
                    if (!call.Results.Any(_useful.Contains) && !call.Passed.Any(argument => _function.TypeOf(argument).IsBuffer && IsUseful(argument))) break;
                    UseAll(call.Passed.Where(argument => _function.TypeOf(argument).IsScalar));
                    foreach (Value argument in call.Passed.Where(argument => _function.TypeOf(argument).IsBuffer)) UseRoots(argument);
                    break;
                case ResultOp result:
                    UseRoots(result.Buffer);
                    break;
                case IfOp branch:
                    UseFrom(branch.Then.Yields, branch.IfResults);
                    UseFrom(branch.Else.Yields, branch.IfResults);
                    Backward(branch.Then);
                    Backward(branch.Else);
                    break;
                case ForOp loop:
                    BackwardLoop(loop.Inits, loop.Body.Parameters.Skip(1).ToEquatable(), loop.Body, loop.ForResults);
                    break;
                case WhileOp loop:
                    BackwardLoop(loop.Inits, loop.Body.Parameters, loop.Body, loop.WhileResults);
                    break;
            }
        }
    }

    private void BackwardLoop(EquatableArray<Value> inits, EquatableArray<Value> carried, Region body, EquatableArray<Value> results)
    {
        UseFrom(body.Yields, results);
        UseFrom(carried, results);
        UseFrom(body.Yields, carried);
        Backward(body);
        UseFrom(body.Yields, carried);
        UseFrom(inits, carried);
        UseFrom(inits, results);
    }

    private void UseFrom(EquatableArray<Value> targets, EquatableArray<Value> sources)
    {
        for (int i = 0; i < targets.Count; i++)
            if (_useful.Contains(sources[i])) Use(targets[i]);
    }

    private void UseArguments(ScalarOp scalar)
    {
        if (ScalarRule.Find(scalar) is not { } rule) return;
        for (int i = 0; i < scalar.Arguments.Count; i++)
            if (!rule.IsStep(i)) Use(scalar.Arguments[i]);
    }

    private void UseAll(IEnumerable<Value> values)
    {
        foreach (Value value in values) Use(value);
    }

    private void Use(Value value)
    {
        if (IsFloat(value)) _isChanged |= _useful.Add(value);
    }

    private bool IsUseful(Value buffer) => IsFloat(buffer) && _roots.Of(buffer).Any(_useful.Contains);

    private void UseRoots(Value buffer)
    {
        foreach (Value root in _roots.Of(buffer)) Use(root);
    }
}
