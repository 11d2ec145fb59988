using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace DiffGen.Generator.Lowering;

/// <summary>
/// What an IR function is made of: a method, and for the delegates that go in or are captured, which functions they are.
/// What those, or a local function, capture is passed as further parameters.
/// </summary>
internal sealed class FunctionKey : IEquatable<FunctionKey>
{
    private FunctionKey(IMethodSymbol method, IReadOnlyList<BoundFunction> functions, IReadOnlyList<CapturedVariable> captured)
    {
        Method = method;
        Functions = functions;
        Captured = captured;
    }

    public IMethodSymbol Method { get; }

    /// <summary>The variables that stand for a function.</summary>
    public IReadOnlyList<BoundFunction> Functions { get; }

    /// <summary>The variables of bodies around that are read or set: they follow from the method and the functions.</summary>
    public IReadOnlyList<CapturedVariable> Captured { get; }

    public static FunctionKey Of(IMethodSymbol method) => new(method, [], []);

    public static FunctionKey Of(IMethodSymbol method, IReadOnlyList<BoundFunction> functions, IReadOnlyList<CapturedVariable> captured) => new(method, functions, captured);

    /// <summary>Whether a variable stands for a function.</summary>
    public bool IsBound(ISymbol variable) => Functions.Any(bound => SymbolEqualityComparer.Default.Equals(bound.Variable, variable));

    public bool Equals(FunctionKey? other) => other is not null && SymbolEqualityComparer.Default.Equals(Method, other.Method)
        && Functions.Select(bound => bound.Variable).SequenceEqual(other.Functions.Select(bound => bound.Variable), SymbolEqualityComparer.Default)
        && Functions.Select(bound => (ISymbol)bound.Function).SequenceEqual(other.Functions.Select(bound => (ISymbol)bound.Function), SymbolEqualityComparer.Default);

    public override bool Equals(object? obj) => Equals(obj as FunctionKey);

    public override int GetHashCode() => SymbolEqualityComparer.Default.GetHashCode(Method);
}

/// <summary>A variable that holds a delegate, and the function that it is.</summary>
internal sealed record BoundFunction(ISymbol Variable, IMethodSymbol Function);

/// <summary>A variable of a body around.</summary>
/// <param name="Variable">Which.</param>
/// <param name="Type">Its type.</param>
/// <param name="IsReference">Whether it is set, not only read.</param>
internal sealed record CapturedVariable(ISymbol Variable, ITypeSymbol Type, bool IsReference);
