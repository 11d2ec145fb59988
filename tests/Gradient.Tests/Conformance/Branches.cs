using DiffGen.Tests.Infrastructure;

namespace DiffGen.Tests.Conformance;

/// <summary>Group B: branches, guards, early returns.</summary>
public static partial class Branches
{
    internal static TestProgram[] Programs =>
    [
        new("B1", at => B1(at[0]), (at, g) => B1Gradient(at[0], out g[0]), (at, s, d) => B1Pullback(at[0], s, ref d[0])),
        new("B2", at => B2(at[0], at[1]),
            (at, g) => B2Gradient(at[0], at[1], out g[0], out g[1]),
            (at, s, d) => B2Pullback(at[0], at[1], s, ref d[0], ref d[1])),
        new("B3", at => B3(at[0], at[1]),
            (at, g) => B3Gradient(at[0], at[1], out g[0], out g[1]),
            (at, s, d) => B3Pullback(at[0], at[1], s, ref d[0], ref d[1])),
        new("B4", at => B4(at[0]), (at, g) => B4Gradient(at[0], out g[0]), (at, s, d) => B4Pullback(at[0], s, ref d[0])),
        new("B5", at => B5(at[0]), (at, g) => B5Gradient(at[0], out g[0]), (at, s, d) => B5Pullback(at[0], s, ref d[0])),
        new("B6", at => B6(at[0]), (at, g) => B6Gradient(at[0], out g[0]), (at, s, d) => B6Pullback(at[0], s, ref d[0])),
        new("B7", at => B7(at[0]), (at, g) => B7Gradient(at[0], out g[0]), (at, s, d) => B7Pullback(at[0], s, ref d[0])),
        new("B8", at => B8(at), (at, g) => B8Gradient(at, g), (at, s, d) => B8Pullback(at, s, d)),
        new("B12", at => B12(at), (at, g) => B12Gradient(at, g), (at, s, d) => B12Pullback(at, s, d)),
        new("B13", at => B13(at, 0), (at, g) => B13Gradient(at, 0, g), (at, s, d) => B13Pullback(at, 0, s, d)),
    ];

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double B1(double x)
    {
        double t = x;
        if (x > 1)
            t = x * x;
        return 3 * t;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double B2(double x, double y)
    {
        double r;
        if (x > 0)
        {
            r = y > x ? x * y : x * x;
            if (r > 10)
                r = 2 * r;
        }
        else
        {
            r = y;
        }

        return r;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double B3(double x, double y)
    {
        double t = x * x;
        if (x > 0)
            t = y;
        t += x;
        return t;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double B4(double x) => x == 0 ? 1 : Math.Sin(x) / x;

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double B5(double x) => x > 0 ? Math.Sqrt(x) : 0;

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double B6(double x) => x > 0 ? Math.Log(x) : x;

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double B7(double x)
    {
        if (x < 0)
            return -(x * x);
        if (x < 1)
            return x * x * x;
        return x;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double B8(ReadOnlySpan<double> a)
    {
        double s = 0;
        for (int i = 0; i < a.Length; i++)
        {
            s += a[i] * a[i];
            if (s > 31)
                return s * a[i];
        }

        return s;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double B12(ReadOnlySpan<double> c)
    {
        int n = c.Length;
        if (n == 3)
            return c[0] + c[1] + c[2];

        double r = c[0];
        double t = 1;
        for (int i = 1; i <= n - 2; i++)
        {
            r += t * c[i];
            t *= c[0];
        }

        return r;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double B13(double[] a, int n)
    {
        if (n > 0 && a[n - 1] > 0)
            return a[n - 1] * a[0];
        else
            return a[0] * a[0];
    }
}
