using DiffGen.Tests.Infrastructure;

namespace DiffGen.Tests.Conformance;

/// <summary>Group D: arrays that the method overwrites.</summary>
public static partial class InPlaceArrays
{
    internal static TestProgram[] Programs =>
    [
        TestProgram.InPlace("D1", at => D1(at), (at, s, d) => D1Pullback(at, s, d)),
        TestProgram.InPlace("D3", at => D3(at), (at, s, d) => D3Pullback(at, s, d)),
        TestProgram.InPlace("D4", at => D4(at), (at, s, d) => D4Pullback(at, s, d)),
        TestProgram.InPlace("D5", at => D5(at.AsSpan(0, at.Length / 2), at.AsSpan(at.Length / 2)),
            (at, s, d) => D5Pullback(
                at.AsSpan(0, at.Length / 2), at.AsSpan(at.Length / 2), s, d.AsSpan(0, at.Length / 2), d.AsSpan(at.Length / 2))),
        TestProgram.InPlace("D6", at => D6(at.AsSpan(0, 4), at[4]),
            (at, s, d) => D6Pullback(at.AsSpan(0, 4), at[4], s, d.AsSpan(0, 4), ref d[4])),
        TestProgram.InPlace("D10", at => D10(at), (at, s, d) => D10Pullback(at, s, d)),
        TestProgram.InPlace("D11", at => D11(at), (at, s, d) => D11Pullback(at, s, d)),
        TestProgram.InPlace("D16", at => D16(at), (at, s, d) => D16Pullback(at, s, d)),
        TestProgram.InPlace("D19", at => D19(at), (at, s, d) => D19Pullback(at, s, d)),
    ];

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double D1(Span<double> a)
    {
        for (int i = 1; i < a.Length; i++)
            a[i] = a[i - 1] * a[i];
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
            sum += a[i];
        return sum;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double D3(Span<double> a)
    {
        for (int i = 1; i < a.Length; i++)
            a[i] += a[i - 1];
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
            sum += i * a[i];
        return sum;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double D4(double[] a)
    {
        int n = a.Length;
        for (int i = 0; i < n / 2; i++)
        {
            double t = a[i];
            a[i] = a[n - 1 - i];
            a[n - 1 - i] = t;
        }

        double sum = 0;
        double power = 1;
        for (int i = 0; i < n; i++)
        {
            sum += power * a[i];
            power *= 10;
        }

        return sum;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double D5(Span<double> u, ReadOnlySpan<double> v)
    {
        double sum = 0;
        for (int i = 0; i < u.Length; i++)
            u[i] += v[i] * v[i];
        for (int i = 0; i < u.Length; i++)
            sum += u[i];
        return sum;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double D6(Span<double> a, double x)
    {
        for (int i = 0; i <= 2; i++)
            a[i + 1] = a[i] * x;
        return a[3];
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double D10(double[] a)
    {
        double r = a[0];
        a[0] = r * r;
        return a[0] * r;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double D11(Span<double> a)
    {
        for (int i = 0; i < a.Length; i++)
            a[i] *= i;
        double sum = 0;
        foreach (double value in a)
            sum += value;
        return sum;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double D16(double[] a)
    {
        double[] b = a;
        b[0] *= b[1];
        return a[0] * b[0];
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double D19(Span<double> u)
    {
        for (int i = 1; i <= 3; i++)
            u[i] = (u[i - 1] + u[i + 1]) / 2;
        return u[3];
    }
}
