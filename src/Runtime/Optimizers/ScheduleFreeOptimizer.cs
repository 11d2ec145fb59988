using System.Numerics;
using DiffGen.Numerics;

namespace DiffGen.Optimizers;

/// <summary>What the schedule-free optimizers share: the sequence z that makes the steps, and its average x.</summary>
/// <typeparam name="T">The element type.</typeparam>
public abstract class ScheduleFreeOptimizer<T> : Optimizer<T>, IAveraging<T> where T : IFloatingPointIeee754<T>
{
    private StateScalar? _weights;

    private protected ScheduleFreeOptimizer(double learningRate) : base(learningRate)
    {
    }

    /// <summary>How near to the average x the gradient is taken: β, in [0, 1); 0.9 by default, as in the paper. With 0, x is Polyak and
    /// Ruppert's average.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public double Beta1
    {
        get;
        init => field = Require.Fraction(value);
    } = 0.9;

    /// <summary>The weight decay λ at the point of the gradient, at least 0; 0 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public double WeightDecay
    {
        get;
        init => field = Require.NonNegative(value);
    }

    private protected T[] Fast { get; private set; } = [];

    private protected T[] Averaged { get; private set; } = [];

    /// <inheritdoc/>
    public void Average(Span<T> average)
    {
        if (Steps == 0)
            throw new InvalidOperationException("There is no average before the first step");
        if (average.Length != Averaged.Length)
        {
            throw new ArgumentException(
                $"'{nameof(average)}' must have length {Averaged.Length}, but has length {average.Length}", nameof(average));
        }

        Averaged.CopyTo(average);
    }

    /// <inheritdoc/>
    protected override void Initialise(StateBuilder<T> state)
    {
        Fast = state.Array("z");
        Averaged = state.Array("x");
        _weights = state.Scalar("SumOfWeights", 0);
    }

    /// <summary>Begins both sequences at the parameters, if this is the first step.</summary>
    /// <returns>The weight of the new z in the average: γ² / Σγ².</returns>
    private protected double Begin(ReadOnlySpan<T> parameters, double rate)
    {
        if (Steps == 1)
        {
            parameters.CopyTo(Fast);
            parameters.CopyTo(Averaged);
        }

        _weights!.Value += rate * rate;
        return rate > 0 ? rate * rate / _weights.Value : 0;
    }
}
