using DiffGen.Tests.Infrastructure;

namespace DiffGen.Tests.Conformance;

/// <summary>Group F: minima, maxima and tests of bounds.</summary>
public static partial class Selections
{
    internal static TestProgram[] Programs =>
    [
        TestProgram.InPlace("F17", at => F17(at), (at, s, d) => F17Pullback(at, s, d)),
        new("F19", at => F19(at[0]), (at, g) => F19Gradient(at[0], out g[0]), (at, s, d) => F19Pullback(at[0], s, ref d[0])),
        new("F21", at => F21(at.AsSpan(0, 4), at.AsSpan(4, 3)),
            (at, g) => F21Gradient(at.AsSpan(0, 4), at.AsSpan(4, 3), g.AsSpan(0, 4), g.AsSpan(4, 3)),
            (at, s, d) => F21Pullback(at.AsSpan(0, 4), at.AsSpan(4, 3), s, d.AsSpan(0, 4), d.AsSpan(4, 3))),
    ];

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double F17(Span<double> a)
    {
        Order(a, 0, 1);
        Order(a, 2, 3);
        Order(a, 0, 2);
        Order(a, 1, 3);
        Order(a, 1, 2);
        return a[3] * a[3] + a[2];
    }

    /// <summary>The table asks for all digits at −40, where 1 + exp(−40) rounds to 1.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double F19(double x) => Math.Max(x, 0) + LogOnePlus(Math.Exp(-Math.Abs(x)));

    [Differentiable]
    public static double PlainSoftplus(double x) => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x)));

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double F21(ReadOnlySpan<double> x, ReadOnlySpan<double> w)
    {
        double[] y = new double[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            for (int k = 0; k < w.Length; k++)
            {
                int j = i + k - 1;
                if (j >= 0 && j < x.Length)
                    y[i] += w[k] * x[j];
            }
        }

        double sum = 0;
        for (int i = 0; i < y.Length; i++)
            sum += y[i] * y[i];
        return sum;
    }

    private static void Order(Span<double> a, int i, int j)
    {
        double smaller = Math.Min(a[i], a[j]);
        double larger = Math.Max(a[i], a[j]);
        a[i] = smaller;
        a[j] = larger;
    }

    private static double LogOnePlus(double t) => 2 * Math.Atanh(t / (2 + t));
}
