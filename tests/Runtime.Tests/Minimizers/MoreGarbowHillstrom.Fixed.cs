using DiffGen;

namespace DiffGen.Tests.Minimizers;

public static partial class MoreGarbowHillstrom
{
    // 2
    [Differentiable(Derivatives.Gradient | Derivatives.Hvp | Derivatives.Hessian)]
    public static double FreudensteinRoth(ReadOnlySpan<double> x)
    {
        double a = -13 + x[0] + ((5 - x[1]) * x[1] - 2) * x[1];
        double b = -29 + x[0] + ((x[1] + 1) * x[1] - 14) * x[1];
        return a * a + b * b;
    }

    // 3
    [Differentiable(Derivatives.Gradient | Derivatives.Hvp | Derivatives.Hessian)]
    public static double PowellBadlyScaled(ReadOnlySpan<double> x)
    {
        double a = 1e4 * x[0] * x[1] - 1, b = Math.Exp(-x[0]) + Math.Exp(-x[1]) - 1.0001;
        return a * a + b * b;
    }

    // 4
    [Differentiable(Derivatives.Gradient | Derivatives.Hvp | Derivatives.Hessian)]
    public static double BrownBadlyScaled(ReadOnlySpan<double> x)
    {
        double a = x[0] - 1e6, b = x[1] - 2e-6, c = x[0] * x[1] - 2;
        return a * a + b * b + c * c;
    }

    // 6
    [Differentiable(Derivatives.Gradient | Derivatives.Hvp | Derivatives.Hessian)]
    public static double JennrichSampson(ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 1; i <= 10; i++)
        {
            double r = 2 + 2 * i - (Math.Exp(i * x[0]) + Math.Exp(i * x[1]));
            sum += r * r;
        }

        return sum;
    }

    // 7
    [Differentiable(Derivatives.Gradient | Derivatives.Hvp | Derivatives.Hessian)]
    public static double HelicalValley(ReadOnlySpan<double> x)
    {
        double turn = Math.Atan(x[1] / x[0]) / (2 * Math.PI) + (x[0] < 0 ? 0.5 : 0);
        double a = 10 * (x[2] - 10 * turn), b = 10 * (Math.Sqrt(x[0] * x[0] + x[1] * x[1]) - 1);
        return a * a + b * b + x[2] * x[2];
    }

    // 8
    [Differentiable(Derivatives.Gradient | Derivatives.Hvp | Derivatives.Hessian)]
    public static double Bard(ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 1; i <= 15; i++)
        {
            double v = 16 - i, w = Math.Min(i, v);
            double r = MoreGarbowHillstromData.Bard[i - 1] - (x[0] + i / (v * x[1] + w * x[2]));
            sum += r * r;
        }

        return sum;
    }

    // 9
    [Differentiable(Derivatives.Gradient | Derivatives.Hvp | Derivatives.Hessian)]
    public static double Gaussian(ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 1; i <= 15; i++)
        {
            double t = (8 - i) / 2.0;
            double r = x[0] * Math.Exp(-x[1] * (t - x[2]) * (t - x[2]) / 2) - MoreGarbowHillstromData.Gaussian[i - 1];
            sum += r * r;
        }

        return sum;
    }

    // 10
    [Differentiable(Derivatives.Gradient | Derivatives.Hvp | Derivatives.Hessian)]
    public static double Meyer(ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 1; i <= 16; i++)
        {
            double r = x[0] * Math.Exp(x[1] / (45 + 5 * i + x[2])) - MoreGarbowHillstromData.Meyer[i - 1];
            sum += r * r;
        }

        return sum;
    }

    // 11
    [Differentiable(Derivatives.Gradient | Derivatives.Hvp | Derivatives.Hessian)]
    public static double Gulf(ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 1; i <= 99; i++)
        {
            double t = i / 100.0, y = 25 + Math.Pow(-50 * Math.Log(t), 2.0 / 3);
            double r = Math.Exp(-Math.Pow(Math.Abs(y - x[1]), x[2]) / x[0]) - t;
            sum += r * r;
        }

        return sum;
    }

    // 12
    [Differentiable(Derivatives.Gradient | Derivatives.Hvp | Derivatives.Hessian)]
    public static double Box(ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 1; i <= 10; i++)
        {
            double t = 0.1 * i;
            double r = Math.Exp(-t * x[0]) - Math.Exp(-t * x[1]) - x[2] * (Math.Exp(-t) - Math.Exp(-10 * t));
            sum += r * r;
        }

        return sum;
    }

    // 14
    [Differentiable(Derivatives.Gradient | Derivatives.Hvp | Derivatives.Hessian)]
    public static double Wood(ReadOnlySpan<double> x)
    {
        double a = x[1] - x[0] * x[0], b = 1 - x[0], c = x[3] - x[2] * x[2], d = 1 - x[2];
        double e = x[1] + x[3] - 2, f = x[1] - x[3];
        return 100 * a * a + b * b + 90 * c * c + d * d + 10 * e * e + 0.1 * f * f;
    }

    // 15
    [Differentiable(Derivatives.Gradient | Derivatives.Hvp | Derivatives.Hessian)]
    public static double KowalikOsborne(ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 0; i < 11; i++)
        {
            double u = MoreGarbowHillstromData.KowalikU[i];
            double r = MoreGarbowHillstromData.KowalikY[i] - x[0] * (u * u + u * x[1]) / (u * u + u * x[2] + x[3]);
            sum += r * r;
        }

        return sum;
    }

    // 16
    [Differentiable(Derivatives.Gradient | Derivatives.Hvp | Derivatives.Hessian)]
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

    // 17
    [Differentiable(Derivatives.Gradient | Derivatives.Hvp | Derivatives.Hessian)]
    public static double Osborne1(ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 0; i < 33; i++)
        {
            double t = 10.0 * i;
            double r = MoreGarbowHillstromData.Osborne1[i] - (x[0] + x[1] * Math.Exp(-t * x[3]) + x[2] * Math.Exp(-t * x[4]));
            sum += r * r;
        }

        return sum;
    }

    // 18
    [Differentiable(Derivatives.Gradient | Derivatives.Hvp | Derivatives.Hessian)]
    public static double Biggs6(ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 1; i <= 13; i++)
        {
            double t = 0.1 * i, y = Math.Exp(-t) - 5 * Math.Exp(-10 * t) + 3 * Math.Exp(-4 * t);
            double r = x[2] * Math.Exp(-t * x[0]) - x[3] * Math.Exp(-t * x[1]) + x[5] * Math.Exp(-t * x[4]) - y;
            sum += r * r;
        }

        return sum;
    }

    // 20
    [Differentiable(Derivatives.Gradient | Derivatives.Hvp | Derivatives.Hessian)]
    public static double Watson(ReadOnlySpan<double> x)
    {
        double sum = x[0] * x[0] + (x[1] - x[0] * x[0] - 1) * (x[1] - x[0] * x[0] - 1);
        for (int i = 1; i <= 29; i++)
        {
            double t = i / 29.0, slope = 0, value = 0, power = 1;
            for (int j = 0; j < x.Length; j++)
            {
                if (j > 0)
                    slope += j * x[j] * power;
                if (j > 0)
                    power *= t;
                value += x[j] * power;
            }

            double r = slope - value * value - 1;
            sum += r * r;
        }

        return sum;
    }
}
