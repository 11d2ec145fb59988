using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DiffGen.Generator.Lints;

/// <summary>Which inputs of a method flow where: a fixed point over its operations.</summary>
internal sealed class MethodFlow
{
    /// <summary>Every round but the last adds to a set; real code takes three or four.</summary>
    private const int MaximalRounds = 40;

    private readonly FlowWalker _walker;
    private readonly FlowState _state;

    private MethodFlow(IMethodSymbol method, IMethodBodyOperation body, FlowWalker walker, FlowState state)
    {
        Method = method;
        Body = body;
        _walker = walker;
        _state = state;
    }

    public IMethodSymbol Method { get; }

    public IMethodBodyOperation Body { get; }

    /// <summary>The callees whose own flow was used, with the inputs that were active in some call.</summary>
    public IEnumerable<(MethodFlow Callee, ImmutableHashSet<int> ActiveInputs)> Callees => _walker.Callees;

    /// <summary>The flow of a method; null where it isn't known: no body, lambdas, too many rounds.</summary>
    /// <param name="method">The method.</param>
    /// <param name="body">Its operations.</param>
    /// <param name="calls">Finds the flow of a callee, or null for one that isn't followed.</param>
    /// <param name="cancellation">Ends the work.</param>
    public static MethodFlow? Of(IMethodSymbol method, IMethodBodyOperation? body, System.Func<IMethodSymbol, MethodFlow?> calls, CancellationToken cancellation)
    {
        // What a lambda gets for its parameters isn't followed, so nothing is known.
        if (body is null || body.Descendants().Any(operation => operation is IAnonymousFunctionOperation or IMethodReferenceOperation or IInvalidOperation or IDynamicInvocationOperation)) return null;
        var state = new FlowState();
        var walker = new FlowWalker(method, state, calls);
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            if (!Differentiability.IsInput(parameter)) continue;
            state.Add(parameter, [new Trace(TraceKind.Active, parameter.Ordinal)]);
        }
        for (int round = 0; round < MaximalRounds; round++)
        {
            cancellation.ThrowIfCancellationRequested();
            state.Changed = false;
            walker.Visit(body);
            if (!state.Changed) return new MethodFlow(method, body, walker, state);
        }
        return null;
    }

    /// <summary>What the returned value depends on.</summary>
    public ImmutableHashSet<Trace> Result => _state.Get(Method);

    /// <summary>What a parameter holds when the method returns.</summary>
    public ImmutableHashSet<Trace> Content(IParameterSymbol parameter) => _state.Get(parameter);

    /// <summary>Whether the method writes through a parameter, to where the caller sees it.</summary>
    public bool IsOutput(IParameterSymbol parameter) => parameter.RefKind is RefKind.Ref or RefKind.Out || _state.IsWritten(parameter);

    /// <summary>Whether it assigns fields: then its parameters and result aren't all that it does.</summary>
    public bool WritesFields => _state.WritesFields;

    /// <summary>What all that the caller gets depends on.</summary>
    public ImmutableHashSet<Trace> Outputs => Method.Parameters.Where(IsOutput).Aggregate(Result, (all, parameter) => all.Union(Content(parameter))).Union(_state.Get(Method.ContainingType));

    /// <summary>The inputs that an expression of the body has a derivative with respect to.</summary>
    public IEnumerable<int> ActiveInputs(IOperation expression)
        => _walker.Visit(expression).Where(trace => trace.Kind == TraceKind.Active).Select(trace => trace.Input).Distinct();
}
