using System.Numerics;

namespace DiffGen.Optimizers;

/// <summary>Something that happens around the steps of an optimizer: to the gradient before, to the parameters after. Transforms are put
/// together with an optimizer by <see cref="Chain{T}"/>.</summary>
/// <typeparam name="T">The element type.</typeparam>
public abstract class GradientTransform<T> : Stateful<T> where T : IFloatingPointIeee754<T>
{
    /// <summary>For derived classes.</summary>
    protected GradientTransform() : base([], [])
    {
    }

    /// <summary>Changes the gradient before a step; <see cref="Stateful{T}.Steps"/> is the number of the step, from 1.</summary>
    /// <param name="step">The parameters and the gradient.</param>
    /// <returns>Whether there is to be a step; if not, the transforms after this one and the optimizer learn nothing of it.</returns>
    protected abstract bool Before(StepContext<T> step);

    /// <summary>Changes the parameters after a step; nothing by default.</summary>
    /// <param name="parameters">The parameters.</param>
    protected virtual void After(Span<T> parameters)
    {
    }

    /// <inheritdoc/>
    protected override void Initialise(StateBuilder<T> state)
    {
    }

    internal bool RunBefore(StepContext<T> step)
    {
        Begin(step.Parameters.Length, step.Gradient.Length);
        return Before(step);
    }

    internal void RunAfter(Span<T> parameters) => After(parameters);
}
