using System.Numerics;
using System.Runtime.CompilerServices;
using DiffGen.Numerics;

namespace DiffGen.Optimizers;

/// <summary>Lets the optimizer make some steps ahead, then goes a part of the way, and begins there again.</summary>
/// <remarks>
/// <para>With s = p before the first step; after every k-th step:</para>
/// <code>
/// s ← s + α·(p - s)
/// p ← s
/// </code>
/// <para>M. Zhang, J. Lucas, G. Hinton, J. Ba, "Lookahead optimizer: k steps forward, 1 step back", NeurIPS 2019, algorithm 1. The state
/// of the optimizer stays as it is.</para>
/// </remarks>
/// <typeparam name="T">The element type.</typeparam>
public sealed class Lookahead<T> : GradientTransform<T> where T : IFloatingPointIeee754<T>
{
    private T[] _slow = [];
    private StateScalar? _steps;

    /// <summary>The number k of steps ahead, at least 1; 5 by default, as in the paper's experiments.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public int Interval
    {
        get;
        init => field = Require.AtLeast(value, 1);
    } = 5;

    /// <summary>The part α of the way, in (0, 1]; 0.5 by default, as in the paper's experiments.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public double Part
    {
        get;
        init => field = Require.Portion(value);
    } = 0.5;

    /// <inheritdoc/>
    protected override void Initialise(StateBuilder<T> state)
    {
        _slow = state.Array("s");
        _steps = state.Scalar("Made", 0);
    }

    /// <inheritdoc/>
    protected override bool Before(StepContext<T> step)
    {
        if (_steps!.Value == 0)
            step.Parameters.CopyTo(_slow);
        return true;
    }

    // A transform after this one may skip a step: what counts is how many were made.
    /// <inheritdoc/>
    protected override void After(Span<T> parameters)
    {
        _steps!.Value++;
        if (_steps.Value % Interval != 0)
            return;
        Elementwise.Run(new Rule(Part), _slow, parameters);
        _slow.CopyTo(parameters);
    }

    private readonly struct Rule(double part) : IUpdateRule<T>
    {
        private readonly T _part = T.CreateChecked(part);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<TLane>(ref TLane slow, TLane p, ref TLane a, ref TLane b, ref TLane c) where TLane : struct, ILane<TLane, T>
            => slow += _part * (p - slow);
    }
}
