namespace DiffGen.Tests.Corpus;

/// <summary>break, continue and return at several depths.</summary>
public static partial class NestedLoops
{
    internal static CorpusProgram[] Programs =>
    [
        CorpusProgram.OfVector(nameof(BreakInner), at => BreakInner(at), (at, g) => BreakInnerGradient(at, g),
            (at, s, d) => BreakInnerPullback(at, s, d), [1.1, 0.4, 2.3], [3, 1, -2, 0.5], []),
        CorpusProgram.OfVector(nameof(ContinueOuterByFlag), at => ContinueOuterByFlag(at), (at, g) => ContinueOuterByFlagGradient(at, g),
            (at, s, d) => ContinueOuterByFlagPullback(at, s, d), [1.1, -0.4, 2.3, 0.7], [-1, -2, -3]),
        CorpusProgram.OfVector(nameof(ReturnFromDepthThree), at => ReturnFromDepthThree(at), (at, g) => ReturnFromDepthThreeGradient(at, g),
            (at, s, d) => ReturnFromDepthThreePullback(at, s, d), [0.5, 0.6], [1.5, 2.5, 0.3], [0.01, 0.02]),
        CorpusProgram.OfVector(nameof(BreakAndContinueTogether), at => BreakAndContinueTogether(at), (at, g) => BreakAndContinueTogetherGradient(at, g),
            (at, s, d) => BreakAndContinueTogetherPullback(at, s, d), [0.3, -1, 2, 0.8, 5, 1], [1, 1.5, 1.25]),
        CorpusProgram.OfScalar(nameof(TripleNest), TripleNest, TripleNestGradient, TripleNestPullback, 0.7, -1.3),
        CorpusProgram.OfScalar(nameof(ReturnInBothLoops), ReturnInBothLoops, ReturnInBothLoopsGradient, ReturnInBothLoopsPullback, 0.9, 1.47, 3.1),
    ];

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double BreakInner(ReadOnlySpan<double> a)
    {
        double total = 0;
        for (int i = 0; i < a.Length; i++)
        {
            double p = 1;
            for (int j = i; j < a.Length; j++)
            {
                p *= a[j];
                if (p > 2)
                    break;
                total += p * a[i];
            }

            total += Math.Sin(p);
        }

        return total;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double ContinueOuterByFlag(ReadOnlySpan<double> a)
    {
        double s = 0;
        for (int i = 0; i < a.Length; i++)
        {
            bool negative = false;
            for (int j = 0; j <= i; j++)
            {
                if (a[j] < 0)
                {
                    negative = true;
                    break;
                }

                s += a[i] * a[j];
            }

            if (negative)
                continue;
            s *= a[i];
        }

        return s + a[0];
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double ReturnFromDepthThree(ReadOnlySpan<double> a)
    {
        double s = 1;
        for (int i = 0; i < a.Length; i++)
        {
            for (int j = 0; j < a.Length; j++)
            {
                for (int k = 0; k < 3; k++)
                {
                    s += a[i] * a[j] * (k + 1);
                    if (s > 9)
                        return s * s;
                }
            }

            s *= 0.9;
        }

        return s - a[0];
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double BreakAndContinueTogether(double[] a)
    {
        double s = 0;
        double last = 1;
        for (int i = 0; i < a.Length; i++)
        {
            if (a[i] < 0)
                continue;
            last = a[i] * last;
            if (s > 4)
                break;
            if (a[i] < 0.5)
            {
                s += 3 * a[i];
                continue;
            }

            s += a[i] * a[i];
        }

        return s * last;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double TripleNest(double x)
    {
        double s = x;
        for (int i = 0; i < 3; i++)
        {
            for (int j = i; j < 3; j++)
            {
                for (int k = 0; k < j; k++)
                    s = s * 0.5 + Math.Sin(x + k);
                s -= x * j;
            }

            s *= Math.Cos(i * x);
        }

        return s;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double ReturnInBothLoops(double x)
    {
        double t = x;
        for (int i = 0; i < 6; i++)
        {
            for (int j = 0; j < i; j++)
            {
                t = t * x - j;
                if (t > 20)
                    return t + i * x;
            }

            if (t < -3)
                return t * t;
        }

        return t;
    }
}
