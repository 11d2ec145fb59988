namespace DiffGen.Benchmarks.HandWritten;

/// <summary>The gradient of <see cref="GradBench.Objectives.Lse.LogSumExp"/>: the exponentials' shares of their sum.</summary>
internal static class Lse
{
    public static double Gradient(ReadOnlySpan<double> x, Span<double> g)
    {
        g = g[..x.Length];
        double largest = x[0];
        for (int i = 1; i < x.Length; i++) largest = Math.Max(largest, x[i]);
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double exp = Math.Exp(x[i] - largest);
            g[i] = exp;
            sum += exp;
        }
        double inverse = 1 / sum;
        for (int i = 0; i < g.Length; i++) g[i] *= inverse;
        return largest + Math.Log(sum);
    }
}
