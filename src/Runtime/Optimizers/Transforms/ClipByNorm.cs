using System.Numerics;
using DiffGen.Numerics;

namespace DiffGen.Optimizers;

/// <summary>Clips the norm of each layer's gradient: g ← g · limit / ‖g‖ where ‖g‖ is above the limit, parameter by parameter of the
/// layout. The norm of all together: <see cref="ClipByGlobalNorm{T}"/>.</summary>
/// <remarks>R. Pascanu, T. Mikolov, Y. Bengio, "On the difficulty of training recurrent neural networks", ICML 2013, algorithm 1, for
/// each parameter on its own.</remarks>
/// <typeparam name="T">The element type.</typeparam>
public sealed class ClipByNorm<T> : GradientTransform<T> where T : IFloatingPointIeee754<T>
{
    private Layer[] _layers = [];

    /// <summary>The layers; <c>null</c>, the default, is one layer.</summary>
    public ParameterLayout? Layout { get; init; }

    /// <summary>The largest norm of a layer's gradient, above 0; 1 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public double Limit
    {
        get;
        init => field = Require.Positive(value);
    } = 1;

    /// <inheritdoc/>
    protected override void Initialise(StateBuilder<T> state) => _layers = LayerTable.Of(Layout, state.Length);

    /// <inheritdoc/>
    protected override bool Before(StepContext<T> step)
    {
        foreach (Layer layer in _layers)
            NormClipping.Clip(layer.Of(step.Gradient), Limit);
        return true;
    }
}
