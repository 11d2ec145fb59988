using System.Numerics;

namespace DiffGen.Optimizers;

/// <summary>
/// The state of an optimizer or a transform: plain data, for any serializer that keeps every bit of a number
/// (<c>System.Text.Json</c> does, with named floating-point literals if there may be NaN).
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
public sealed record OptimizerState<T> where T : IFloatingPointIeee754<T>
{
    /// <summary>Whose state it is: the name of the class, such as <c>Adam</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The number of parameters; 0 before the first step.</summary>
    public required int Length { get; init; }

    /// <summary>The number of steps made. Before the first one there are no arrays.</summary>
    public required long Steps { get; init; }

    /// <summary>Single numbers by name, such as <c>LearningRate</c>.</summary>
    public required IReadOnlyDictionary<string, double> Scalars { get; init; }

    /// <summary>Arrays by name, most with one element per parameter.</summary>
    public required IReadOnlyDictionary<string, T[]> Arrays { get; init; }

    /// <summary>The states of what it consists of: the optimizer and the transforms of a chain, the optimizers of groups.</summary>
    public required IReadOnlyList<OptimizerState<T>> Parts { get; init; }
}
