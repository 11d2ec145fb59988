using System.Numerics;
using System.Runtime.CompilerServices;
using DiffGen.Numerics;

namespace DiffGen.Optimizers;

/// <summary>Rprop: only the sign of the gradient counts, and each parameter has a step size of its own. For full batches, whose
/// gradients aren't noisy.</summary>
/// <remarks>
/// <para>With learning rate η, and δ = 1, s = 0 before the first step:</para>
/// <code>
/// q = sign(g)·s
/// δ ← min(η⁺·δ, δmax), s ← sign(g)   where q &gt; 0
/// δ ← max(η⁻·δ, δmin), s ← 0         where q &lt; 0
/// s ← sign(g)                        otherwise
/// p ← p - η·δ·s
/// </code>
/// <para>M. Riedmiller, H. Braun, "A direct adaptive method for faster backpropagation learning: the RPROP algorithm", IEEE
/// International Conference on Neural Networks, 1993, in the form iRprop⁻ of C. Igel, M. Hüsken, "Improving the Rprop learning
/// algorithm", Neural Computation 2000. There the step sizes are η·δ; here η is a factor of its own, so that schedules can act.</para>
/// <para>The result doesn't depend on the width of the vector registers.</para>
/// </remarks>
/// <typeparam name="T">The element type.</typeparam>
public sealed class Rprop<T> : Optimizer<T> where T : IFloatingPointIeee754<T>
{
    private T[] _sizes = [];
    private T[] _signs = [];

    /// <summary>Rprop with the values of the 1993 paper: first step η = 0.1, factors 1.2 and 0.5, steps from 10⁻⁶ to 50.</summary>
    public Rprop() : base(0.1)
    {
    }

    /// <summary>The factor η⁺ of a step size while the sign stays, at least 1; 1.2 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public double Increase
    {
        get;
        init => field = Require.AtLeast(value, 1.0);
    } = 1.2;

    /// <summary>The factor η⁻ of a step size when the sign changes, in [0, 1); 0.5 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public double Decrease
    {
        get;
        init => field = Require.Fraction(value);
    } = 0.5;

    /// <summary>The smallest step size δmin in units of the learning rate, above 0; 10⁻⁵ by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public double SmallestSize
    {
        get;
        init => field = Require.Positive(value);
    } = 1e-5;

    /// <summary>The largest step size δmax in units of the learning rate, above 0; 500 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public double LargestSize
    {
        get;
        init => field = Require.Positive(value);
    } = 500;

    /// <inheritdoc/>
    protected override void Initialise(StateBuilder<T> state)
    {
        _sizes = state.Array("d");
        _sizes.AsSpan().Fill(T.One);
        _signs = state.Array("s");
    }

    /// <inheritdoc/>
    protected override void Update(Span<T> parameters, ReadOnlySpan<T> gradient)
        => Elementwise.Run(new Rule(this), parameters, gradient, _sizes, _signs);

    private readonly struct Rule(Rprop<T> owner) : IUpdateRule<T>
    {
        private readonly T _rate = T.CreateChecked(owner.LearningRate);
        private readonly T _increase = T.CreateChecked(owner.Increase);
        private readonly T _decrease = T.CreateChecked(owner.Decrease);
        private readonly T _smallest = T.CreateChecked(owner.SmallestSize);
        private readonly T _largest = T.CreateChecked(owner.LargestSize);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<TLane>(ref TLane p, TLane g, ref TLane d, ref TLane s, ref TLane none) where TLane : struct, ILane<TLane, T>
        {
            TLane sign = g.Sign<TLane, T>();
            TLane q = sign * s;
            TLane larger = TLane.Min(_increase * d, TLane.Of(_largest)), smaller = TLane.Max(_decrease * d, TLane.Of(_smallest));
            d = TLane.BySign(q, larger, smaller, d);
            s = TLane.BySign(q, sign, TLane.Of(T.Zero), sign);
            p -= _rate * (d * s);
        }
    }
}
