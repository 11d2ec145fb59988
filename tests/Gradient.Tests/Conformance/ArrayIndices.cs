using DiffGen.Tests.Infrastructure;

namespace DiffGen.Tests.Conformance;

/// <summary>Group D: computed indices.</summary>
public static partial class ArrayIndices
{
    private static readonly int[] Targets = [0, 1, 0, 2, 0];

    internal static TestProgram[] Programs =>
    [
        new("D7", at => D7(at, Targets), (at, g) => D7Gradient(at, Targets, g), (at, s, d) => D7Pullback(at, Targets, s, d)),
        new("D8", at => D8(at), (at, g) => D8Gradient(at, g), (at, s, d) => D8Pullback(at, s, d)),
        new("D9", at => D9(at.AsSpan(0, 4), at[4]),
            (at, g) => D9Gradient(at.AsSpan(0, 4), at[4], g.AsSpan(0, 4), out g[4]),
            (at, s, d) => D9Pullback(at.AsSpan(0, 4), at[4], s, d.AsSpan(0, 4), ref d[4])),
    ];

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double D7(ReadOnlySpan<double> x, int[] index)
    {
        Span<double> y = stackalloc double[3];
        for (int k = 0; k < x.Length; k++)
            y[index[k]] += x[k] * x[k];
        double sum = 0;
        for (int i = 0; i < y.Length; i++)
            sum += y[i] * y[i];
        return sum;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double D8(ReadOnlySpan<double> a)
    {
        double s = 0;
        for (int i = 0; i < a.Length; i++)
            s += a[(3 * i + 1) % 4] * a[i];
        return s;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double D9(ReadOnlySpan<double> t, double x)
    {
        int k = (int)Math.Floor(x);
        return t[k] + (x - k) * (t[k + 1] - t[k]);
    }
}
