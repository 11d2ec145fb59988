namespace DiffGen.Minimizers;

/// <summary>The incomplete beta function.</summary>
internal static class IncompleteBeta
{
    private const double Tiny = 1e-300;
    private const int MaxTerms = 100_000;

    /// <summary>I(x; a, b) = ∫₀ˣ tᵃ⁻¹·(1 - t)ᵇ⁻¹ dt / B(a, b).</summary>
    /// <remarks>The continued fraction 26.5.8 of M. Abramowitz, I. A. Stegun, "Handbook of mathematical functions", by the method of
    /// W. J. Lentz, "Generating Bessel functions in Mie scattering calculations using continued fractions", Applied Optics 15
    /// (1976).</remarks>
    /// <param name="x">A number in [0, 1].</param>
    /// <param name="complement">1 - x, given apart since it may be less than the rounding error of 1.</param>
    /// <param name="a">Above 0.</param>
    /// <param name="b">Above 0.</param>
    /// <returns>The value, in [0, 1].</returns>
    public static double Regularized(double x, double complement, double a, double b)
    {
        if (x <= 0)
            return 0;
        if (complement <= 0)
            return 1;
        double front = Math.Exp(a * Log(x, complement) + b * Log(complement, x) - LogBeta(a, b));
        return x < (a + 1) / (a + b + 2)
            ? front * Fraction(x, a, b) / a
            : 1 - front * Fraction(complement, b, a) / b;
    }

    /// <summary>ln Γ(x).</summary>
    /// <remarks>Stirling's series from 10 on, Abramowitz and Stegun 6.1.41; below by Γ(x + 1) = x·Γ(x).</remarks>
    /// <param name="x">A number above 0.</param>
    /// <returns>The logarithm.</returns>
    public static double LogGamma(double x)
    {
        double product = 1;
        while (x < 10)
            product *= x++;
        return (x - 0.5) * Math.Log(x) - x + 0.5 * Math.Log(2 * Math.PI) + Series(x) - Math.Log(product);
    }

    // ln Γ(a) + ln Γ(b) - ln Γ(a + b). Of a large a the first and the last cancel: Stirling's series of their difference, with
    // ln(1 + b/a), keeps the digits.
    private static double LogBeta(double a, double b)
    {
        if (a < b)
            (a, b) = (b, a);
        if (a < 10)
            return LogGamma(a) + LogGamma(b) - LogGamma(a + b);
        double difference = (a - 0.5) * LogOnePlus.Of(b / a) + b * Math.Log(a + b) - b + Series(a + b) - Series(a);
        return LogGamma(b) - difference;
    }

    private static double Series(double x)
    {
        double inverse = 1 / x, square = inverse * inverse;
        return inverse * (1.0 / 12 - square * (1.0 / 360 - square * (1.0 / 1260 - square * (1.0 / 1680
            - square * (1.0 / 1188 - square * (691.0 / 360_360 - square / 156))))));
    }

    private static double Log(double x, double complement) => x < 0.5 ? Math.Log(x) : LogOnePlus.Of(-complement);

    private static double Fraction(double x, double a, double b)
    {
        double c = 1, d = Inverse(1 - (a + b) * x / (a + 1));
        double value = d;
        for (int m = 1; m <= MaxTerms; m++)
        {
            double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
            d = Inverse(1 + even * d);
            c = Guarded(1 + even / c);
            value *= d * c;
            double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
            d = Inverse(1 + odd * d);
            c = Guarded(1 + odd / c);
            double factor = d * c;
            value *= factor;
            if (Math.Abs(factor - 1) <= 1e-16)
                break;
        }

        return value;
    }

    private static double Inverse(double denominator) => 1 / Guarded(denominator);

    private static double Guarded(double value) => Math.Abs(value) < Tiny ? Tiny : value;
}
