using System.Numerics;
using DiffGen.Numerics;

namespace DiffGen.Optimizers;

/// <summary>Clips the norm of the whole gradient, all layers together: g ← g · limit / ‖g‖ where ‖g‖ is above the limit. The direction
/// stays. Layer by layer: <see cref="ClipByNorm{T}"/>.</summary>
/// <remarks>R. Pascanu, T. Mikolov, Y. Bengio, "On the difficulty of training recurrent neural networks", ICML 2013, algorithm 1.</remarks>
/// <typeparam name="T">The element type.</typeparam>
public sealed class ClipByGlobalNorm<T> : GradientTransform<T> where T : IFloatingPointIeee754<T>
{
    /// <summary>The largest norm of the gradient, above 0; 1 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public double Limit
    {
        get;
        init => field = Require.Positive(value);
    } = 1;

    /// <inheritdoc/>
    protected override bool Before(StepContext<T> step)
    {
        NormClipping.Clip(step.Gradient, Limit);
        return true;
    }
}
