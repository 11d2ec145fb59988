using System.Numerics;
using DiffGen.Numerics;

namespace DiffGen.Optimizers;

/// <summary>What the optimizers with running means of the gradient and of its square share: Adam and its kin.</summary>
/// <typeparam name="T">The element type.</typeparam>
public abstract class AdaptiveOptimizer<T> : Optimizer<T> where T : IFloatingPointIeee754<T>
{
    /// <summary>Sets the defaults.</summary>
    /// <param name="learningRate">The learning rate η.</param>
    /// <param name="epsilon">The ε.</param>
    protected AdaptiveOptimizer(double learningRate, double epsilon) : base(learningRate) => Epsilon = epsilon;

    /// <summary>The decay β₁ of the mean gradient, in [0, 1); 0.9 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public double Beta1
    {
        get;
        init => field = Require.Fraction(value);
    } = 0.9;

    /// <summary>The decay β₂ of the mean squared gradient, in [0, 1); 0.999 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public double Beta2
    {
        get;
        init => field = Require.Fraction(value);
    } = 0.999;

    /// <summary>The ε of the denominator, above 0; the default is stated at the constructor.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public double Epsilon
    {
        get;
        init => field = Require.Positive(value);
    }

    /// <summary>The running mean m of the gradient.</summary>
    protected T[] First { get; private set; } = [];

    /// <summary>The running mean v of its square, or what stands in its place.</summary>
    protected T[] Second { get; private set; } = [];

    /// <summary>1 - β₁ᵗ: what the mean of the gradients so far has in weights.</summary>
    protected double Weight1 => 1 - Powers.Of(Beta1, Steps);

    /// <summary>1 - β₂ᵗ.</summary>
    protected double Weight2 => 1 - Powers.Of(Beta2, Steps);

    /// <inheritdoc/>
    protected override void Initialise(StateBuilder<T> state)
    {
        First = state.Array("m");
        Second = state.Array("v");
    }
}
