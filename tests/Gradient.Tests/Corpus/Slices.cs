namespace DiffGen.Tests.Corpus;

/// <summary>Slices of spans and arrays.</summary>
public static partial class Slices
{
    internal static CorpusProgram[] Programs =>
    [
        CorpusProgram.OfVector(nameof(RowNorms), at => RowNorms(at, 2), (at, g) => RowNormsGradient(at, 2, g),
            (at, s, d) => RowNormsPullback(at, 2, s, d), [1, 2, 3, 4], [0.5, 1, -1, 2, 0.3, 0.1]),
        CorpusProgram.InPlace(nameof(NormaliseRows), at => NormaliseRows(at, 3), (at, s, d) => NormaliseRowsPullback(at, 3, s, d),
            [1, 2, 3, 4, 5, 6], [0.5, 1, -1]),
        CorpusProgram.OfVector(nameof(ShrinkingTail), at => ShrinkingTail(at), (at, g) => ShrinkingTailGradient(at, g),
            (at, s, d) => ShrinkingTailPullback(at, s, d), [1, 2, 3], [0.5, -1, 0.25, 2]),
        CorpusProgram.OfVector(nameof(ArrayAsSpan), at => ArrayAsSpan(at), (at, g) => ArrayAsSpanGradient(at, g),
            (at, s, d) => ArrayAsSpanPullback(at, s, d), [1, 2, 3, 0.4]),
        CorpusProgram.InPlace(nameof(OverlappingViews), at => OverlappingViews(at), (at, s, d) => OverlappingViewsPullback(at, s, d),
            [1.1, 0.8, 1.3, 0.4]),
    ];

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double RowNorms(ReadOnlySpan<double> a, int n)
    {
        double s = 0;
        for (int i = 0; i < a.Length / n; i++)
        {
            ReadOnlySpan<double> row = a.Slice(i * n, n);
            double q = 0;
            for (int j = 0; j < row.Length; j++)
                q += row[j] * row[j];
            s += Math.Sqrt(q) * (i + 1);
        }

        return s;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double NormaliseRows(Span<double> a, int n)
    {
        double s = 0;
        for (int i = 0; i + n <= a.Length; i += n)
        {
            Span<double> row = a.Slice(i, n);
            double q = 0;
            foreach (double x in row)
                q += x * x;
            double norm = Math.Sqrt(q);
            for (int j = 0; j < n; j++)
                row[j] /= norm;
            s += row[0] * norm;
        }

        return s;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double ShrinkingTail(ReadOnlySpan<double> a)
    {
        double s = 1;
        while (a.Length > 0)
        {
            s = s * a[0] + a.Length;
            a = a.Slice(1);
        }

        return s;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double ArrayAsSpan(double[] a)
    {
        ReadOnlySpan<double> middle = a.AsSpan(1, 2);
        ReadOnlySpan<double> all = a.AsSpan();
        return middle[0] * middle[1] + all[0] * all[3] * middle[0];
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double OverlappingViews(Span<double> a)
    {
        Span<double> head = a.Slice(0, 3);
        Span<double> tail = a.Slice(1);
        for (int i = 0; i < 3; i++)
            tail[i] += head[i] * head[i];
        return head[2] * tail[2] + head[1];
    }
}
