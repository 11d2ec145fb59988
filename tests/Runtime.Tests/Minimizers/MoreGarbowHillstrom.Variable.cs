using DiffGen;

namespace DiffGen.Tests.Minimizers;

/// <summary>Problems of J. J. Moré, B. S. Garbow, K. E. Hillstrom, "Testing unconstrained optimization software", ACM TOMS 7
/// (1981), as sums of squares, numbered as there; some beyond the paper's dimension.</summary>
public static partial class MoreGarbowHillstrom
{
    // 1 and 21: extended Rosenbrock
    [Differentiable(Derivatives.Gradient | Derivatives.Hvp | Derivatives.Hessian)]
    public static double Rosenbrock(ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i += 2)
        {
            double a = 1 - x[i], b = x[i + 1] - x[i] * x[i];
            sum += a * a + 100 * b * b;
        }

        return sum;
    }

    // 13 and 22: extended Powell singular
    [Differentiable(Derivatives.Gradient | Derivatives.Hvp | Derivatives.Hessian)]
    public static double PowellSingular(ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i += 4)
        {
            double a = x[i] + 10 * x[i + 1], b = x[i + 2] - x[i + 3], c = x[i + 1] - 2 * x[i + 2], d = x[i] - x[i + 3];
            sum += a * a + 5 * b * b + c * c * c * c + 10 * d * d * d * d;
        }

        return sum;
    }

    // 23
    [Differentiable(Derivatives.Gradient | Derivatives.Hvp | Derivatives.Hessian)]
    public static double Penalty1(ReadOnlySpan<double> x)
    {
        double sum = 0, square = -0.25;
        for (int i = 0; i < x.Length; i++)
        {
            sum += 1e-5 * (x[i] - 1) * (x[i] - 1);
            square += x[i] * x[i];
        }

        return sum + square * square;
    }

    // 24
    [Differentiable(Derivatives.Gradient | Derivatives.Hvp | Derivatives.Hessian)]
    public static double Penalty2(ReadOnlySpan<double> x)
    {
        double sum = (x[0] - 0.2) * (x[0] - 0.2), weighted = -1;
        for (int i = 0; i < x.Length; i++)
        {
            weighted += (x.Length - i) * x[i] * x[i];
            if (i > 0)
            {
                double y = Math.Exp((i + 1) / 10.0) + Math.Exp(i / 10.0);
                double a = Math.Exp(x[i] / 10) + Math.Exp(x[i - 1] / 10) - y, b = Math.Exp(x[i] / 10) - Math.Exp(-0.1);
                sum += 1e-5 * (a * a + b * b);
            }
        }

        return sum + weighted * weighted;
    }

    // 25
    [Differentiable(Derivatives.Gradient | Derivatives.Hvp | Derivatives.Hessian)]
    public static double VariablyDimensioned(ReadOnlySpan<double> x)
    {
        double sum = 0, weighted = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += (x[i] - 1) * (x[i] - 1);
            weighted += (i + 1) * (x[i] - 1);
        }

        return sum + weighted * weighted + weighted * weighted * weighted * weighted;
    }

    // 26
    [Differentiable(Derivatives.Gradient | Derivatives.Hvp | Derivatives.Hessian)]
    public static double Trigonometric(ReadOnlySpan<double> x)
    {
        double cosines = 0, sum = 0;
        for (int i = 0; i < x.Length; i++)
            cosines += Math.Cos(x[i]);
        for (int i = 0; i < x.Length; i++)
        {
            double r = x.Length - cosines + (i + 1) * (1 - Math.Cos(x[i])) - Math.Sin(x[i]);
            sum += r * r;
        }

        return sum;
    }

    // 27
    [Differentiable(Derivatives.Gradient | Derivatives.Hvp | Derivatives.Hessian)]
    public static double BrownAlmostLinear(ReadOnlySpan<double> x)
    {
        double total = 0, product = 1, sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            total += x[i];
            product *= x[i];
        }

        for (int i = 0; i < x.Length - 1; i++)
        {
            double r = x[i] + total - (x.Length + 1);
            sum += r * r;
        }

        return sum + (product - 1) * (product - 1);
    }

    // 28
    [Differentiable(Derivatives.Gradient | Derivatives.Hvp | Derivatives.Hessian)]
    public static double DiscreteBoundaryValue(ReadOnlySpan<double> x)
    {
        double sum = 0, h = 1.0 / (x.Length + 1);
        for (int i = 0; i < x.Length; i++)
        {
            double before = i > 0 ? x[i - 1] : 0, after = i + 1 < x.Length ? x[i + 1] : 0, cube = x[i] + (i + 1) * h + 1;
            double r = 2 * x[i] - before - after + h * h * cube * cube * cube / 2;
            sum += r * r;
        }

        return sum;
    }

    // 30
    [Differentiable(Derivatives.Gradient | Derivatives.Hvp | Derivatives.Hessian)]
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

    // 31
    [Differentiable(Derivatives.Gradient | Derivatives.Hvp | Derivatives.Hessian)]
    public static double BroydenBanded(ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double r = x[i] * (2 + 5 * x[i] * x[i]) + 1;
            for (int j = Math.Max(0, i - 5); j <= Math.Min(x.Length - 1, i + 1); j++)
            {
                if (j != i)
                    r -= x[j] * (1 + x[j]);
            }

            sum += r * r;
        }

        return sum;
    }

    // 32, with m = 2·n
    [Differentiable(Derivatives.Gradient | Derivatives.Hvp | Derivatives.Hessian)]
    public static double LinearFullRank(ReadOnlySpan<double> x)
    {
        double total = 0, sum = 0;
        for (int i = 0; i < x.Length; i++)
            total += x[i];
        for (int i = 0; i < 2 * x.Length; i++)
        {
            double r = -total / x.Length - 1;
            if (i < x.Length)
                r += x[i];
            sum += r * r;
        }

        return sum;
    }

    // 35
    [Differentiable(Derivatives.Gradient | Derivatives.Hvp | Derivatives.Hessian)]
    public static double Chebyquad(ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 1; i <= x.Length; i++)
        {
            double mean = 0;
            for (int j = 0; j < x.Length; j++)
            {
                double y = 2 * x[j] - 1, before = 1, now = y;
                for (int k = 1; k < i; k++)
                {
                    double next = 2 * y * now - before;
                    before = now;
                    now = next;
                }

                mean += now;
            }

            double r = mean / x.Length + (i % 2 == 0 ? 1.0 / ((double)i * i - 1) : 0);
            sum += r * r;
        }

        return sum;
    }
}
