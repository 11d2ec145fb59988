namespace DiffGen.Minimizers;

/// <summary>Student's distribution of t.</summary>
internal static class StudentT
{
    /// <summary>The probability of a value up to t.</summary>
    /// <remarks>With x = ν/(ν + t²) the two tails together have I(x; ν/2, 1/2): M. Abramowitz, I. A. Stegun, "Handbook of mathematical
    /// functions", 26.7.1.</remarks>
    /// <param name="t">A number.</param>
    /// <param name="degreesOfFreedom">ν, above 0.</param>
    /// <returns>The probability.</returns>
    public static double Probability(double t, double degreesOfFreedom)
    {
        double tail = 0.5 * IncompleteBeta.Regularized(
            degreesOfFreedom / (degreesOfFreedom + t * t), t * t / (degreesOfFreedom + t * t), 0.5 * degreesOfFreedom, 0.5);
        return t > 0 ? 1 - tail : tail;
    }

    /// <summary>The t that a value of the distribution exceeds in magnitude with a probability.</summary>
    /// <param name="probability">The probability of both tails, in (0, 1).</param>
    /// <param name="degreesOfFreedom">ν, above 0.</param>
    /// <returns>t, above 0.</returns>
    public static double TwoSidedQuantile(double probability, double degreesOfFreedom)
    {
        double low = 0, high = 1;
        while (Tails(high, degreesOfFreedom) > probability && high < 1e300)
            high *= 2;
        for (int i = 0; i < 200; i++)
        {
            double middle = 0.5 * (low + high);
            if (middle <= low || middle >= high)
                break;
            if (Tails(middle, degreesOfFreedom) > probability)
                low = middle;
            else
                high = middle;
        }

        return 0.5 * (low + high);
    }

    private static double Tails(double t, double degreesOfFreedom) => 2 * Probability(-t, degreesOfFreedom);
}
