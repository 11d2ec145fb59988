using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace DiffGen.Generator.Lowering;

/// <summary>A body that is being lowered: the function's own, or one that is lowered in the place of its call.</summary>
internal sealed class Frame(IMethodSymbol method, IReadOnlyDictionary<ITypeParameterSymbol, ITypeSymbol> types)
{
    public IMethodSymbol Method { get; } = method;

    /// <summary>What its type parameters stand for.</summary>
    public IReadOnlyDictionary<ITypeParameterSymbol, ITypeSymbol> Types { get; } = types;

    /// <summary>Taken by <c>return</c>.</summary>
    public ExitTarget Return { get; } = new("returned");

    /// <summary>What it returns; null for nothing.</summary>
    public Temporary? Result { get; init; }

    /// <summary>The place of <c>this</c>; null in a static body.</summary>
    public Place? This { get; init; }

    /// <summary>The body that it is lowered into; null for the function's own.</summary>
    public Frame? Caller { get; init; }

    /// <summary>The call that it stands for.</summary>
    public IOperation? Call { get; init; }

    /// <summary>The body that lambdas and local functions were made in.</summary>
    public Frame? Outer { get; init; }

    /// <summary>The exits that stand open around it: not its own concern.</summary>
    public IReadOnlyCollection<ExitTarget> Around { get; init; } = [];

    /// <summary>Whether fields may be set that only constructors set.</summary>
    public bool IsConstructor { get; init; }
}
