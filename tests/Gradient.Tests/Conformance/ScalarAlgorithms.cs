using DiffGen.Tests.Infrastructure;

namespace DiffGen.Tests.Conformance;

/// <summary>Group F: algorithms on scalars.</summary>
public static partial class ScalarAlgorithms
{
    internal static TestProgram[] Programs =>
    [
        new("F4", at => F4(at[0], 13), (at, g) => F4Gradient(at[0], 13, out g[0]), (at, s, d) => F4Pullback(at[0], 13, s, ref d[0])),
        new("F5", at => F5(at[0], at[1]),
            (at, g) => F5Gradient(at[0], at[1], out g[0], out g[1]),
            (at, s, d) => F5Pullback(at[0], at[1], s, ref d[0], ref d[1])),
        new("F11", at => F11(at[0]), (at, g) => F11Gradient(at[0], out g[0]), (at, s, d) => F11Pullback(at[0], s, ref d[0])),
        new("F12", at => F12(at[0], at[1]),
            (at, g) => F12Gradient(at[0], at[1], out g[0], out g[1]),
            (at, s, d) => F12Pullback(at[0], at[1], s, ref d[0], ref d[1])),
        new("F27", at => F27(at[0], at[1], 12345),
            (at, g) => F27Gradient(at[0], at[1], 12345, out g[0], out g[1]),
            (at, s, d) => F27Pullback(at[0], at[1], 12345, s, ref d[0], ref d[1])),
    ];

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double F4(double x, int n)
    {
        double r = 1;
        double b = x;
        while (n > 0)
        {
            if ((n & 1) != 0)
                r *= b;
            b *= b;
            n >>= 1;
        }

        return r;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double F5(double x, double y) => x % y;

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double F11(double x)
    {
        const double tolerance = 1e-12;
        double y = x;
        while (true)
        {
            double next = (y + x / y) / 2;
            double change = next - y;
            y = next;
            if (Math.Abs(change) < tolerance)
                break;
        }

        return y;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double F12(double m, double e)
    {
        double anomaly = m;
        double change;
        do
        {
            change = (anomaly - e * Math.Sin(anomaly) - m) / (1 - e * Math.Cos(anomaly));
            anomaly -= change;
        }
        while (Math.Abs(change) > 1e-12);
        return anomaly;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double F27(double mu, double sd, int state)
    {
        double sum = 0;
        for (int i = 0; i < 4; i++)
        {
            state = unchecked(state * 1103515245 + 12345) & int.MaxValue;
            double z = state / 2147483648.0 - 0.5;
            double draw = mu + sd * z;
            sum += draw * draw;
        }

        return sum / 4;
    }
}
