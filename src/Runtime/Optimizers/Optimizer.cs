using System.Numerics;
using DiffGen.Numerics;

namespace DiffGen.Optimizers;

/// <summary>What all optimizers share: the learning rate, the checks of a step, saving and restoring.</summary>
/// <typeparam name="T">The element type.</typeparam>
public abstract class Optimizer<T> : Stateful<T>, IOptimizer<T> where T : IFloatingPointIeee754<T>
{
    private readonly StateScalar _learningRate;

    /// <summary>Sets the default learning rate.</summary>
    /// <param name="learningRate">The default.</param>
    protected Optimizer(double learningRate) : this(new StateScalar(nameof(LearningRate), learningRate))
    {
    }

    private Optimizer(StateScalar learningRate) : base([learningRate], []) => _learningRate = learningRate;

    /// <inheritdoc/>
    public double LearningRate
    {
        get => _learningRate.Value;
        set => _learningRate.Value = Require.NonNegative(value);
    }

    /// <inheritdoc/>
    public void Step(Span<T> parameters, ReadOnlySpan<T> gradient)
    {
        Begin(parameters.Length, gradient.Length);
        Update(parameters, gradient);
    }

    /// <summary>Makes one step; the lengths are checked, and <see cref="Stateful{T}.Steps"/> is its number, from 1.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="gradient">The gradient.</param>
    protected abstract void Update(Span<T> parameters, ReadOnlySpan<T> gradient);

    private protected sealed override void CheckSettings(OptimizerState<T> state)
    {
        if (state.Scalars[nameof(LearningRate)] < 0)
            throw new ArgumentException("The learning rate in the state is negative", nameof(state));
    }
}
