using DiffGen.Tests.Infrastructure;

namespace DiffGen.Tests.Conformance;

/// <summary>Group F: log-sum-exp, a recurrent net, dynamic programming.</summary>
public static partial class SequenceModels
{
    private static readonly double[] Series = [1, -1, 2];

    internal static TestProgram[] Programs =>
    [
        new("F18", at => F18(at), (at, g) => F18Gradient(at, g), (at, s, d) => F18Pullback(at, s, d)),
        new("F20", at => F20(at[0], at[1], at[2], Series),
            (at, g) => F20Gradient(at[0], at[1], at[2], Series, out g[0], out g[1], out g[2]),
            (at, s, d) => F20Pullback(at[0], at[1], at[2], Series, s, ref d[0], ref d[1], ref d[2])),
        new("F22", at => F22(at, 3), (at, g) => F22Gradient(at, 3, g), (at, s, d) => F22Pullback(at, 3, s, d)),
    ];

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double F18(ReadOnlySpan<double> a)
    {
        double m = a[0];
        for (int i = 1; i < a.Length; i++)
            m = Math.Max(m, a[i]);
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
            sum += Math.Exp(a[i] - m);
        return m + Math.Log(sum);
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double F20(double w, double u, double b, [NoDiff] ReadOnlySpan<double> x)
    {
        double h = 0;
        for (int t = 0; t < x.Length; t++)
            h = Math.Tanh(w * h + u * x[t] + b);
        return h;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double F22(ReadOnlySpan<double> c, int n)
    {
        Span<double> best = stackalloc double[9];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                double least = double.PositiveInfinity;
                if (i > 0)
                    least = Math.Min(least, best[(i - 1) * n + j]);
                if (j > 0)
                    least = Math.Min(least, best[i * n + j - 1]);
                if (i > 0 && j > 0)
                    least = Math.Min(least, best[(i - 1) * n + j - 1]);
                if (i == 0 && j == 0)
                    least = 0;
                best[i * n + j] = c[i * n + j] + least;
            }
        }

        return best[n * n - 1];
    }
}
