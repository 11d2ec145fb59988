namespace DiffGen.Tests.Corpus;

/// <summary>Integer arithmetic beside active values: checked, bits, shifts, characters.</summary>
public static partial class IntegerTricks
{
    internal static CorpusProgram[] Programs =>
    [
        CorpusProgram.OfVector(nameof(CheckedStride), at => CheckedStride(at, 2), (at, g) => CheckedStrideGradient(at, 2, g),
            (at, s, d) => CheckedStridePullback(at, 2, s, d), [1.2, 0.4, 0.7, 1.5, 2.5]),
        CorpusProgram.OfVector(nameof(GrayCode), at => GrayCode(at), (at, g) => GrayCodeGradient(at, g),
            (at, s, d) => GrayCodePullback(at, s, d), [1.2, 0.4, 0.7, 1.5]),
        CorpusProgram.OfScalar(nameof(BitCount), x => BitCount(x, 0b1011_0101), (double x, out double dX) => BitCountGradient(x, 0b1011_0101, out dX),
            (double x, double s, ref double dX) => BitCountPullback(x, 0b1011_0101, s, ref dX), 0.7, 1.2),
        CorpusProgram.OfVector(nameof(MinMaxOfIndices), at => MinMaxOfIndices(at), (at, g) => MinMaxOfIndicesGradient(at, g),
            (at, s, d) => MinMaxOfIndicesPullback(at, s, d), [1.2, 0.4, 0.7, 1.5]),
        CorpusProgram.OfScalar(nameof(Flags), Flags, FlagsGradient, FlagsPullback, 0.7, 1.2, -0.3),
    ];

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double CheckedStride(ReadOnlySpan<double> a, int stride)
    {
        double s = 0;
        int i = 0;
        checked
        {
            while (i < a.Length)
            {
                s += a[i] * a[i] * (i + 1);
                i += stride;
            }
        }

        return s;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double GrayCode(ReadOnlySpan<double> a)
    {
        double p = 1;
        for (int i = 0; i < 8; i++)
        {
            int gray = i ^ (i >> 1);
            p += a[gray & 3] * 0.5 * p;
        }

        return p;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double BitCount(double x, uint bits)
    {
        double p = 1;
        for (; bits != 0; bits &= bits - 1)
            p *= x;
        return p * (~bits >> 30);
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double MinMaxOfIndices(double[] a)
    {
        double s = 0;
        for (int i = 0; i < a.Length; i++)
            s += a[Math.Max(i - 1, 0)] * a[Math.Min(i + 1, a.Length - 1)];
        return s * Math.Abs(-2);
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Flags(double x)
    {
        bool big = x > 1;
        bool positive = x > 0;
        bool odd = false;
        double s = 0;
        for (int i = 0; i < 5; i++)
        {
            odd = !odd;
            if (big || (odd && positive))
                s += x * i;
            else if (odd ^ positive)
                s += x * x;
            else
                s -= Math.Cos(x);
        }

        return s;
    }
}
