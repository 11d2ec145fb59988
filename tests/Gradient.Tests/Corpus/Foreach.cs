namespace DiffGen.Tests.Corpus;

/// <summary>foreach over spans and arrays.</summary>
public static partial class Foreach
{
    internal static CorpusProgram[] Programs =>
    [
        CorpusProgram.OfVector(nameof(EarlyReturn), at => EarlyReturn(at), (at, g) => EarlyReturnGradient(at, g),
            (at, s, d) => EarlyReturnPullback(at, s, d), [0.5, 0.4, 0.3], [2, 3, 4, 5]),
        CorpusProgram.OfVector(nameof(SkipNegative), at => SkipNegative(at), (at, g) => SkipNegativeGradient(at, g),
            (at, s, d) => SkipNegativePullback(at, s, d), [0.5, -0.4, 0.3], [-2, -3]),
        CorpusProgram.OfVector(nameof(AllPairs), at => AllPairs(at), (at, g) => AllPairsGradient(at, g),
            (at, s, d) => AllPairsPullback(at, s, d), [0.5, -0.4, 0.3]),
    ];

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double EarlyReturn(ReadOnlySpan<double> a)
    {
        double p = 1;
        foreach (double x in a)
        {
            p *= x;
            if (p > 5)
                return p + x;
        }

        return Math.Sqrt(p);
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double SkipNegative(double[] a)
    {
        double s = 0;
        int n = 1;
        foreach (double x in a)
        {
            if (x < 0)
            {
                n++;
                continue;
            }

            s += x * x / n;
        }

        return s * n;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double AllPairs(double[] a)
    {
        double s = 0;
        foreach (double x in a)
        {
            foreach (double y in a)
                s += Math.Exp(-(x - y) * (x - y)) * x;
        }

        return s;
    }
}
