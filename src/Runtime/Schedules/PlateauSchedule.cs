using DiffGen.Numerics;

namespace DiffGen.Schedules;

/// <summary>A learning rate that drops by a factor when a metric has stopped improving. It doesn't depend on the step, but on what was
/// reported.</summary>
/// <remarks>
/// <para>A metric is better if it is below best · (1 - Threshold), or, where best is negative, best · (1 + Threshold). After more than
/// Patience metrics in a row that aren't better, NaN among them: rate ← max(rate · Factor, Smallest), and the next Cooldown metrics don't
/// count as bad ones.</para>
/// <para>So in K. He, X. Zhang, S. Ren, J. Sun, "Deep residual learning for image recognition", CVPR 2016, section 3.4 ("divided by 10 when
/// the error plateaus"), with the rules and defaults of <c>torch.optim.lr_scheduler.ReduceLROnPlateau</c>.</para>
/// </remarks>
/// <param name="rate">The first learning rate, at least 0.</param>
/// <exception cref="ArgumentOutOfRangeException">It is negative or not finite.</exception>
public sealed class PlateauSchedule(double rate) : Schedule
{
    private PlateauState _state = new(Require.NonNegative(rate, nameof(rate)), double.PositiveInfinity, 0, 0);

    /// <summary>The factor of a drop, in [0, 1); 0.1 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public double Factor
    {
        get;
        init => field = Require.Fraction(value);
    } = 0.1;

    /// <summary>How many metrics in a row may be no better, at least 0; 10 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public int Patience
    {
        get;
        init => field = Require.AtLeast(value, 0);
    } = 10;

    /// <summary>By which part a metric must be better than the best one, in [0, 1); 10⁻⁴ by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public double Threshold
    {
        get;
        init => field = Require.Fraction(value);
    } = 1e-4;

    /// <summary>For how many metrics after a drop none counts as bad, at least 0; 0 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public int Cooldown
    {
        get;
        init => field = Require.AtLeast(value, 0);
    }

    /// <summary>The smallest learning rate, at least 0; 0 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public double Smallest
    {
        get;
        init => field = Require.NonNegative(value);
    }

    /// <inheritdoc/>
    public override void Report(double metric)
    {
        (double current, double best, int bad, int cooling) = _state;
        bool better = double.IsPositiveInfinity(best) ? metric < best : metric < best - Threshold * Math.Abs(best);
        (best, bad) = better ? (metric, 0) : (best, bad + 1);
        if (cooling > 0)
            (cooling, bad) = (cooling - 1, 0);
        if (bad > Patience)
            (current, bad, cooling) = (Math.Min(current, Math.Max(current * Factor, Smallest)), 0, Cooldown);
        _state = new PlateauState(current, best, bad, cooling);
    }

    /// <summary>The state: what was reported so far comes to this.</summary>
    /// <returns>The state.</returns>
    public PlateauState SaveState() => _state;

    /// <summary>Goes on from a state.</summary>
    /// <param name="state">The state.</param>
    /// <exception cref="ArgumentNullException">There is none.</exception>
    /// <exception cref="ArgumentException">A number in it is outside its range; nothing is changed.</exception>
    public void LoadState(PlateauState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        bool valid = double.IsFinite(state.Rate) && state.Rate >= 0 && !double.IsNaN(state.Best) && state.Bad >= 0 && state.Cooling >= 0;
        _state = valid ? state : throw new ArgumentException($"Not the state of a plateau schedule: {state}", nameof(state));
    }

    /// <inheritdoc/>
    protected override double Rate(long step) => _state.Rate;
}
