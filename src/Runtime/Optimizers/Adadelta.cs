using System.Numerics;
using System.Runtime.CompilerServices;
using DiffGen.Numerics;

namespace DiffGen.Optimizers;

/// <summary>Adadelta: steps in the units of the parameters, without a learning rate of their own.</summary>
/// <remarks>
/// <para>With learning rate η and v = u = 0 before the first step:</para>
/// <code>
/// v ← ρ·v + (1 - ρ)·g²
/// d = √(u + ε) / √(v + ε) · g
/// u ← ρ·u + (1 - ρ)·d²
/// p ← p - η·d
/// </code>
/// <para>M. D. Zeiler, "ADADELTA: an adaptive learning rate method", arXiv:1212.5701, 2012, algorithm 1, where η = 1.</para>
/// <para>The result doesn't depend on the width of the vector registers.</para>
/// </remarks>
/// <typeparam name="T">The element type.</typeparam>
public sealed class Adadelta<T> : Optimizer<T> where T : IFloatingPointIeee754<T>
{
    private T[] _square = [];
    private T[] _steps = [];

    /// <summary>Adadelta with the values of the paper: η = 1, ρ = 0.95, ε = 10⁻⁶.</summary>
    public Adadelta() : base(1)
    {
    }

    /// <summary>The decay ρ of both means, in [0, 1); 0.95 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public double Decay
    {
        get;
        init => field = Require.Fraction(value);
    } = 0.95;

    /// <summary>The ε under both roots, above 0; 10⁻⁶ by default. The first steps are √ε large.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public double Epsilon
    {
        get;
        init => field = Require.Positive(value);
    } = 1e-6;

    /// <inheritdoc/>
    protected override void Initialise(StateBuilder<T> state)
    {
        _square = state.Array("v");
        _steps = state.Array("u");
    }

    /// <inheritdoc/>
    protected override void Update(Span<T> parameters, ReadOnlySpan<T> gradient)
        => Elementwise.Run(new Rule(this), parameters, gradient, _square, _steps);

    private readonly struct Rule(Adadelta<T> owner) : IUpdateRule<T>
    {
        private readonly RunningMean<T> _running = new(owner.Decay);
        private readonly T _rate = T.CreateChecked(owner.LearningRate);
        private readonly T _epsilon = T.CreateChecked(owner.Epsilon);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<TLane>(ref TLane p, TLane g, ref TLane v, ref TLane u, ref TLane none) where TLane : struct, ILane<TLane, T>
        {
            v = _running.Next(v, g * g);
            TLane d = TLane.Sqrt(u + _epsilon) / TLane.Sqrt(v + _epsilon) * g;
            u = _running.Next(u, d * d);
            p -= _rate * d;
        }
    }
}
