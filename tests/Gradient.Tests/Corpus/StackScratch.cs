namespace DiffGen.Tests.Corpus;

/// <summary>stackalloc and scratch that is reused from round to round.</summary>
public static partial class StackScratch
{
    internal static CorpusProgram[] Programs =>
    [
        CorpusProgram.OfVector(nameof(ReusedBuffer), at => ReusedBuffer(at), (at, g) => ReusedBufferGradient(at, g),
            (at, s, d) => ReusedBufferPullback(at, s, d), [1, 2, 3], [0.4, -0.2]),
        CorpusProgram.OfScalar(nameof(Polynomials), Polynomials, PolynomialsGradient, PolynomialsPullback, 0.3, -0.8),
        CorpusProgram.OfVector(nameof(PartiallyOverwritten), at => PartiallyOverwritten(at), (at, g) => PartiallyOverwrittenGradient(at, g),
            (at, s, d) => PartiallyOverwrittenPullback(at, s, d), [1, 2, 3, 4, 5], [0.4, -0.2, 0.1]),
        CorpusProgram.OfVector(nameof(Initialised), at => Initialised(at[0], at[1]), (at, g) => InitialisedGradient(at[0], at[1], out g[0], out g[1]),
            (at, s, d) => InitialisedPullback(at[0], at[1], s, ref d[0], ref d[1]), [1, 2], [0.4, -0.2]),
        CorpusProgram.OfScalar(nameof(SwappedSpans), SwappedSpans, SwappedSpansGradient, SwappedSpansPullback, 0.2, 0.4),
    ];

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double ReusedBuffer(ReadOnlySpan<double> a)
    {
        Span<double> t = stackalloc double[3];
        double s = 0;
        for (int i = 0; i < a.Length; i++)
        {
            t[0] = a[i];
            t[1] = t[0] * a[i] + t[2];
            t[2] = Math.Sin(t[1]);
            s += t[0] * t[1] * t[2];
        }

        return s;
    }

    /// <summary>Legendre polynomials by their recurrence.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Polynomials(double x)
    {
        Span<double> p = stackalloc double[6];
        p[0] = 1;
        p[1] = x;
        for (int n = 1; n < 5; n++)
            p[n + 1] = ((2 * n + 1) * x * p[n] - n * p[n - 1]) / (n + 1);
        double s = 0;
        foreach (double value in p)
            s += value * value;
        return s;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double PartiallyOverwritten(ReadOnlySpan<double> a)
    {
        Span<double> ring = stackalloc double[3];
        double s = 0;
        for (int i = 0; i < a.Length; i++)
        {
            ring[i % 3] = a[i] * (1 + ring[(i + 1) % 3]);
            if (i % 2 == 0)
                ring[1] *= 0.5;
            s += ring[0] + 2 * ring[1] * ring[2];
        }

        return s;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Initialised(double x, double y)
    {
        Span<double> t = stackalloc double[] { x, y, x * y, 2 };
        double s = 0;
        for (int i = 0; i < t.Length; i++)
            s = s * t[i] + t[t.Length - 1 - i];
        return s;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double SwappedSpans(double x)
    {
        Span<double> current = stackalloc double[4];
        Span<double> next = stackalloc double[4];
        for (int i = 0; i < 4; i++)
            current[i] = x * (i + 1);
        for (int step = 0; step < 3; step++)
        {
            for (int i = 0; i < 4; i++)
                next[i] = current[i] * current[(i + 1) % 4] + 0.1 * x;
            Span<double> t = current;
            current = next;
            next = t;
        }

        return current[0] + 3 * next[1];
    }
}
