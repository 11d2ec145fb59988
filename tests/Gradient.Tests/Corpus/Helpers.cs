namespace DiffGen.Tests.Corpus;

/// <summary>Helpers with loops and branches, called in loops and in expressions.</summary>
public static partial class Helpers
{
    internal static CorpusProgram[] Programs =>
    [
        CorpusProgram.OfVector(nameof(HelperInLoop), at => HelperInLoop(at), (at, g) => HelperInLoopGradient(at, g),
            (at, s, d) => HelperInLoopPullback(at, s, d), [0.4, 0.7, 1.1]),
        CorpusProgram.OfVector(nameof(HelperWithReturns), at => HelperWithReturns(at), (at, g) => HelperWithReturnsGradient(at, g),
            (at, s, d) => HelperWithReturnsPullback(at, s, d), [0.4, -0.7, 1.6]),
        CorpusProgram.InPlace(nameof(HelperWritesRows), at => HelperWritesRows(at, 2), (at, s, d) => HelperWritesRowsPullback(at, 2, s, d),
            [0.4, 0.7, 1.1, -0.3], [1, 2, 3, 4, 5, 6]),
        CorpusProgram.OfVector(nameof(HelperOfHelper), at => HelperOfHelper(at[0], at[1]), (at, g) => HelperOfHelperGradient(at[0], at[1], out g[0], out g[1]),
            (at, s, d) => HelperOfHelperPullback(at[0], at[1], s, ref d[0], ref d[1]), [0.4, 0.7]),
        CorpusProgram.OfScalar(nameof(NamedAndOptional), NamedAndOptional, NamedAndOptionalGradient, NamedAndOptionalPullback, 0.4, -1.3),
        CorpusProgram.OfVector(nameof(VoidHelperWithEarlyReturn), at => VoidHelperWithEarlyReturn(at), (at, g) => VoidHelperWithEarlyReturnGradient(at, g),
            (at, s, d) => VoidHelperWithEarlyReturnPullback(at, s, d), [0.4, 0.7], [2.4, -0.7]),
    ];

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double HelperInLoop(ReadOnlySpan<double> a)
    {
        double s = 0;
        for (int i = 0; i < a.Length; i++)
            s += Power(a[i], i + 2) * Power(s, 2);
        return s + Power(a[0], 3);
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double HelperWithReturns(ReadOnlySpan<double> a)
    {
        double p = 1;
        foreach (double x in a)
            p = Activate(p * x) + x;
        return p;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double HelperWritesRows(Span<double> a, int n)
    {
        for (int i = n; i + n <= a.Length; i += n)
            AddScaled(a.Slice(i, n), a.Slice(i - n, n), a[i]);
        double s = 0;
        foreach (double x in a)
            s += x * x;
        return s;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double HelperOfHelper(double x, double y) => Hypotenuse(Power(x, 3), y) * Hypotenuse(y, x);

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double NamedAndOptional(double x) => Affine(slope: x, x: Math.Sin(x)) + Affine(x, offset: x, slope: 3);

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double VoidHelperWithEarlyReturn(ReadOnlySpan<double> a)
    {
        Span<double> t = stackalloc double[2];
        Fill(t, a[0]);
        Fill(t, a[1] * t[0]);
        return t[0] * t[1] + a[0];
    }

    private static double Power(double x, int n)
    {
        double p = 1;
        for (int i = 0; i < n; i++)
            p *= x;
        return p;
    }

    private static double Activate(double x)
    {
        if (x < 0)
            return 0.1 * x;
        if (x > 1)
            return 1 + Math.Log(x);
        return x * x;
    }

    private static void AddScaled(Span<double> target, ReadOnlySpan<double> source, double factor)
    {
        for (int j = 0; j < target.Length; j++)
            target[j] += factor * source[j];
    }

    private static double Hypotenuse(double a, double b) => Math.Sqrt(Power(a, 2) + Power(b, 2));

    private static double Affine(double x, double slope = 2, double offset = 1) => slope * x + offset;

    private static void Fill(Span<double> t, double x)
    {
        t[0] = x + 1;
        if (x > 2)
            return;
        t[1] += x * t[0];
    }
}
