#pragma warning disable CS0162 // Unreachable code is what some of these are about.

namespace DiffGen.Tests.Corpus;

/// <summary>Guards that throw, guarded labels, arrays assigned in branches, conditions that are constants.</summary>
public static partial class RegressionsBranches
{
    private static readonly double[][] s_points = [[1.2, 0.4, 0.7, 1.5], [-0.8, -1.1, 1.3, -0.6]];

    internal static CorpusProgram[] Programs =>
    [
        CorpusProgram.OfScalar(nameof(Guarded), x => Guarded(x, 2), (double x, out double dX) => GuardedGradient(x, 2, out dX),
            (double x, double s, ref double dX) => GuardedPullback(x, 2, s, ref dX), 0.7),
        CorpusProgram.OfScalar(nameof(GuardedHelper), x => GuardedHelper(x, 2), (double x, out double dX) => GuardedHelperGradient(x, 2, out dX),
            (double x, double s, ref double dX) => GuardedHelperPullback(x, 2, s, ref dX), 0.7),
        CorpusProgram.OfScalar(nameof(GuardedLoop), x => GuardedLoop(x, 3), (double x, out double dX) => GuardedLoopGradient(x, 3, out dX),
            (double x, double s, ref double dX) => GuardedLoopPullback(x, 3, s, ref dX), 0.7),
        CorpusProgram.OfScalar(nameof(NeverInBranch), x => NeverInBranch(x, 2), (double x, out double dX) => NeverInBranchGradient(x, 2, out dX),
            (double x, double s, ref double dX) => NeverInBranchPullback(x, 2, s, ref dX), 0.7),
        .. new[] { 1, 3 }.Select(k => CorpusProgram.WithScalar($"{nameof(EitherArray)}({k})", (a, x) => EitherArray(a, x, k),
            (a, x, dA, out dX) => EitherArrayGradient(a, x, k, dA, out dX),
            (a, x, s, dA, ref dX) => EitherArrayPullback(a, x, k, s, dA, ref dX), s_points)),
        .. new[] { 1, 3 }.Select(k => CorpusProgram.WithScalar($"{nameof(EitherSpan)}({k})", (a, x) => EitherSpan(a, x, k),
            (a, x, dA, out dX) => EitherSpanGradient(a, x, k, dA, out dX),
            (a, x, s, dA, ref dX) => EitherSpanPullback(a, x, k, s, dA, ref dX), s_points)),
        CorpusProgram.WithScalar(nameof(EitherArrayInLoop), EitherArrayInLoop,
            (a, x, dA, out dX) => EitherArrayInLoopGradient(a, x, dA, out dX),
            (a, x, s, dA, ref dX) => EitherArrayInLoopPullback(a, x, s, dA, ref dX), s_points),
        CorpusProgram.InPlaceWithScalar(nameof(EitherWritten), (a, x) => EitherWritten(a, x, 3),
            (a, x, s, dA, ref dX) => EitherWrittenPullback(a, x, 3, s, dA, ref dX), s_points),
        .. new[] { 0, 3 }.Select(k => CorpusProgram.WithScalar($"{nameof(GuardedLabels)}({k})", (a, x) => GuardedLabels(a, x, k),
            (a, x, dA, out dX) => GuardedLabelsGradient(a, x, k, dA, out dX),
            (a, x, s, dA, ref dX) => GuardedLabelsPullback(a, x, k, s, dA, ref dX), [[1.2, 0.4, 0.7, 1.5]])),
        CorpusProgram.WithScalar(nameof(ConstantConditions), (a, x) => ConstantConditions(a, x, 3),
            (a, x, dA, out dX) => ConstantConditionsGradient(a, x, 3, dA, out dX),
            (a, x, s, dA, ref dX) => ConstantConditionsPullback(a, x, 3, s, dA, ref dX), s_points),
        CorpusProgram.WithScalar(nameof(BothSidesReturn), BothSidesReturn,
            (a, x, dA, out dX) => BothSidesReturnGradient(a, x, dA, out dX),
            (a, x, s, dA, ref dX) => BothSidesReturnPullback(a, x, s, dA, ref dX), s_points),
        CorpusProgram.WithScalar(nameof(AlwaysBreaks), AlwaysBreaks,
            (a, x, dA, out dX) => AlwaysBreaksGradient(a, x, dA, out dX),
            (a, x, s, dA, ref dX) => AlwaysBreaksPullback(a, x, s, dA, ref dX), s_points),
        CorpusProgram.WithScalar(nameof(ConstantBranches), ConstantBranches,
            (a, x, dA, out dX) => ConstantBranchesGradient(a, x, dA, out dX),
            (a, x, s, dA, ref dX) => ConstantBranchesPullback(a, x, s, dA, ref dX), s_points),
        CorpusProgram.WithScalar(nameof(OneTripAndContinue), OneTripAndContinue,
            (a, x, dA, out dX) => OneTripAndContinueGradient(a, x, dA, out dX),
            (a, x, s, dA, ref dX) => OneTripAndContinuePullback(a, x, s, dA, ref dX), s_points),
        .. new[] { 0, 4 }.Select(k => CorpusProgram.OfScalar($"{nameof(EmptyEffect)}({k})", x => EmptyEffect(x, k), (double x, out double dX) => EmptyEffectGradient(x, k, out dX),
            (double x, double s, ref double dX) => EmptyEffectPullback(x, k, s, ref dX), 0.7)),
        .. new[] { 0, 1, 4 }.Select(n => CorpusProgram.InPlaceWithScalar($"{nameof(SwitchInLoop)}({n})", (a, x) => SwitchInLoop(a, x, n),
            (a, x, s, dA, ref dX) => SwitchInLoopPullback(a, x, n, s, dA, ref dX), s_points)),
        CorpusProgram.InPlaceWithScalar(nameof(EffectsInConditions), EffectsInConditions,
            (a, x, s, dA, ref dX) => EffectsInConditionsPullback(a, x, s, dA, ref dX), s_points[0]),
    ];

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Guarded(double x, int n)
    {
        if (n > 2)
        {
            throw new InvalidOperationException();
        }

        return x;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double GuardedHelper(double x, int n) => Square(x, n) * 2;

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double GuardedLoop(double x, int n)
    {
        double s = x;
        for (int i = 0; i < n; i++)
        {
            if (i > 2)
                throw new InvalidOperationException();
            s += x * x;
        }

        return s;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double NeverInBranch(double x, int n)
    {
        if (n > 2)
            return Never(x);
        return x;
    }

    /// <summary>Writes, then throws.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double WrittenThenGuarded(double x, double[] a, double[] b, int n)
    {
        a[0] = x * b[0];
        if (n > 2)
            throw new InvalidOperationException();
        return a[0] * x;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double EitherArray(double[] a, double x, int k)
    {
        double[] b = new double[4];
        b[0] = x * a[1];
        double[] c;
        if (k > 2)
            c = a;
        else
            c = b;
        return c[0] * x;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double EitherSpan(ReadOnlySpan<double> a, double x, int k)
    {
        ReadOnlySpan<double> c;
        if (k > 2)
            c = a.Slice(1);
        else
            c = a;
        return c[0] * x + c.Length;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double EitherArrayInLoop(double[] a, double x)
    {
        double[] b = new double[4];
        for (int i = 0; i < 4; i++)
            b[i] = a[3 - i] * x;
        double s = 0;
        for (int i = 0; i < 4; i++)
        {
            double[] c, d;
            if (i % 2 == 0)
            {
                c = a;
                d = b;
            }
            else
            {
                c = b;
                d = a;
            }

            s += c[i] * d[i] * s + c[i];
        }

        return s;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double EitherWritten(double[] a, double x, int k)
    {
        double[] b = new double[4];
        double s = 0;
        for (int i = 0; i < 4; i++)
        {
            double[] c;
            if ((i + k) % 2 == 0)
                c = a;
            else
                c = b;
            c[i] += x * a[i];
            c[3 - i] *= x;
            s += c[i] * b[3 - i];
        }

        return s + b[0] + b[1];
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double GuardedLabels(double[] a, double x, int k)
    {
        double s = 0;
        switch (k)
        {
            case > 2 when a[0] > 0:
            case > 1 when a[k * 2] > 0:
                s = x * a[0];
                break;
            default:
                s = 2 * x;
                break;
        }

        return s;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double ConstantConditions(double[] a, double x, int k)
    {
        double s = x;
        while ((4 % 5) < (k * 0))
        {
            s *= a[0];
            k++;
        }

        for (int i = 0; i < 2 - 2; i++)
            s *= a[i];
        while (k * 0 > 1)
            s *= a[1];
        if ((7 & 3) == 3)
            s += a[2] * x;
        else
            s = 0;
        return s;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double BothSidesReturn(double[] a, double x)
    {
        double s = x;
        int i = 0;
        while (i < 5)
        {
            s *= a[i & 3];
            if (s > 0)
                return s;
            else
                return s * 2;
        }

        return s;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double AlwaysBreaks(double[] a, double x)
    {
        double s = x;
        int i = 0;
        do
        {
            i++;
            s *= 2 * a[i];
            break;
        }
        while (i < 4);
        return s;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double ConstantBranches(double[] a, double x)
    {
        double s = x;
        int k = 0;
        if (Three > 2)
            s = x * 2;
        else
            s = a[0];
        for (int i = 0; i < 0; i++)
            s *= a[i];
        while (k < 1)
        {
            k++;
            if (Three > 1)
                break;
            s += a[k];
        }

        return s;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double OneTripAndContinue(double[] a, double x)
    {
        double s = x;
        for (int i = 0; i < 4; i++)
        {
            int k = 0;
            do
            {
                k++;
                if (k > 0)
                    s += a[i];
            }
            while (k < 0);
            if (Three > 0)
                continue;
            s = 0;
        }

        return s;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double EmptyEffect(double x, int k)
    {
        int q = 4 & k;
        switch (q + q)
        {
            case > 2:
                int e = 0;
                do
                    e++;
                while (e < 2);
                break;
        }

        return x * 3;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double SwitchInLoop(double[] a, double x, int n)
    {
        double s = x;
        int i = 0;
        do
        {
            i++;
            switch (i + n)
            {
                case 1:
                    continue;
                case 3:
                    s *= a[1];
                    if (s > 0)
                        break;
                    s = -s;
                    break;
                case 5 when s > 2:
                    return s + x;
                case > 7:
                    s += (i + n) * a[2];
                    a[2] = s;
                    break;
                default:
                    s = Math.Sin(s);
                    break;
            }

            s += a[i & 3] * x;
        }
        while (i < 6 && s < 10);
        return s;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double EffectsInConditions(double[] p, double x)
    {
        int k = 0;
        while (k++ < 5 && (Shrinks(p, x) || (x *= 1.1) < 5))
        {
            p[1] += p[0] * x;
            if (p[1] > 2 && (p[2] = p[1] * x) > 1)
                continue;
            x += 0.1;
        }

        return p[1] + p[2] * x;
    }

    private const int Three = 3;

    private static bool Shrinks(double[] a, double x)
    {
        a[0] *= x;
        return a[0] > 0.2;
    }

    private static double Square(double x, int n)
    {
        if (n > 2)
            throw new InvalidOperationException();
        return x * x;
    }

    private static double Never(double x)
    {
        throw new InvalidOperationException();
    }
}
