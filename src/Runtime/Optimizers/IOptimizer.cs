using System.Numerics;

namespace DiffGen.Optimizers;

/// <summary>A first-order optimizer: it moves parameters a step against a (stochastic) gradient.</summary>
/// <typeparam name="T">The element type.</typeparam>
public interface IOptimizer<T> where T : IFloatingPointIeee754<T>
{
    /// <summary>The learning rate; may be changed between steps.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The new value is negative or not finite.</exception>
    double LearningRate { get; set; }

    /// <summary>Makes one step, in place. Allocates its state on the first call, and nothing afterwards.</summary>
    /// <param name="parameters">The parameters, of the same length at every step.</param>
    /// <param name="gradient">The gradient, as long as <paramref name="parameters"/>.</param>
    /// <exception cref="ArgumentException">The lengths differ, or aren't those of the first step; nothing is
    /// changed.</exception>
    void Step(Span<T> parameters, ReadOnlySpan<T> gradient);
}
