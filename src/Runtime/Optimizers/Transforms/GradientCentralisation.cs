using System.Numerics;
using System.Runtime.CompilerServices;
using DiffGen.Numerics;

namespace DiffGen.Optimizers;

/// <summary>Takes the mean off the gradient of each row of a matrix: g ← g - mean(g) over all dimensions but the first.</summary>
/// <remarks>
/// <para>Vectors and scalars of the layout stay as they are. Without a layout the whole gradient is one row.</para>
/// <para>H. Yong, J. Huang, X. Hua, L. Zhang, "Gradient centralization: a new optimization technique for deep neural networks", ECCV
/// 2020, equation 1.</para>
/// </remarks>
/// <typeparam name="T">The element type.</typeparam>
public sealed class GradientCentralisation<T> : GradientTransform<T> where T : IFloatingPointIeee754<T>
{
    private Layer[] _layers = [];

    /// <summary>Which parameters are matrices; <c>null</c>, the default, is one row.</summary>
    public ParameterLayout? Layout { get; init; }

    /// <inheritdoc/>
    protected override void Initialise(StateBuilder<T> state)
        => _layers = [.. LayerTable.Of(Layout, state.Length).Where(layer => layer.IsMatrix || Layout is null)];

    /// <inheritdoc/>
    protected override bool Before(StepContext<T> step)
    {
        foreach (Layer layer in _layers)
        {
            for (int i = 0; i < layer.Rows; i++)
            {
                Span<T> row = layer.Of(step.Gradient).Slice(i * layer.Columns, layer.Columns);
                Elementwise.Run(new Rule(Sums.Of<T>(row) / row.Length), row, row);
            }
        }

        return true;
    }

    private readonly struct Rule(double mean) : IUpdateRule<T>
    {
        private readonly T _minusMean = T.CreateChecked(-mean);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<TLane>(ref TLane g, TLane y, ref TLane a, ref TLane b, ref TLane c) where TLane : struct, ILane<TLane, T>
            => g += _minusMean;
    }
}
