namespace DiffGen.Tests.Corpus;

/// <summary>Recursive callees whose array arguments change after they were read: the reverse sweep may not read them again.</summary>
public static partial class RegressionsRecursion
{
    private static readonly double[][] s_points = [[1.2, 0.4, 0.7, 1.5], [0.8, -1.1, 1.3, -0.6]];

    internal static CorpusProgram[] Programs =>
    [
        CorpusProgram.InPlaceWithScalar(nameof(CallerOverwrites), (a, x) => CallerOverwrites(a, x, 3),
            (a, x, s, dA, ref dX) => CallerOverwritesPullback(a, x, 3, s, dA, ref dX), s_points),
        CorpusProgram.WithScalar(nameof(ArrayPerLevel), (a, x) => ArrayPerLevel(a, x, 3),
            (a, x, dA, out dX) => ArrayPerLevelGradient(a, x, 3, dA, out dX),
            (a, x, s, dA, ref dX) => ArrayPerLevelPullback(a, x, 3, s, dA, ref dX), s_points),
        CorpusProgram.WithScalar(nameof(ArrayChangedAfterTheCall), (a, x) => ArrayChangedAfterTheCall(a, x, 3),
            (a, x, dA, out dX) => ArrayChangedAfterTheCallGradient(a, x, 3, dA, out dX),
            (a, x, s, dA, ref dX) => ArrayChangedAfterTheCallPullback(a, x, 3, s, dA, ref dX), s_points),
        CorpusProgram.InPlaceWithScalar(nameof(WrittenArgument), (a, x) => WrittenArgument(a, x, 3),
            (a, x, s, dA, ref dX) => WrittenArgumentPullback(a, x, 3, s, dA, ref dX), s_points),
        CorpusProgram.WithScalar(nameof(StackArrayInLoop), (a, x) => StackArrayInLoop(a, x, 2),
            (a, x, dA, out dX) => StackArrayInLoopGradient(a, x, 2, dA, out dX),
            (a, x, s, dA, ref dX) => StackArrayInLoopPullback(a, x, 2, s, dA, ref dX), s_points),
        CorpusProgram.WithScalar(nameof(ConditionOnSlice), (a, x) => ConditionOnSlice(a, x, 3),
            (a, x, dA, out dX) => ConditionOnSliceGradient(a, x, 3, dA, out dX),
            (a, x, s, dA, ref dX) => ConditionOnSlicePullback(a, x, 3, s, dA, ref dX), s_points),
        CorpusProgram.InPlace(nameof(MutualWrites), at => MutualWrites(at), (at, s, d) => MutualWritesPullback(at, s, d), s_points),
        CorpusProgram.InPlace(nameof(InlinedWrites), at => InlinedWrites(at), (at, s, d) => InlinedWritesPullback(at, s, d), s_points),
        CorpusProgram.OfVector(nameof(SelfWrites), at => SelfWrites(at), (at, g) => SelfWritesGradient(at, g),
            (at, s, d) => SelfWritesPullback(at, s, d), s_points),
        CorpusProgram.OfVector(nameof(MutualSpans), at => MutualSpans(at), (at, g) => MutualSpansGradient(at, g),
            (at, s, d) => MutualSpansPullback(at, s, d), s_points),
        CorpusProgram.InPlaceWithScalar(nameof(MutualArrays), MutualArrays,
            (a, x, s, dA, ref dX) => MutualArraysPullback(a, x, s, dA, ref dX), s_points),
        CorpusProgram.InPlace(nameof(MutualFilled), at => MutualFilled(at, 3), (at, s, d) => MutualFilledPullback(at, 3, s, d), s_points),
        CorpusProgram.InPlace(nameof(SameArrayTwice), at => SameArrayTwice(at, 3), (at, s, d) => SameArrayTwicePullback(at, 3, s, d), s_points),
        CorpusProgram.InPlaceWithScalar(nameof(VoidHalves), (a, x) => VoidHalves(a, x),
            (a, x, s, dA, ref dX) => VoidHalvesPullback(a, x, s, dA, ref dX), s_points),
        CorpusProgram.WithScalar(nameof(ScratchOfEveryTrip), (a, x) => ScratchOfEveryTrip(a, x, 3),
            (a, x, dA, out dX) => ScratchOfEveryTripGradient(a, x, 3, dA, out dX),
            (a, x, s, dA, ref dX) => ScratchOfEveryTripPullback(a, x, 3, s, dA, ref dX), s_points),
    ];

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double CallerOverwrites(double[] a, double x, int n)
    {
        double r = ReadsOnTheWayBack(n, a, x);
        a[0] = 7;
        return r * a[0];
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double ArrayPerLevel(double[] a, double x, int n) => OwnArray(n, a, x);

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double ArrayChangedAfterTheCall(double[] a, double x, int n) => OwnArrayChanged(n, a, x);

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double WrittenArgument(double[] a, double x, int n) => WritesArgument(n, a, x);

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double StackArrayInLoop(double[] a, double x, int n)
    {
        double s = x;
        for (int i = 0; i < 3; i++)
        {
#pragma warning disable CA2014 // Three trips.
            Span<double> b = stackalloc double[2];
#pragma warning restore CA2014
            b[0] = a[i];
            b[1] = s;
            s = WritesFirst(n, b, x) + s;
            b[1] = 0;
        }

        return s;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double ConditionOnSlice(double[] a, double x, int n)
    {
        double s = x;
        double[] b = new double[8];
        for (int i = 0; i < 3; i++)
            s += TestsFirst(n, b, x + i) * a[i];
        b[0] = 0;
        return s;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double MutualWrites(double[] a) => FirstOfWriters(2, a);

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double InlinedWrites(double[] a)
    {
        double[] t = new double[4];
        t[0] = a[0] * a[1];
        return WritesBoth(t, a) + t[0];
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double SelfWrites(double[] a)
    {
        double[] t = new double[4];
        t[0] = a[0] * a[1];
        t[1] = a[1];
        return ScalesFirst(2, t, a) + t[0];
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double MutualSpans(double[] a) => FirstOfSpans(2, a);

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double MutualArrays(double[] a, double x)
    {
        a[2] = x;
        return FirstOfArrays(2, a);
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double MutualFilled(double[] a, int n) => FirstOfFilled(n, a);

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double SameArrayTwice(double[] a, int n) => Swapping(n, a, a) + a[3];

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double VoidHalves(Span<double> a, double x)
    {
        Halves(0, a.Length, a, x);
        return a[0] + a[3];
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double ScratchOfEveryTrip(double[] a, double x, int n)
    {
        double s = 0;
        for (int i = 0; i < n; i++)
        {
            double[] t = new double[3];
            t[0] = a[i] * x;
            t[1] = s + 1;
            t[2] = a[i + 1];
            s += ReadsOnTheWayBack(2, t, x);
            t[0] = 5;
            s += ReadsOnTheWayBack(1, t, a[0]) * t[0];
        }

        return s;
    }

    private static double ReadsOnTheWayBack(int n, double[] a, double x)
    {
        if (n <= 0)
            return x;
        double r = ReadsOnTheWayBack(n - 1, a, x * 1.5);
        return r * a[0] * x;
    }

    private static double OwnArray(int n, double[] t, double x)
    {
        if (n <= 0)
            return x;
        double[] u = new double[2];
        u[0] = x * t[0];
        u[1] = x;
        return OwnArray(n - 1, u, x * 0.5) * t[1] + u[0] * t[0];
    }

    private static double OwnArrayChanged(int n, double[] t, double x)
    {
        if (n <= 0)
            return x;
        double[] u = new double[2];
        u[0] = x * t[0];
        u[1] = x;
        double q = OwnArrayChanged(n - 1, u, x * 0.5);
        u[0] *= q;
        return q * t[1] + u[0] * t[0];
    }

    private static double WritesArgument(int n, double[] t, double x)
    {
        if (n <= 0)
            return x;
        double[] u = new double[2];
        u[0] = x * t[0];
        u[1] = x;
        t[1] = t[0] * x;
        double q = WritesArgument(n - 1, u, x * 0.5);
        return q * t[1] + q * x;
    }

    private static double WritesFirst(int n, Span<double> t, double x)
    {
        if (n <= 0)
            return t[0];
        double q = WritesFirst(n - 1, t, x * 0.5);
        t[0] = q * x;
        return t[0] * t[1];
    }

    private static double TestsFirst(int n, Span<double> t, double x)
    {
        if (n <= 0)
            return x;
        t[0] = x;
        double q = TestsFirst(n - 1, t.Slice(1), x * 0.5);
        if (t[0] > 0)
            return q * t[0];
        return q;
    }

    private static double FirstOfWriters(int n, double[] a)
    {
        if (n <= 0)
            return a[0];
        double[] t = new double[4];
        t[0] = a[0] * a[1];
        return SecondOfWriters(n - 1, t, a) + t[0];
    }

    private static double SecondOfWriters(int n, Span<double> t, double[] a)
    {
        if (n <= 0)
            return t[1];
        t[0] *= a[0];
        a[1] = t[0];
        return FirstOfWriters(n - 1, a) * t[0];
    }

    private static double WritesBoth(Span<double> t, double[] a)
    {
        t[0] *= a[0];
        a[1] = t[0];
        return a[0] * t[0];
    }

    private static double ScalesFirst(int n, Span<double> t, double[] a)
    {
        if (n <= 0)
            return t[1];
        t[0] *= a[0];
        return ScalesFirst(n - 1, t, a) * t[0];
    }

    private static double FirstOfSpans(int n, double[] a)
    {
        if (n <= 0)
            return a[0];
        double[] t = new double[4];
        t[0] = a[0] * a[1];
        return SecondOfSpans(n - 1, t, a);
    }

    private static double SecondOfSpans(int n, Span<double> t, double[] a)
    {
        if (n <= 0)
            return t[1];
        t[0] *= a[0];
        return FirstOfSpans(n - 1, a) * t[0];
    }

    private static double FirstOfArrays(int n, double[] a)
    {
        if (n <= 0)
            return a[0];
        double[] t = new double[4];
        t[0] = a[0] * a[1];
        return SecondOfArrays(n - 1, t, a) + t[0];
    }

    private static double SecondOfArrays(int n, double[] t, double[] a)
    {
        if (n <= 0)
            return t[1];
        t[0] *= a[0];
        return FirstOfArrays(n - 1, a) * t[0];
    }

    private static double FirstOfFilled(int n, double[] a)
    {
        if (n <= 0)
            return a[0];
        double[] t = new double[4];
        for (int i = 0; i < 4; i++)
            t[i] = a[i] * a[(i + 1) & 3];
        return SecondOfFilled(n - 1, t, a) + t[0];
    }

    private static double SecondOfFilled(int n, Span<double> t, double[] a)
    {
        if (n <= 0)
            return t[1];
        t[0] *= a[0];
        a[1] = t[0] - t[2];
        return FirstOfFilled(n - 1, a) * t[0];
    }

    private static double Swapping(int n, double[] a, double[] b)
    {
        if (n <= 0)
            return a[0] * b[1];
        a[n & 3] = b[0] * a[1] + n;
        double r = Swapping(n - 1, b, a);
        b[1] += a[0] * r;
        return r * a[2] + b[n & 3];
    }

    private static void Halves(int lo, int hi, Span<double> a, double x)
    {
        if (hi - lo < 2)
        {
            a[lo] = Math.Sin(a[lo] * x);
            return;
        }

        int middle = (lo + hi) / 2;
        Halves(lo, middle, a, x * a[lo]);
        Halves(middle, hi, a, x);
        for (int i = lo; i < hi; i++)
            a[i] += a[lo] * x;
    }
}
