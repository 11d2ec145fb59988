using System.Collections.Immutable;
using DiffGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;

namespace DiffGen.Generator.Lints;

/// <summary>Differences that a generated gradient can replace, with what the code fix needs to know.</summary>
/// <param name="Place">The quotient, or the loop.</param>
/// <param name="Call">The call of the gradient, as text, with <see cref="NewVariable"/> where it declares one.</param>
/// <param name="Result">The variable that takes the derivative: of a loop the array, of a quotient a name for a new one.</param>
/// <param name="Step">Of a quotient: the variable of the step, which may be of no use afterwards.</param>
internal sealed record DifferenceMatch(Location Place, string Call, string Result, string? Step = null)
{
    /// <summary>Stands for a variable whose name the fix chooses.</summary>
    public const string NewVariable = "$result$";

    public Diagnostic Report(string caller, IMethodSymbol method, IMethodSymbol gradient)
    {
        ImmutableDictionary<string, string?> properties = ImmutableDictionary<string, string?>.Empty.Add(nameof(Call), Call).Add(nameof(Result), Result).Add(nameof(Step), Step);
        return Diagnostic.Create(Descriptors.FiniteDifferences, Place, properties, caller, method.Name, gradient.Name);
    }
}
