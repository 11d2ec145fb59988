using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DiffGen.Generator.Lowering;

/// <summary>Helpers that call derivatives.</summary>
internal sealed partial class BodyLowerer
{
    /// <summary>
    /// Whether a helper with several spans or arrays calls a derivative, itself or through another such one. What a derivative
    /// writes is nothing else that it is given: that shows where the helper is called, so it is lowered there. One that is
    /// recursive is a function all the same.
    /// </summary>
    private bool HandsStorageToDerivative(IMethodSymbol method)
    {
        for (Frame? frame = _frame; frame is not null; frame = frame.Caller)
            if (SymbolEqualityComparer.Default.Equals(frame.Method.OriginalDefinition, method.OriginalDefinition)) return false;
        return HasSeveralStorages(method) && _context.HandsStorageToDerivative(method.OriginalDefinition, () => ReachesDerivative(method.OriginalDefinition));
    }

    private static bool HasSeveralStorages(IMethodSymbol method) => method.Parameters.Count(parameter => parameter.Type is IArrayTypeSymbol || TypeLowerer.IsSpan(parameter.Type)) > 1;

    private bool ReachesDerivative(IMethodSymbol root)
    {
        var seen = new HashSet<IMethodSymbol>(SymbolEqualityComparer.Default) { root };
        var work = new Stack<IMethodSymbol>([root]);
        bool isFound = false;
        while (work.Count > 0)
        {
            foreach (IMethodSymbol target in (Body(work.Pop()) ?? []).SelectMany(operation => operation.DescendantsAndSelf()).OfType<IInvocationOperation>().Select(call => call.TargetMethod))
            {
                IMethodSymbol method = (target.PartialImplementationPart ?? target).OriginalDefinition;
                if (SymbolEqualityComparer.Default.Equals(method, root)) return false;
                if (KnownAttributes.IsGenerated(target)) isFound |= GeneratedMethods.OriginOf(target) is not null;
                else if (method.DeclaringSyntaxReferences.Length > 0 && HasSeveralStorages(method) && seen.Add(method)) work.Push(method);
            }
        }
        return isFound;
    }
}
