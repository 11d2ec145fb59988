using System.Numerics;
using DiffGen.Numerics;

namespace DiffGen.Optimizers;

/// <summary>What all optimizers share: the learning rate and the checks of a step.</summary>
/// <typeparam name="T">The element type.</typeparam>
public abstract class Optimizer<T> : IOptimizer<T> where T : IFloatingPointIeee754<T>
{
    private int _length = -1;

    /// <summary>Sets the default learning rate.</summary>
    /// <param name="learningRate">The default.</param>
    protected Optimizer(double learningRate) => LearningRate = learningRate;

    /// <inheritdoc/>
    public double LearningRate
    {
        get;
        set => field = Require.NonNegative(value);
    }

    /// <inheritdoc/>
    public void Step(Span<T> parameters, ReadOnlySpan<T> gradient)
    {
        if (gradient.Length != parameters.Length)
        {
            throw new ArgumentException(
                $"'{nameof(gradient)}' must have length {parameters.Length}, but has length {gradient.Length}", nameof(gradient));
        }

        if (_length < 0)
        {
            Initialise(parameters.Length);
            _length = parameters.Length;
        }

        if (parameters.Length != _length)
        {
            throw new ArgumentException(
                $"'{nameof(parameters)}' must have length {_length}, as at the first step, but has length {parameters.Length}",
                nameof(parameters));
        }

        Update(parameters, gradient);
    }

    /// <summary>Allocates the state, all zero, before the first step.</summary>
    /// <param name="length">The number of parameters.</param>
    protected abstract void Initialise(int length);

    /// <summary>Makes one step; the lengths are checked.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="gradient">The gradient.</param>
    protected abstract void Update(Span<T> parameters, ReadOnlySpan<T> gradient);
}
