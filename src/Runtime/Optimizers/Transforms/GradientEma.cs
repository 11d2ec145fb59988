using System.Numerics;
using System.Runtime.CompilerServices;
using DiffGen.Numerics;

namespace DiffGen.Optimizers;

/// <summary>Replaces the gradient by its running mean.</summary>
/// <remarks>
/// <para>With m = 0 before step t = 1:</para>
/// <code>
/// m ← β·m + (1 - β)·g
/// g ← m / (1 - βᵗ)
/// </code>
/// <para>D. P. Kingma, J. Ba, "Adam: a method for stochastic optimization", ICLR 2015, section 3.</para>
/// </remarks>
/// <typeparam name="T">The element type.</typeparam>
public sealed class GradientEma<T> : GradientTransform<T> where T : IFloatingPointIeee754<T>
{
    private T[] _mean = [];

    /// <summary>The decay β, in [0, 1); 0.9 by default, as in Adam.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public double Decay
    {
        get;
        init => field = Require.Fraction(value);
    } = 0.9;

    /// <inheritdoc/>
    protected override void Initialise(StateBuilder<T> state) => _mean = state.Array("m");

    /// <inheritdoc/>
    protected override bool Before(StepContext<T> step)
    {
        Elementwise.Run(new Rule(Decay, 1 / (1 - Powers.Of(Decay, Steps))), step.Gradient, step.Gradient, _mean);
        return true;
    }

    private readonly struct Rule(double decay, double scale) : IUpdateRule<T>
    {
        private readonly RunningMean<T> _running = new(decay);
        private readonly T _scale = T.CreateChecked(scale);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<TLane>(ref TLane g, TLane y, ref TLane m, ref TLane b, ref TLane c) where TLane : struct, ILane<TLane, T>
        {
            m = _running.Next(m, g);
            g = _scale * m;
        }
    }
}
