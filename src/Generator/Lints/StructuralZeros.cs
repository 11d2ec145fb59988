using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using DiffGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;

namespace DiffGen.Generator.Lints;

/// <summary>Parameters whose gradient is zero whatever the arguments: nothing that the method gives back has a derivative with respect to them.</summary>
internal static class StructuralZeros
{
    public static IEnumerable<Diagnostic> Find(MethodFlow flow)
    {
        ImmutableHashSet<Trace> outputs = flow.Outputs;
        foreach (IParameterSymbol parameter in flow.Method.Parameters)
        {
            if (parameter.Name == "_" || parameter.Type.TypeKind == TypeKind.TypeParameter || !Differentiability.IsInput(parameter) || flow.IsOutput(parameter)) continue;
            // What goes through Gradient.Stop is a constant on purpose.
            if (outputs.Any(trace => trace.Input == parameter.Ordinal && trace.Kind != TraceKind.Lost)) continue;
            yield return Diagnostic.Create(Descriptors.StructuralZero, parameter.Locations[0], parameter.Name, flow.Method.Name);
        }
    }
}
