using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;

namespace DiffGen.Generator.Lints;

/// <summary>Steps on the way from an input to an output: the value counts, its derivative is zero.</summary>
internal static class LostDerivatives
{
    public static IEnumerable<Diagnostic> Find(MethodFlow flow)
    {
        foreach (IGrouping<SyntaxNode, Trace> step in flow.Outputs.Where(trace => trace.Kind == TraceKind.Lost).GroupBy(trace => trace.Step!))
        {
            IEnumerable<string> inputs = step.Select(trace => trace.Input).OrderBy(input => input < 0 ? int.MaxValue : input)
                .Select(input => input < 0 ? "this" : flow.Method.Parameters[input].Name);
            yield return Diagnostic.Create(Descriptors.DerivativeLost, step.Key.GetLocation(), ShortText.Of(step.Key), string.Join(", ", inputs), flow.Method.Name);
        }
    }
}
