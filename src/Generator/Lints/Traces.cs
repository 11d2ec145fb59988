using System;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace DiffGen.Generator.Lints;

/// <summary>Sets of traces.</summary>
internal static class Traces
{
    public static readonly ImmutableHashSet<Trace> None = [];

    /// <summary>What a step leaves: no derivative. What was lost before isn't lost again.</summary>
    public static ImmutableHashSet<Trace> Step(ImmutableHashSet<Trace> argument, SyntaxNode place)
        => Map(argument, trace => trace.Kind == TraceKind.Active ? new Trace(TraceKind.Lost, trace.Input, place) : trace);

    /// <summary>What <c>Gradient.Stop</c> leaves: all that is lost there is meant to be.</summary>
    public static ImmutableHashSet<Trace> Stop(ImmutableHashSet<Trace> argument)
        => Map(argument, trace => new Trace(TraceKind.Stopped, trace.Input));

    /// <summary>The traces of a callee's value in terms of the caller's inputs.</summary>
    public static ImmutableHashSet<Trace> Substitute(ImmutableHashSet<Trace> callee, Func<int, ImmutableHashSet<Trace>> argument)
    {
        ImmutableHashSet<Trace> result = None;
        foreach (Trace trace in callee)
        {
            ImmutableHashSet<Trace> passed = argument(trace.Input);
            result = result.Union(trace.Kind switch
            {
                TraceKind.Stopped => Stop(passed),
                TraceKind.Lost => Step(passed, trace.Step!),
                _ => passed,
            });
        }
        return result;
    }

    /// <summary>What of the traces a value of a type can carry: an integer has no derivative, a bool selects only.</summary>
    public static ImmutableHashSet<Trace> Clip(ImmutableHashSet<Trace> traces, ITypeSymbol? type)
    {
        if (traces.IsEmpty || type is null) return traces;
        if (type is { SpecialType: SpecialType.System_Boolean or SpecialType.System_String or SpecialType.System_Void }) return None;
        return Differentiability.IsInteger(type) ? traces.Where(trace => trace.Kind != TraceKind.Active).ToImmutableHashSet() : traces;
    }

    private static ImmutableHashSet<Trace> Map(ImmutableHashSet<Trace> traces, Func<Trace, Trace> map)
        => traces.IsEmpty ? traces : traces.Select(map).ToImmutableHashSet();
}
