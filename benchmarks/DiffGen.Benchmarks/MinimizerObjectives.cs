namespace DiffGen.Benchmarks;

/// <summary>Functions to minimise, beside those of <see cref="FormObjectives"/>; J. J. Moré, B. S. Garbow, K. E. Hillstrom, ACM TOMS 7
/// (1981).</summary>
internal static partial class MinimizerObjectives
{
    [Differentiable]
    public static double Beale(ReadOnlySpan<double> x)
    {
        double a = 1.5 - x[0] * (1 - x[1]), b = 2.25 - x[0] * (1 - x[1] * x[1]), c = 2.625 - x[0] * (1 - x[1] * x[1] * x[1]);
        return a * a + b * b + c * c;
    }

    [Differentiable]
    public static double Wood(ReadOnlySpan<double> x)
    {
        double a = x[1] - x[0] * x[0], b = 1 - x[0], c = x[3] - x[2] * x[2], d = 1 - x[2];
        double e = x[1] + x[3] - 2, f = x[1] - x[3];
        return 100 * a * a + b * b + 90 * c * c + d * d + 10 * e * e + 0.1 * f * f;
    }

    [Differentiable]
    public static double BrownDennis(ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 1; i <= 20; i++)
        {
            double t = i / 5.0;
            double a = x[0] + t * x[1] - Math.Exp(t), b = x[2] + x[3] * Math.Sin(t) - Math.Cos(t);
            double r = a * a + b * b;
            sum += r * r;
        }
        return sum;
    }

    [Differentiable]
    public static double BroydenTridiagonal(ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double before = i > 0 ? x[i - 1] : 0, after = i + 1 < x.Length ? x[i + 1] : 0;
            double r = (3 - 2 * x[i]) * x[i] - before - 2 * after + 1;
            sum += r * r;
        }
        return sum;
    }

    [Differentiable]
    public static double Trigonometric(ReadOnlySpan<double> x)
    {
        double cosines = 0, sum = 0;
        for (int i = 0; i < x.Length; i++) cosines += Math.Cos(x[i]);
        for (int i = 0; i < x.Length; i++)
        {
            double r = x.Length - cosines + (i + 1) * (1 - Math.Cos(x[i])) - Math.Sin(x[i]);
            sum += r * r;
        }
        return sum;
    }

    /// <summary>Σ 10^(4i/(n-1))·(xᵢ - 1)² / 2.</summary>
    [Differentiable]
    public static double IllConditioned(ReadOnlySpan<double> x)
    {
        double sum = 0, scale = 1, factor = Math.Pow(10, 4.0 / (x.Length - 1));
        for (int i = 0; i < x.Length; i++)
        {
            sum += 0.5 * scale * (x[i] - 1) * (x[i] - 1);
            scale *= factor;
        }
        return sum;
    }
}
