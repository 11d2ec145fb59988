using System.Numerics;
using System.Runtime.CompilerServices;
using DiffGen.Numerics;

namespace DiffGen.Optimizers;

/// <summary>Adagrad: steps scaled by the sum of all squared gradients so far.</summary>
/// <remarks>
/// <para>With learning rate η and s = 0 before the first step:</para>
/// <code>
/// s ← s + g²
/// p ← p - η · g / (√s + ε)
/// </code>
/// <para>J. Duchi, E. Hazan, Y. Singer, "Adaptive subgradient methods for online learning and stochastic optimization", Journal of
/// Machine Learning Research 12, 2011, the form with diagonal matrices.</para>
/// <para>The result doesn't depend on the width of the vector registers.</para>
/// </remarks>
/// <typeparam name="T">The element type.</typeparam>
public sealed class Adagrad<T> : Optimizer<T> where T : IFloatingPointIeee754<T>
{
    private T[] _sum = [];

    /// <summary>Adagrad with η = 0.01 and ε = 10⁻¹⁰, as in <c>torch.optim.Adagrad</c>.</summary>
    public Adagrad() : base(0.01)
    {
    }

    /// <summary>The ε added to the denominator, above 0; 10⁻¹⁰ by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public double Epsilon
    {
        get;
        init => field = Require.Positive(value);
    } = 1e-10;

    /// <inheritdoc/>
    protected override void Initialise(StateBuilder<T> state) => _sum = state.Array("s");

    /// <inheritdoc/>
    protected override void Update(Span<T> parameters, ReadOnlySpan<T> gradient)
        => Elementwise.Run(new Rule(this), parameters, gradient, _sum);

    private readonly struct Rule(Adagrad<T> owner) : IUpdateRule<T>
    {
        private readonly T _rate = T.CreateChecked(owner.LearningRate);
        private readonly T _epsilon = T.CreateChecked(owner.Epsilon);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<TLane>(ref TLane p, TLane g, ref TLane s, ref TLane none1, ref TLane none2) where TLane : struct, ILane<TLane, T>
        {
            s += g * g;
            p -= _rate * g / (TLane.Sqrt(s) + _epsilon);
        }
    }
}
