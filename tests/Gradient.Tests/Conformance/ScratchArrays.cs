using DiffGen.Tests.Infrastructure;

namespace DiffGen.Tests.Conformance;

/// <summary>Group D: local arrays and scratch arguments.</summary>
public static partial class ScratchArrays
{
    internal static TestProgram[] Programs =>
    [
        new("D2", at => D2(at[0], at[1]),
            (at, g) => D2Gradient(at[0], at[1], out g[0], out g[1]),
            (at, s, d) => D2Pullback(at[0], at[1], s, ref d[0], ref d[1])),
        new("D12", PlainD12, GradientD12, PullbackD12),
        new("D14", PlainD14, GradientD14, PullbackD14),
        new("D17", at => D17(at), (at, g) => D17Gradient(at, g), (at, s, d) => D17Pullback(at, s, d)),
        new("D18", at => D18(at.AsSpan(0, 5), at[5]),
            (at, g) => D18Gradient(at.AsSpan(0, 5), at[5], g.AsSpan(0, 5), out g[5]),
            (at, s, d) => D18Pullback(at.AsSpan(0, 5), at[5], s, d.AsSpan(0, 5), ref d[5])),
    ];

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double D2(double a0, double w)
    {
        Span<double> a = stackalloc double[4];
        a[0] = a0;
        for (int i = 1; i < 4; i++)
            a[i] = w * Math.Sin(a[i - 1]);
        return a[3];
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double D12(ReadOnlySpan<double> a, ReadOnlySpan<double> x, Span<double> t)
    {
        double s = 0;
        for (int r = 0; r < 2; r++)
        {
            for (int j = 0; j < 2; j++)
                t[j] = a[r * 2 + j] * x[j];
            s += t[0] * t[1];
        }

        return s;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double D14(ReadOnlySpan<double> a, double x, Span<double> y)
    {
        y[0] = 0;
        for (int i = 0; i < a.Length; i++)
            y[0] = y[0] * x + a[i];
        return y[0];
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double D17(ReadOnlySpan<double> a)
    {
        Span<double> buf = stackalloc double[2];
        double s = 0;
        for (int i = 0; i < a.Length; i++)
        {
            buf[i % 2] = a[i];
            s += buf[0] * buf[1];
        }

        return s;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double D18(ReadOnlySpan<double> u, double r)
    {
        int n = u.Length;
        double[] cur = new double[n];
        double[] next = new double[n];
        for (int i = 0; i < n; i++)
        {
            cur[i] = u[i];
            next[i] = u[i];
        }

        for (int step = 0; step < 3; step++)
        {
            for (int i = 1; i < n - 1; i++)
                next[i] = cur[i] + r * (cur[i - 1] - 2 * cur[i] + cur[i + 1]);
            double[] t = cur;
            cur = next;
            next = t;
        }

        return cur[2] * cur[2];
    }

    private static double PlainD12(double[] at)
    {
        Span<double> t = stackalloc double[2];
        return D12(at.AsSpan(0, 4), at.AsSpan(4, 2), t);
    }

    private static double GradientD12(double[] at, double[] g)
    {
        Span<double> t = stackalloc double[2];
        return D12Gradient(at.AsSpan(0, 4), at.AsSpan(4, 2), t, g.AsSpan(0, 4), g.AsSpan(4, 2));
    }

    private static double PullbackD12(double[] at, double seed, double[] d)
    {
        Span<double> t = stackalloc double[2];
        Span<double> dT = stackalloc double[2];
        double value = D12Pullback(at.AsSpan(0, 4), at.AsSpan(4, 2), t, seed, d.AsSpan(0, 4), d.AsSpan(4, 2), dT);
        Assert.Equal(0, dT[0]);
        Assert.Equal(0, dT[1]);
        return value;
    }

    private static double PlainD14(double[] at)
    {
        Span<double> y = stackalloc double[1];
        return D14(at.AsSpan(0, 3), at[3], y);
    }

    private static double GradientD14(double[] at, double[] g)
    {
        Span<double> y = stackalloc double[1];
        return D14Gradient(at.AsSpan(0, 3), at[3], y, g.AsSpan(0, 3), out g[3]);
    }

    private static double PullbackD14(double[] at, double seed, double[] d)
    {
        Span<double> y = stackalloc double[1];
        Span<double> dY = stackalloc double[1];
        double value = D14Pullback(at.AsSpan(0, 3), at[3], y, seed, d.AsSpan(0, 3), ref d[3], dY);
        Assert.Equal(0, dY[0]);
        return value;
    }
}
