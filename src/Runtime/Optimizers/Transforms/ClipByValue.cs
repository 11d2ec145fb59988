using System.Numerics;
using System.Runtime.CompilerServices;
using DiffGen.Numerics;

namespace DiffGen.Optimizers;

/// <summary>Clips each component of the gradient to a range: g ← min(max(g, -limit), limit). NaN stays NaN.</summary>
/// <remarks>T. Mikolov, "Statistical language models based on neural networks", PhD thesis, Brno University of Technology, 2012.</remarks>
/// <typeparam name="T">The element type.</typeparam>
public sealed class ClipByValue<T> : GradientTransform<T> where T : IFloatingPointIeee754<T>
{
    /// <summary>The largest magnitude of a component, above 0; 1 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public double Limit
    {
        get;
        init => field = Require.Positive(value);
    } = 1;

    /// <inheritdoc/>
    protected override bool Before(StepContext<T> step)
    {
        Elementwise.Run(new Rule(Limit), step.Gradient, step.Gradient);
        return true;
    }

    private readonly struct Rule(double limit) : IUpdateRule<T>
    {
        private readonly T _high = T.CreateChecked(limit);
        private readonly T _low = T.CreateChecked(-limit);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<TLane>(ref TLane g, TLane y, ref TLane a, ref TLane b, ref TLane c) where TLane : struct, ILane<TLane, T>
            => g = TLane.Min(TLane.Max(g, TLane.Of(_low)), TLane.Of(_high));
    }
}
