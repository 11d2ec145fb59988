namespace DiffGen.Tests.Corpus;

/// <summary>Constants that are folded: out of range, not a number, negative indices.</summary>
public static partial class RegressionsConstants
{
    internal static CorpusProgram[] Programs =>
    [
        CorpusProgram.OfScalar(nameof(OutOfRange), OutOfRange, OutOfRangeGradient, OutOfRangePullback, 0.7, -1.3),
        CorpusProgram.OfScalar(nameof(SmallOutOfRange), SmallOutOfRange, SmallOutOfRangeGradient, SmallOutOfRangePullback, 0.7, -1.3),
        CorpusProgram.OfScalar(nameof(NaNToInteger), NaNToInteger, NaNToIntegerGradient, NaNToIntegerPullback, 0.7, -1.3),
        CorpusProgram.OfScalar(nameof(Limits), Limits, LimitsGradient, LimitsPullback, 0.7, -1.3),
        CorpusProgram.OfScalar(nameof(NaNBranch), x => NaNBranch(1, x), (double x, out double dX) => NaNBranchGradient(1, x, out _, out dX),
            (double x, double s, ref double dX) => NaNBranchPullback(1, x, s, ref Unused, ref dX), 0.7),
        CorpusProgram.OfScalar(nameof(NaNComputed), NaNComputed, NaNComputedGradient, NaNComputedPullback, 0.7, -1.3),
        CorpusProgram.WithScalar(nameof(NegativeIndex), NegativeIndex,
            (a, x, dA, out dX) => NegativeIndexGradient(a, x, dA, out dX),
            (a, x, s, dA, ref dX) => NegativeIndexPullback(a, x, s, dA, ref dX), [1.2, 0.4, 0.7, 1.5]),
        CorpusProgram.InPlaceWithScalar(nameof(NegativeStore), NegativeStore,
            (a, x, s, dA, ref dX) => NegativeStorePullback(a, x, s, dA, ref dX), [1.2, 0.4, 0.7, 1.5]),
        CorpusProgram.OfScalar(nameof(DividedByZeroConstant), x => DividedByZeroConstant(x, 3),
            (double x, out double dX) => DividedByZeroConstantGradient(x, 3, out dX),
            (double x, double s, ref double dX) => DividedByZeroConstantPullback(x, 3, s, ref dX), 0.7),
        CorpusProgram.OfScalar(nameof(Wrapping), Wrapping, WrappingGradient, WrappingPullback, 0.7),
    ];

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double OutOfRange(double x)
    {
        double h = 1e20;
        int k = (int)h;
        long l = (long)h;
        uint u = (uint)-h;
        ulong m = (ulong)-h;
        return x * k + l / 1e10 + u * x + m;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double SmallOutOfRange(double x)
    {
        double h = 1e20;
        float g = -300.5f;
        byte b = (byte)h;
        sbyte s = (sbyte)-h;
        short t = (short)g;
        ushort u = (ushort)g;
        char c = (char)h;
        return x * b + x * s + x * t + x * u + x * c + x;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double NaNToInteger(double x)
    {
        double h = double.NaN;
        float g = float.NaN;
        double p = double.PositiveInfinity;
        return x * (int)h + (long)g + x * (uint)p + (x + 1) * (ulong)p + (long)-p / 1e10;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Limits(double x)
    {
        double below = -2147483648.9, above = 2147483647.9, next = 2147483648, wide = 9223372036854775808;
        return x * (int)below + x * (int)above + x * (int)next + (long)wide / 1e10 + (uint)-0.9 + x * (uint)4294967295.9;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double NaNBranch(double x, double t) => x is double.NaN ? t * 3 : t * 2 + x;

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double NaNCase(double x, double t)
    {
        switch (x)
        {
            case double.NaN:
                return t * 3;
            case 1:
                return t * t;
            default:
                return t * 2 + x;
        }
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double NaNArm(double x, double t) => x switch
    {
        > 2 => t * t,
        double.NaN => t * 3,
        not > 0 => -t,
        _ => t * 2,
    };

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static float NaNFloat(float x, float t) => x is float.NaN ? t * 3 : t * 2 + x;

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double NaNComputed(double x)
    {
        double q = (x - x) / (x - x);
        return q is double.NaN ? x * 3 : x * 2;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double NegativeIndex(double[] a, double x)
    {
        int i = -1;
        if (x > 100)
            return a[i];
        double[] b = new double[2];
        if (x > 50)
            return b[5] + b[i];
        return x * a[1];
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double NegativeStore(double[] a, double x)
    {
        int i = -2;
        for (int k = 0; k < 3; k++)
        {
            if (x > 100)
                a[i] += x;
            a[1] += x * k;
        }

        return x * a[1];
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double DividedByZeroConstant(double x, int n)
    {
        int z = 0;
        int q = 1;
        if (n > 100)
            q = 1 / z;
        return x * q;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Wrapping(double x)
    {
        int big = int.MaxValue;
        int one = 1;
        int w = big + one;
        int three = 300;
        byte b = (byte)three;
        return x * w + x * b;
    }

    /// <summary>Takes the derivative that a program of one number doesn't have.</summary>
    private static double Unused;
}
