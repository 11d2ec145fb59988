using System.Numerics;
using DiffGen.Numerics;

namespace DiffGen.Optimizers;

/// <summary>Draws parameters to zero: through the gradient, g ← g + λ·p, which is the derivative of λ‖p‖² / 2; or past the optimizer,
/// p ← p - η·λ·p.</summary>
/// <remarks>Decoupled: I. Loshchilov, F. Hutter, "Decoupled weight decay regularization", ICLR 2019. <see cref="Adam{T}"/> with it is
/// <see cref="AdamW{T}"/>.</remarks>
/// <typeparam name="T">The element type.</typeparam>
public sealed class WeightDecay<T> : GradientTransform<T> where T : IFloatingPointIeee754<T>
{
    /// <summary>The decay λ, at least 0; 0.01 by default, as in <see cref="AdamW{T}"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public double Decay
    {
        get;
        init => field = Require.NonNegative(value);
    } = 0.01;

    /// <summary>Whether parameters shrink past the optimizer; <c>false</c> by default.</summary>
    public bool Decoupled { get; init; }

    /// <inheritdoc/>
    protected override bool Before(StepContext<T> step)
    {
        if (Decoupled)
            Elementwise.Run(new ScaleRule<T>(1 - step.LearningRate * Decay), step.Parameters, step.Parameters);
        else
            Elementwise.Run(new SubtractRule<T>(1, -Decay), step.Gradient, step.Parameters);
        return true;
    }
}
