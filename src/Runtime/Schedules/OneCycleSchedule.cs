using DiffGen.Numerics;

namespace DiffGen.Schedules;

/// <summary>A learning rate that rises to its largest value and then falls far below where it began.</summary>
/// <remarks>
/// <para>Along half cosines, or straight lines:</para>
/// <code>
/// largest / InitialDivisor                              at step 0
/// largest                                               at step Warmup·steps - 1
/// largest / (InitialDivisor · FinalDivisor)             at step steps - 1, and from then on
/// </code>
/// <para>L. N. Smith, N. Topin, "Super-convergence: very fast training of neural networks using large learning rates", Proceedings of SPIE
/// 11006, 2019, in the form of <c>torch.optim.lr_scheduler.OneCycleLR</c> with its defaults.</para>
/// </remarks>
/// <param name="largest">The largest learning rate, at least 0.</param>
/// <param name="steps">The number of steps of the cycle, at least 2.</param>
/// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
public sealed class OneCycleSchedule(double largest, int steps) : Schedule
{
    private readonly double _largest = Require.NonNegative(largest, nameof(largest));
    private readonly int _steps = Require.AtLeast(steps, 2, nameof(steps));

    /// <summary>The part of the steps in which the rate rises, in (0, 1); 0.3 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public double Warmup
    {
        get;
        init => field = Require.Positive(Require.Fraction(value));
    } = 0.3;

    /// <summary>The largest rate over the first one, at least 1; 25 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public double InitialDivisor
    {
        get;
        init => field = Require.AtLeast(value, 1.0);
    } = 25;

    /// <summary>The first rate over the last one, at least 1; 10⁴ by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public double FinalDivisor
    {
        get;
        init => field = Require.AtLeast(value, 1.0);
    } = 1e4;

    /// <summary>Whether the rate goes along straight lines; along half cosines by default.</summary>
    public bool Linear { get; init; }

    /// <inheritdoc/>
    protected override double Rate(long step)
    {
        double first = _largest / InitialDivisor, last = first / FinalDivisor;
        double peak = Math.Max(Warmup * _steps - 1, 0), end = _steps - 1;
        if (step >= end)
            return last;
        return step < peak ? Between(first, _largest, step / peak) : Between(_largest, last, (step - peak) / (end - peak));
    }

    private double Between(double from, double to, double part)
        => Linear ? Interpolation.Linear(from, to, part) : Interpolation.Cosine(from, to, part);
}
