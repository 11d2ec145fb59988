using System.Numerics;
using System.Runtime.CompilerServices;
using DiffGen.Numerics;

namespace DiffGen.Optimizers;

/// <summary>Keeps a running mean of the parameters, to evaluate a model at; the steps stay as they are.</summary>
/// <remarks>
/// <para>a = p after the first step; after every other one:</para>
/// <code>
/// a ← β·a + (1 - β)·p
/// </code>
/// <para>B. T. Polyak, A. B. Juditsky, "Acceleration of stochastic approximation by averaging", SIAM Journal on Control and Optimization
/// 30, 1992, with weights that fade; so in C. Szegedy et al., "Rethinking the Inception architecture for computer vision", CVPR 2016.</para>
/// </remarks>
/// <typeparam name="T">The element type.</typeparam>
public sealed class ParameterEma<T> : GradientTransform<T>, IAveraging<T> where T : IFloatingPointIeee754<T>
{
    private T[] _average = [];
    private StateScalar? _steps;

    /// <summary>The decay β, in [0, 1); 0.999 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public double Decay
    {
        get;
        init => field = Require.Fraction(value);
    } = 0.999;

    /// <inheritdoc/>
    public void Average(Span<T> average)
    {
        if (_steps is not { Value: > 0 })
            throw new InvalidOperationException("There is no average before the first step");
        if (average.Length != _average.Length)
        {
            throw new ArgumentException(
                $"'{nameof(average)}' must have length {_average.Length}, but has length {average.Length}", nameof(average));
        }

        _average.CopyTo(average);
    }

    /// <inheritdoc/>
    protected override void Initialise(StateBuilder<T> state)
    {
        _average = state.Array("a");
        _steps = state.Scalar("Averaged", 0);
    }

    /// <inheritdoc/>
    protected override bool Before(StepContext<T> step) => true;

    // A transform after this one may skip a step: what counts is how many were made.
    /// <inheritdoc/>
    protected override void After(Span<T> parameters)
    {
        if (_steps!.Value == 0)
            parameters.CopyTo(_average);
        else
            Elementwise.Run(new Rule(Decay), _average, parameters);
        _steps.Value++;
    }

    private readonly struct Rule(double decay) : IUpdateRule<T>
    {
        private readonly RunningMean<T> _running = new(decay);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<TLane>(ref TLane average, TLane p, ref TLane a, ref TLane b, ref TLane c) where TLane : struct, ILane<TLane, T>
            => average = _running.Next(average, p);
    }
}
