using System.Collections.Immutable;
using DiffGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;

namespace DiffGen.Generator.Lints;

/// <summary>Differences that a generated gradient can replace, with what the code fix needs to know.</summary>
/// <param name="Place">The quotient, or the loop.</param>
/// <param name="Call">The call of the gradient, as text.</param>
internal sealed record DifferenceMatch(Location Place, string Call)
{
    /// <summary>Of a quotient: the variable that the call declares and that is returned.</summary>
    public string? Result { get; init; }

    /// <summary>Of a quotient: the step, which may be of no use afterwards.</summary>
    public string? Step { get; init; }

    public Diagnostic Report(string caller, IMethodSymbol method, IMethodSymbol gradient)
    {
        ImmutableDictionary<string, string?> properties = ImmutableDictionary<string, string?>.Empty.Add(nameof(Call), Call).Add(nameof(Result), Result).Add(nameof(Step), Step);
        return Diagnostic.Create(Descriptors.FiniteDifferences, Place, properties, caller, method.Name, gradient.Name);
    }
}
