using System.Numerics;

namespace DiffGen.Optimizers;

/// <summary>A first-order optimizer: it moves parameters a step against a (stochastic) gradient.</summary>
/// <remarks>
/// A NaN in the gradient makes the parameter NaN that it belongs to, and its part of the state; where norms or matrices are
/// involved, the whole layer. <see cref="SkipNonFinite{T}"/> passes over such gradients.
/// </remarks>
/// <typeparam name="T">The element type.</typeparam>
public interface IOptimizer<T> : IStateful<T> where T : IFloatingPointIeee754<T>
{
    /// <summary>The learning rate; may be changed between steps.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The new value is negative or not finite.</exception>
    double LearningRate { get; set; }

    /// <summary>Whether a step with a gradient that isn't finite does no harm; <c>false</c> for all optimizers without
    /// <see cref="SkipNonFinite{T}"/>.</summary>
    bool SkipsNonFinite => false;

    /// <summary>Makes one step, in place. Allocates its state on the first call, and nothing afterwards.</summary>
    /// <param name="parameters">The parameters, of the same length at every step.</param>
    /// <param name="gradient">The gradient, as long as <paramref name="parameters"/>.</param>
    /// <exception cref="ArgumentException">The lengths differ, or aren't those of the first step; nothing is
    /// changed.</exception>
    void Step(Span<T> parameters, ReadOnlySpan<T> gradient);
}
