using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using DiffGen.Generator.Derivatives;
using DiffGen.Generator.Lowering;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DiffGen.Generator.Lints;

/// <summary>Calls: of the rule table's functions, of followed methods, of local functions, of all others.</summary>
internal sealed partial class FlowWalker
{
    private ImmutableHashSet<Trace> Invocation(IInvocationOperation invocation)
    {
        IMethodSymbol target = invocation.TargetMethod;
        if (BodyLowerer.IsStop(target)) return Traces.Stop(VisitAll(invocation.Arguments));
        if (MathCalls.Code(target) is { } code)
        {
            ImmutableHashSet<Trace> arguments = VisitAll(invocation.Arguments);
            bool isStep = MathRules.Find(code, target.Parameters.Length) is { } rule && Enumerable.Range(0, target.Parameters.Length).All(rule.IsStep);
            return isStep ? Traces.Step(arguments, invocation.Syntax) : arguments;
        }
        if (target.MethodKind == MethodKind.LocalFunction) return LocalCall(invocation);
        return _calls(target) is { } callee ? Followed(invocation, callee) : Unknown(invocation, invocation.Instance, invocation.Arguments);
    }

    private ImmutableHashSet<Trace> VisitAll(IEnumerable<IArgumentOperation> arguments)
        => arguments.Aggregate(Traces.None, (all, argument) => all.Union(Visit(argument.Value)));

    /// <summary>A callee whose flow is known: its traces with the arguments put in.</summary>
    private ImmutableHashSet<Trace> Followed(IInvocationOperation invocation, MethodFlow callee)
    {
        var passed = new Dictionary<int, ImmutableHashSet<Trace>>();
        foreach (IArgumentOperation argument in invocation.Arguments.Where(argument => argument.Parameter is not null)) passed[argument.Parameter!.Ordinal] = Visit(argument.Value);
        passed[Trace.This] = Visit(invocation.Instance);
        foreach (IArgumentOperation argument in invocation.Arguments)
        {
            if (argument.Parameter is not { } parameter || parameter.Ordinal >= callee.Method.Parameters.Length) continue;
            IParameterSymbol own = callee.Method.Parameters[parameter.Ordinal];
            if (callee.IsOutput(own)) Assign(argument.Value, Substitute(callee.Content(own)));
        }
        ImmutableHashSet<int> active = [.. passed.Where(pair => pair.Value.Any(trace => trace.Kind == TraceKind.Active)).Select(pair => pair.Key)];
        _callees[callee.Method] = (callee, _callees.TryGetValue(callee.Method, out var known) ? known.ActiveInputs.Union(active) : active);
        return Substitute(callee.Result);

        ImmutableHashSet<Trace> Substitute(ImmutableHashSet<Trace> traces)
            => Traces.Substitute(traces, input => passed.TryGetValue(input, out ImmutableHashSet<Trace>? argument) ? argument : Traces.None);
    }

    /// <summary>A local function's parameters and result are variables of the method around it.</summary>
    private ImmutableHashSet<Trace> LocalCall(IInvocationOperation invocation)
    {
        foreach (IArgumentOperation argument in invocation.Arguments)
        {
            if (argument.Parameter?.OriginalDefinition is not { } parameter) continue;
            _state.Add(parameter, Visit(argument.Value));
            if (Reaches(argument)) foreach (ISymbol root in Roots(argument.Value)) _state.Join(root, parameter);
        }
        return _state.Get(invocation.TargetMethod.OriginalDefinition);
    }

    private void LocalFunction(ILocalFunctionOperation local)
    {
        IMethodSymbol outer = _returns;
        _returns = local.Symbol.OriginalDefinition;
        Visit(local.Body);
        _returns = outer;
    }

    /// <summary>A callee of which nothing is known: the result and all that it may write depend on all that it gets.</summary>
    private ImmutableHashSet<Trace> Unknown(IOperation call, IOperation? instance, IEnumerable<IArgumentOperation> arguments)
    {
        List<IArgumentOperation> list = [.. arguments];
        bool writes = call is IInvocationOperation invocation && !OnlyReads(invocation.TargetMethod);
        ImmutableHashSet<Trace> all = VisitAll(list.Where(argument => writes || !Differentiability.IsInteger(argument.Value.Type))).Union(Visit(instance));
        if (writes)
        {
            foreach (IArgumentOperation argument in list.Where(argument => Reaches(argument))) Write(argument.Value);
            if (instance is not null && (Differentiability.IsReference(instance.Type) || instance.Type?.IsValueType == true)) Write(instance);
        }
        return all;

        void Write(IOperation target)
        {
            foreach (ISymbol root in Roots(target))
            {
                _state.Add(root, all);
                _state.MarkWritten(root);
            }
        }
    }

    /// <summary>Whether a callee can write to what is passed.</summary>
    private static bool Reaches(IArgumentOperation argument) => argument.Parameter is { } parameter
        && (parameter.RefKind is RefKind.Ref or RefKind.Out || (Differentiability.IsReference(parameter.Type) && parameter.Type.Name != "ReadOnlySpan"));

    /// <summary>Members of the framework's spans and arrays that leave the elements alone.</summary>
    private static bool OnlyReads(IMethodSymbol target) => target.Name is "Slice" or "AsSpan" or "ToArray" or "Clone" or "GetEnumerator" or "GetLength" or "GetPinnableReference"
        && target.ContainingNamespace is { Name: "System", ContainingNamespace.IsGlobalNamespace: true };
}
