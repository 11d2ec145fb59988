using DiffGen.Tests.Infrastructure;

namespace DiffGen.Tests.Conformance;

/// <summary>Group C: loops with a known number of rounds.</summary>
public static partial class CountedLoops
{
    internal static TestProgram[] Programs =>
    [
        new("C1", at => C1(at[0], 5), (at, g) => C1Gradient(at[0], 5, out g[0]), (at, s, d) => C1Pullback(at[0], 5, s, ref d[0])),
        new("C2", at => C1(at[0], 0), (at, g) => C1Gradient(at[0], 0, out g[0]), (at, s, d) => C1Pullback(at[0], 0, s, ref d[0])),
        new("C3", at => C3(at), (at, g) => C3Gradient(at, g), (at, s, d) => C3Pullback(at, s, d)),
        new("C8", at => C8(at), (at, g) => C8Gradient(at, g), (at, s, d) => C8Pullback(at, s, d)),
        new("C11", at => C11(at[0], at[1]),
            (at, g) => C11Gradient(at[0], at[1], out g[0], out g[1]),
            (at, s, d) => C11Pullback(at[0], at[1], s, ref d[0], ref d[1])),
        new("C13", at => C13(at.AsSpan(0, 5), at[5]),
            (at, g) => C13Gradient(at.AsSpan(0, 5), at[5], g.AsSpan(0, 5), out g[5]),
            (at, s, d) => C13Pullback(at.AsSpan(0, 5), at[5], s, d.AsSpan(0, 5), ref d[5])),
        new("C18", at => C18(at[0]), (at, g) => C18Gradient(at[0], out g[0]), (at, s, d) => C18Pullback(at[0], s, ref d[0])),
        new("C20", at => C20(at[0], at[1], 10000),
            (at, g) => C20Gradient(at[0], at[1], 10000, out g[0], out g[1]),
            (at, s, d) => C20Pullback(at[0], at[1], 10000, s, ref d[0], ref d[1])),
        new("C21", at => C21(at[0]), (at, g) => C21Gradient(at[0], out g[0]), (at, s, d) => C21Pullback(at[0], s, ref d[0])),
    ];

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double C1(double x, int n)
    {
        double p = 1;
        for (int i = 0; i < n; i++)
            p *= x;
        return p;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double C3(double[] a)
    {
        double p = 1;
        for (int i = 0; i < a.Length; i++)
            p *= a[i];
        return p;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double C8(ReadOnlySpan<double> a)
    {
        double s = 0;
        for (int i = 0; i < a.Length; i++)
        {
            for (int j = 0; j <= i; j++)
                s += a[i] * a[j];
        }

        return s;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double C11(double a, double b)
    {
        double h = (b - a) / 4;
        double s = 0;
        for (int i = 0; i < 4; i++)
        {
            double x = a + (i + 0.5) * h;
            s += x * x * h;
        }

        return s;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double C13(ReadOnlySpan<double> a, double x)
    {
        double s = 0;
        for (int i = a.Length - 1; i >= 0; i -= 2)
            s = s * x + a[i];
        return s;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double C18(double x)
    {
        double r = 1;
        for (int i = 0; i < 3; i++)
            r += x * r;
        return r;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double C20(double y, double dt, int steps)
    {
        for (int i = 0; i < steps; i++)
            y += dt * (-y);
        return y;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double C21(double a)
    {
        double s = 0;
        for (int i = 0; i < 2; i++)
            s += 1 / ((i + 1) + a * a);
        return s;
    }
}
