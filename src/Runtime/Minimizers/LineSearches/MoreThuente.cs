using DiffGen.Numerics;

namespace DiffGen.Minimizers;

/// <summary>
/// The line search of Moré and Thuente for the strong Wolfe conditions: with φ(α) = f(x + α·d), a step α such that
/// φ(α) ≤ φ(0) + μ·α·φ'(0) and |φ'(α)| ≤ η·|φ'(0)|.
/// </summary>
/// <remarks>
/// <para>J. J. Moré, D. J. Thuente, "Line search algorithms with guaranteed sufficient decrease", ACM TOMS 20 (1994): an interval
/// that holds an acceptable step is updated by the values of ψ(α) = φ(α) - φ(0) - μ·α·φ'(0) until ψ(α) ≤ 0 and φ'(α) is large
/// enough, then by those of φ; where two updates don't shorten it to two thirds, it is halved. The trial step is chosen
/// among the minima of interpolating cubics and parabolas: <see cref="TrialInterval"/>.</para>
/// <para>Near the minimum the first condition drowns in rounding. There the slope decides, by
/// <see cref="SearchLine.IsDecreaseUpToRounding"/>.</para>
/// </remarks>
public sealed class MoreThuente : LineSearch
{
    /// <summary>The constant μ of sufficient decrease, in [0, 1); 10⁻⁴ by default. A step always exists where it is at most
    /// <see cref="Curvature"/> and below one half.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public double SufficientDecrease
    {
        get;
        init => field = Require.Fraction(value);
    } = 1e-4;

    /// <summary>The constant η of curvature, in [0, 1); 0.9 by default. Smaller is closer to the minimum of φ.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public double Curvature
    {
        get;
        init => field = Require.Fraction(value);
    } = 0.9;

    internal override LineSearchOutcome Search(SearchLine line, double firstStep)
    {
        LinePoint start = line.Start;
        double tilt = SufficientDecrease * start.Slope;
        bool tilted = true;
        var interval = new TrialInterval(start);
        double step = Math.Min(firstStep, line.Limit);
        for (int trials = 0; trials < MaxTrials; trials++)
        {
            if (line.Exhausted)
                return line.TakeLowest(LineSearchOutcome.Exhausted);
            LinePoint trial = line.Evaluate(step);
            if (trial.Value == double.NegativeInfinity)
                return line.TakeLowest(LineSearchOutcome.Unbounded);
            if (!trial.IsFinite)
            {
                step = interval.Wall(step);
                if (line.IsNegligible(interval.Width))
                    break;
                continue;
            }

            bool low = trial.Value <= start.Value + tilt * step;
            if (Math.Abs(trial.Slope) <= -Curvature * start.Slope
                && (low || line.IsDecreaseUpToRounding(trial, SufficientDecrease, Curvature)))
            {
                return line.TakeLast();
            }

            if (step >= line.Limit && low && trial.Slope <= tilt)
                return line.TakeLimit();
            if (tilted && low && trial.Slope >= Math.Min(SufficientDecrease, Curvature) * start.Slope)
                tilted = false;
            step = tilted && !low && trial.Value <= interval.Best.Value
                ? interval.NextTilted(trial, tilt, line.Limit)
                : interval.Next(trial, line.Limit);
            if (interval.IsBracket && (line.IsNegligible(interval.Width) || !interval.HasInside(step)))
                break;
        }

        return line.TakeLowest(LineSearchOutcome.NoDecrease);
    }
}
