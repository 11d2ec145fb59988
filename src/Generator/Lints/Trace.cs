using Microsoft.CodeAnalysis;

namespace DiffGen.Generator.Lints;

/// <summary>How a value depends on an input.</summary>
internal enum TraceKind
{
    /// <summary>It has a derivative with respect to the input.</summary>
    Active,

    /// <summary>It goes back to the input through <c>Gradient.Stop</c>.</summary>
    Stopped,

    /// <summary>It goes back to the input through a step: an integer cast, <c>Math.Floor</c> and the like.</summary>
    Lost,
}

/// <summary>One way in which a value depends on an input.</summary>
/// <param name="Kind">How.</param>
/// <param name="Input">The parameter's ordinal, or <see cref="This"/>.</param>
/// <param name="Step">Where the derivative was lost.</param>
internal readonly record struct Trace(TraceKind Kind, int Input, SyntaxNode? Step = null)
{
    /// <summary>Stands for the object that the method belongs to.</summary>
    public const int This = -1;
}
