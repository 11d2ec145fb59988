using System.Numerics;
using System.Runtime.CompilerServices;
using DiffGen.Numerics;

namespace DiffGen.Optimizers;

/// <summary>Lion: all steps are equally large, the sign comes from two means of the gradient; half the state of Adam.</summary>
/// <remarks>
/// <para>With learning rate η, weight decay λ and m = 0 before the first step:</para>
/// <code>
/// c = β₁·m + (1 - β₁)·g
/// p ← p - η·(sign(c) + λ·p)
/// m ← β₂·m + (1 - β₂)·g
/// </code>
/// <para>X. Chen et al., "Symbolic discovery of optimization algorithms", NeurIPS 2023, algorithm 2. The paper advises a learning rate
/// three to ten times smaller than Adam's, and a weight decay as much larger.</para>
/// <para>The result doesn't depend on the width of the vector registers.</para>
/// </remarks>
/// <typeparam name="T">The element type.</typeparam>
public sealed class Lion<T> : Optimizer<T> where T : IFloatingPointIeee754<T>
{
    private T[] _mean = [];

    /// <summary>Lion with the defaults of the paper: η = 10⁻⁴, β₁ = 0.9, β₂ = 0.99, no weight decay.</summary>
    public Lion() : base(1e-4)
    {
    }

    /// <summary>The weight β₁ of the mean in the sign, in [0, 1); 0.9 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public double Beta1
    {
        get;
        init => field = Require.Fraction(value);
    } = 0.9;

    /// <summary>The decay β₂ of the mean, in [0, 1); 0.99 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public double Beta2
    {
        get;
        init => field = Require.Fraction(value);
    } = 0.99;

    /// <summary>The weight decay λ, at least 0; 0 by default. A step takes the part η·λ off every parameter.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public double WeightDecay
    {
        get;
        init => field = Require.NonNegative(value);
    }

    /// <inheritdoc/>
    protected override void Initialise(StateBuilder<T> state) => _mean = state.Array("m");

    /// <inheritdoc/>
    protected override void Update(Span<T> parameters, ReadOnlySpan<T> gradient)
        => Elementwise.Run(new Rule(this), parameters, gradient, _mean);

    private readonly struct Rule(Lion<T> owner) : IUpdateRule<T>
    {
        private readonly RunningMean<T> _direction = new(owner.Beta1);
        private readonly RunningMean<T> _running = new(owner.Beta2);
        private readonly T _rate = T.CreateChecked(owner.LearningRate);
        private readonly T _decay = T.CreateChecked(owner.WeightDecay);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<TLane>(ref TLane p, TLane g, ref TLane m, ref TLane none1, ref TLane none2) where TLane : struct, ILane<TLane, T>
        {
            TLane sign = _direction.Next(m, g).Sign<TLane, T>();
            p -= _rate * (sign + _decay * p);
            m = _running.Next(m, g);
        }
    }
}
