using DiffGen.Tests.Infrastructure;

namespace DiffGen.Tests.Conformance;

/// <summary>Group C: what a loop carries from one round to the next.</summary>
public static partial class LoopState
{
    internal static TestProgram[] Programs =>
    [
        new("C14", at => C14(at), (at, g) => C14Gradient(at, g), (at, s, d) => C14Pullback(at, s, d)),
        new("C15", at => C15(at), (at, g) => C15Gradient(at, g), (at, s, d) => C15Pullback(at, s, d)),
        new("C16", at => C16(at), (at, g) => C16Gradient(at, g), (at, s, d) => C16Pullback(at, s, d)),
        new("C22", at => C22(at.AsSpan(0, 3), at.AsSpan(3, 3)),
            (at, g) => C22Gradient(at.AsSpan(0, 3), at.AsSpan(3, 3), g.AsSpan(0, 3), g.AsSpan(3, 3)),
            (at, s, d) => C22Pullback(at.AsSpan(0, 3), at.AsSpan(3, 3), s, d.AsSpan(0, 3), d.AsSpan(3, 3))),
    ];

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double C14(ReadOnlySpan<double> a)
    {
        double s = 1;
        foreach (double q in a)
        {
            double u = q * q;
            u = u + s;
            s = u * q;
        }

        return s;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double C15(double[] a)
    {
        double last = 0;
        for (int i = 0; i < a.Length; i++)
        {
            if (a[i] > 0)
                last = a[i] * a[i];
        }

        return last;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double C16(ReadOnlySpan<double> a)
    {
        double m = a[0];
        for (int i = 1; i < a.Length; i++)
        {
            if (a[i] > m)
                m = a[i];
        }

        return m * m;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double C22(ReadOnlySpan<double> w, ReadOnlySpan<double> x)
    {
        double n = 0;
        double s = 0;
        for (int i = 0; i < w.Length; i++)
        {
            n += w[i];
            s += x[i] * w[i];
        }

        return s / n;
    }
}
