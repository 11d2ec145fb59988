namespace DiffGen.Tests.Corpus;

/// <summary>Conversions between numeric types; mixed precision.</summary>
public static partial class Casts
{
    internal static CorpusProgram[] Programs =>
    [
        CorpusProgram.OfScalar(nameof(IntegerPart), IntegerPart, IntegerPartGradient, IntegerPartPullback, 2.73, -1.46),
        CorpusProgram.OfScalar(nameof(LongIndex), LongIndex, LongIndexGradient, LongIndexPullback, 0.7, 1.4),
        CorpusProgram.OfScalar(nameof(PassiveSingle), PassiveSingle, PassiveSingleGradient, PassiveSinglePullback, 0.7, 1.4),
        CorpusProgram.OfVector(nameof(IntegerWeights), at => IntegerWeights(at), (at, g) => IntegerWeightsGradient(at, g),
            (at, s, d) => IntegerWeightsPullback(at, s, d), [1.2, 0.4, 0.7, 1.5]),
        CorpusProgram.OfScalar(nameof(UnsignedAndBytes), UnsignedAndBytes, UnsignedAndBytesGradient, UnsignedAndBytesPullback, 0.7, -1.4),
    ];

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double IntegerPart(double x)
    {
        int whole = (int)x;
        double rest = x - whole;
        return rest * rest + whole * x + (long)(x * 10) * 0.5;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double LongIndex(double x)
    {
        double s = 0;
        for (long i = 1; i < 5; i++)
            s += x / i + (double)(i * i) * x * x;
        return s;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double PassiveSingle(double x)
    {
        float third = 1f / 3f;
        double t = third * x;
        return t * t + (double)third;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double IntegerWeights(ReadOnlySpan<double> a)
    {
        double s = 0;
        for (int i = 0; i < a.Length; i++)
        {
            int w = (i * 7 + 3) % 5;
            s += w * a[i] * a[i] / (i + 1);
        }

        return s / a.Length;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double UnsignedAndBytes(double x)
    {
        byte b = 250;
        b += 10;
        uint u = 7u / 2u;
        short k = (short)(b - 300);
        return b * x + u * x * x + k * Math.Sin(x);
    }
}
