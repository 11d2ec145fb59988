namespace DiffGen.Tests.Corpus;

/// <summary>Indices from the end, ranges, and copies of arrays and spans.</summary>
public static partial class RangesAndCopies
{
    internal static CorpusProgram[] Programs =>
    [
        CorpusProgram.OfVector(nameof(FromTheEnd), at => FromTheEnd(at), (at, g) => FromTheEndGradient(at, g),
            (at, s, d) => FromTheEndPullback(at, s, d), [0.5, 0.4, 0.3], [2, 3]),
        CorpusProgram.OfVector(nameof(Windows), at => Windows(at), (at, g) => WindowsGradient(at, g),
            (at, s, d) => WindowsPullback(at, s, d), [0.5, -0.4, 0.3, 1.2], [2, 3, 4]),
        CorpusProgram.OfVector(nameof(CopiesOfArrays), at => CopiesOfArrays(at), (at, g) => CopiesOfArraysGradient(at, g),
            (at, s, d) => CopiesOfArraysPullback(at, s, d), [0.5, -0.4, 0.3]),
        CorpusProgram.OfVector(nameof(CopiesOfSpans), at => CopiesOfSpans(at), (at, g) => CopiesOfSpansGradient(at, g),
            (at, s, d) => CopiesOfSpansPullback(at, s, d), [0.5, -0.4, 0.3]),
        CorpusProgram.OfVector(nameof(OverlappingCopy), at => OverlappingCopy(at), (at, g) => OverlappingCopyGradient(at, g),
            (at, s, d) => OverlappingCopyPullback(at, s, d), [0.5, -0.4, 0.3, 0.9]),
        CorpusProgram.OfVector(nameof(PartsOfArrays), at => PartsOfArrays(at), (at, g) => PartsOfArraysGradient(at, g),
            (at, s, d) => PartsOfArraysPullback(at, s, d), [0.5, -0.4, 0.3, 0.9]),
    ];

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double PartsOfArrays(double[] a)
    {
        double[] b = (double[])a.Clone();
        Array.Clear(b, 1, 2);
        Array.Fill(b, a[0] * a[1], 2, 1);
        double s = b[0] * b[2] + b[1];
        Array.Fill(b, a[2], 1, 3);
        return s + b[1] * b[3] * b[0];
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double FromTheEnd(double[] a)
    {
        double[] b = new double[2];
        b[^1] = a[^1] * a[^2];
        b[^2] += a[0];
        return b[0] * b[1];
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Windows(ReadOnlySpan<double> a)
    {
        double s = a[^1];
        foreach (double x in a[1..])
            s += x * x;
        ReadOnlySpan<double> inner = a[1..^1];
        for (int i = 0; i < inner.Length; i++)
            s *= inner[i];
        return s + a[..2][1];
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double CopiesOfArrays(double[] a)
    {
        double[] clone = (double[])a.Clone(), tail = a[1..];
        clone[0] *= clone[1];
        tail[0] += 1;
        return a[0] * clone[0] + tail[0] * a[1] * tail[^1];
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double CopiesOfSpans(ReadOnlySpan<double> a)
    {
        Span<double> b = stackalloc double[4];
        a[..3].CopyTo(b);
        double[] c = a.ToArray();
        c[0] = b[1] * c[2];
        b[^1] = c[0];
        return b[3] * c[0] + a[0] * b[2];
    }

    /// <summary>As memmove does: the source as it was.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double OverlappingCopy(ReadOnlySpan<double> a)
    {
        double[] b = a.ToArray();
        b.AsSpan(0, b.Length - 1).CopyTo(b.AsSpan(1));
        double s = 0;
        for (int i = 0; i < b.Length; i++)
            s += (i + 1) * b[i] * b[i];
        return s;
    }
}
