using DiffGen.Numerics;

namespace DiffGen.Schedules;

/// <summary>A learning rate that rises along a straight line, and then falls with the root of the step: largest · min(t / w, √(w / t)) with
/// t = step + 1.</summary>
/// <remarks>A. Vaswani et al., "Attention is all you need", NeurIPS 2017, equation 3, where largest = 1 / √(d·w) in a model of width
/// d.</remarks>
/// <param name="largest">The learning rate after the warm-up, at least 0.</param>
/// <param name="warmup">The number w of steps till then, at least 1.</param>
/// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
public sealed class InverseSquareRootSchedule(double largest, int warmup) : Schedule
{
    private readonly double _largest = Require.NonNegative(largest, nameof(largest));
    private readonly int _warmup = Require.AtLeast(warmup, 1, nameof(warmup));

    /// <inheritdoc/>
    protected override double Rate(long step)
    {
        double t = step + 1.0;
        return _largest * Math.Min(t / _warmup, Math.Sqrt(_warmup / t));
    }
}
