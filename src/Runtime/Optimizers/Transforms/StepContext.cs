using System.Numerics;

namespace DiffGen.Optimizers;

/// <summary>What a transform sees of a step before it is made.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <param name="parameters">The parameters.</param>
/// <param name="gradient">The gradient, as the transforms before left it; may be overwritten.</param>
/// <param name="learningRate">The learning rate of the step.</param>
public readonly ref struct StepContext<T>(Span<T> parameters, Span<T> gradient, double learningRate) where T : IFloatingPointIeee754<T>
{
    /// <summary>The parameters.</summary>
    public Span<T> Parameters { get; } = parameters;

    /// <summary>The gradient, as the transforms before left it; may be overwritten.</summary>
    public Span<T> Gradient { get; } = gradient;

    /// <summary>The learning rate of the step.</summary>
    public double LearningRate { get; } = learningRate;
}
