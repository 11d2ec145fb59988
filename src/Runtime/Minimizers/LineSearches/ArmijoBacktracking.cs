using DiffGen.Numerics;

namespace DiffGen.Minimizers;

/// <summary>Backtracking to the Armijo condition: with φ(α) = f(x + α·d), a step such that φ(α) ≤ φ(0) + c₁·α·φ'(0).</summary>
/// <remarks>
/// <para>A step that is too long is shortened to the minimum of the parabola through φ(0), φ'(0) and φ(α), kept between a
/// tenth and a half of it: J. E. Dennis, R. B. Schnabel, "Numerical methods for unconstrained optimization and nonlinear
/// equations", 1983, section 6.3.2. The condition is that of L. Armijo, Pacific J. Math. 16 (1966). It doesn't bound the
/// step from below: <see cref="Expansion"/> above 1 lengthens a first step that served, as long as that helps.</para>
/// <para>Where φ(α) differs from φ(0) by rounding alone, the slope decides:
/// <see cref="SearchLine.IsDecreaseUpToRounding"/>.</para>
/// </remarks>
public sealed class ArmijoBacktracking : LineSearch
{
    /// <summary>The constant c₁, in [0, 1); 10⁻⁴ by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public double SufficientDecrease
    {
        get;
        init => field = Require.Fraction(value);
    } = 1e-4;

    /// <summary>The factor by which a first step that meets the condition is lengthened, again and again while the value falls
    /// and the condition holds; at least 1; 1, that is not at all, by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public double Expansion
    {
        get;
        init => field = double.IsFinite(value) && value >= 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Expansion), value, $"{nameof(Expansion)} must be a finite number, at least 1");
    } = 1;

    internal override LineSearchOutcome Search(SearchLine line, double firstStep)
    {
        LinePoint start = line.Start;
        double step = Math.Min(firstStep, line.Limit);
        for (int trials = 0; trials < MaxTrials; trials++)
        {
            if (line.Exhausted)
                return line.TakeLowest(LineSearchOutcome.Exhausted);
            LinePoint trial = line.Evaluate(step);
            if (trial.Value == double.NegativeInfinity)
                return line.TakeLowest(LineSearchOutcome.Unbounded);
            if (IsLowEnough(line, trial))
            {
                if (step >= line.Limit)
                    return line.TakeLimit();
                return trials == 0 && Expansion > 1 && trial.Slope < 0 ? Expand(line, trial) : line.TakeLast();
            }

            if (line.IsNegligible(step))
                break;
            double vertex = trial.IsFinite ? 0.5 * -start.Slope * step / ((trial.Value - start.Value) / step - start.Slope) : 0;
            step = double.IsFinite(vertex) ? Math.Clamp(vertex, 0.1 * step, 0.5 * step) : 0.5 * step;
        }

        return line.TakeLowest(LineSearchOutcome.NoDecrease);
    }

    private LineSearchOutcome Expand(SearchLine line, LinePoint low)
    {
        for (; ; )
        {
            if (line.Exhausted)
                return line.TakeLowest(LineSearchOutcome.Exhausted);
            double step = Math.Min(low.Step * Expansion, line.Limit);
            LinePoint trial = line.Evaluate(step);
            if (trial.Value == double.NegativeInfinity)
                return line.TakeLowest(LineSearchOutcome.Unbounded);
            if (!IsLowEnough(line, trial) || !(trial.Value < low.Value))
            {
                line.TakeLowest(LineSearchOutcome.NoDecrease);
                return LineSearchOutcome.Satisfied;
            }

            if (step >= line.Limit)
                return line.TakeLimit();
            if (!(trial.Slope < 0))
                return line.TakeLast();
            low = trial;
        }
    }

    private bool IsLowEnough(SearchLine line, LinePoint trial)
        => trial.IsFinite
            && ((trial.Value < line.Start.Value
                    && trial.Value <= line.Start.Value + SufficientDecrease * trial.Step * line.Start.Slope)
                || line.IsDecreaseUpToRounding(trial, SufficientDecrease, curvature: 0.9));
}
