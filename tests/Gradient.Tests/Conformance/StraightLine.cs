using DiffGen.Tests.Infrastructure;

namespace DiffGen.Tests.Conformance;

/// <summary>Group A: straight-line code, locals, evaluation order.</summary>
public static partial class StraightLine
{
    internal static TestProgram[] Programs =>
    [
        new("A1", at => A1(at[0]), (at, g) => A1Gradient(at[0], out g[0]), (at, s, d) => A1Pullback(at[0], s, ref d[0])),
        new("A2", at => A2(at[0]), (at, g) => A2Gradient(at[0], out g[0]), (at, s, d) => A2Pullback(at[0], s, ref d[0])),
        new("A3", at => A3(at[0], at[1]),
            (at, g) => A3Gradient(at[0], at[1], out g[0], out g[1]),
            (at, s, d) => A3Pullback(at[0], at[1], s, ref d[0], ref d[1])),
        new("A4", at => A4(at[0]), (at, g) => A4Gradient(at[0], out g[0]), (at, s, d) => A4Pullback(at[0], s, ref d[0])),
        new("A5", at => A5(at[0]), (at, g) => A5Gradient(at[0], out g[0]), (at, s, d) => A5Pullback(at[0], s, ref d[0])),
        new("A6", at => A6(at[0], at[1]),
            (at, g) => A6Gradient(at[0], at[1], out g[0], out g[1]),
            (at, s, d) => A6Pullback(at[0], at[1], s, ref d[0], ref d[1])),
        new("A7", at => A7(at[0], at[1]),
            (at, g) => A7Gradient(at[0], at[1], out g[0], out g[1]),
            (at, s, d) => A7Pullback(at[0], at[1], s, ref d[0], ref d[1])),
        new("A8", at => A8(at[0], at[1]),
            (at, g) => A8Gradient(at[0], at[1], out g[0], out g[1]),
            (at, s, d) => A8Pullback(at[0], at[1], s, ref d[0], ref d[1])),
        new("A9", at => A9(at), (at, g) => A9Gradient(at, g), (at, s, d) => A9Pullback(at, s, d)),
        new("A10", at => A10(at[0], at[1]),
            (at, g) => A10Gradient(at[0], at[1], out g[0], out g[1]),
            (at, s, d) => A10Pullback(at[0], at[1], s, ref d[0], ref d[1])),
        new("A11", at => A11(at[0], 5), (at, g) => A11Gradient(at[0], 5, out g[0]), (at, s, d) => A11Pullback(at[0], 5, s, ref d[0])),
        new("A12", at => A12(at[0]), (at, g) => A12Gradient(at[0], out g[0]), (at, s, d) => A12Pullback(at[0], s, ref d[0])),
        new("A13", at => A13(at[0], at[1], at[2]),
            (at, g) => A13Gradient(at[0], at[1], at[2], out g[0], out g[1], out g[2]),
            (at, s, d) => A13Pullback(at[0], at[1], at[2], s, ref d[0], ref d[1], ref d[2])),
    ];

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double A1(double x)
    {
        double t = x * x;
        return t * t + t * x;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double A2(double x)
    {
        double t = x;
        t = t * t;
        t = t * x + t;
        return t;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double A3(double x, double y)
    {
        x = x * x;
        x = x + y;
        return x * x;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double A4(double x)
    {
        double t = Math.Exp(x);
        t = 5 * x;
        return t;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double A5(double x)
    {
        double a = x;
        double b;
        b = a = a * x;
        return a * b;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double A6(double a, double b)
    {
        double t = a;
        a = b;
        b = t;
        return a * a * b;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double A7(double x, double y)
    {
        double a = x;
        double b = y;
        for (int i = 0; i < 5; i++)
            (a, b) = (b, a * b);
        return a;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double A8(double x, double y)
    {
        double r = x;
        r += y;
        r *= x;
        r -= y * y;
        r /= y;
        return r;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double A9(double[] a)
    {
        int i = 0;
        return a[i++] * a[i++] + a[i];
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double A10(double x, double y)
    {
        return x * (x = y) + x;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double A11(double x, int n)
    {
        return (n / 2) * x + (n / 2.0) * x;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double A12(double x) => (int)x * x;

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double A13(double x, double y, double z)
    {
        double t = Math.FusedMultiplyAdd(x, y, z);
        return t * t;
    }
}
