using DiffGen.Tests.Infrastructure;

namespace DiffGen.Tests.Conformance;

/// <summary>Group F: a fixed point, an integrator, a compensated sum.</summary>
public static partial class Iterations
{
    internal static TestProgram[] Programs =>
    [
        new("F13", at => F13(at[0], 100),
            (at, g) => F13Gradient(at[0], 100, out g[0]),
            (at, s, d) => F13Pullback(at[0], 100, s, ref d[0])),
        new("F14", at => F14(at[0], at[1]),
            (at, g) => F14Gradient(at[0], at[1], out g[0], out g[1]),
            (at, s, d) => F14Pullback(at[0], at[1], s, ref d[0], ref d[1])),
        new("F23", at => F23(at), (at, g) => F23Gradient(at, g), (at, s, d) => F23Pullback(at, s, d)),
    ];

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double F13(double theta, int steps)
    {
        double z = theta;
        for (int i = 0; i < steps; i++)
            z = theta * Math.Cos(z);
        return z;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double F14(double y0, double k)
    {
        const double h = 0.1;
        double y = y0;
        for (int step = 0; step < 10; step++)
        {
            double k1 = -k * y;
            double k2 = -k * (y + h / 2 * k1);
            double k3 = -k * (y + h / 2 * k2);
            double k4 = -k * (y + h * k3);
            y += h / 6 * (k1 + 2 * k2 + 2 * k3 + k4);
        }

        return y;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double F23(ReadOnlySpan<double> a)
    {
        double sum = 0;
        double lost = 0;
        for (int i = 0; i < a.Length; i++)
        {
            double y = a[i] - lost;
            double t = sum + y;
            lost = (t - sum) - y;
            sum = t;
        }

        return sum;
    }
}
