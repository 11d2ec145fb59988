namespace DiffGen.Tests.Corpus;

/// <summary>while and do loops, alone and inside for.</summary>
public static partial class WhileAndDo
{
    internal static CorpusProgram[] Programs =>
    [
        CorpusProgram.InPlace(nameof(WhileInForInPlace), at => WhileInForInPlace(at), (at, s, d) => WhileInForInPlacePullback(at, s, d),
            [0.3, 0.8, 1.1], [2.1, 0.05]),
        CorpusProgram.OfVector(nameof(DoWithContinue), at => DoWithContinue(at), (at, g) => DoWithContinueGradient(at, g),
            (at, s, d) => DoWithContinuePullback(at, s, d), [1.2, -0.7, 0.4, 2], [0.5]),
        CorpusProgram.OfScalar(nameof(WhileTrueWithTwoBreaks), WhileTrueWithTwoBreaks, WhileTrueWithTwoBreaksGradient, WhileTrueWithTwoBreaksPullback,
            1.1, 2.3, -0.4),
        CorpusProgram.OfScalar(nameof(Collatz), Collatz, CollatzGradient, CollatzPullback, 0.4, 1.3),
        CorpusProgram.OfVector(nameof(BisectionThenPolish), at => BisectionThenPolish(at[0], at[1]),
            (at, g) => BisectionThenPolishGradient(at[0], at[1], out g[0], out g[1]),
            (at, s, d) => BisectionThenPolishPullback(at[0], at[1], s, ref d[0], ref d[1]), [2, 1], [0.7, 3]),
        CorpusProgram.OfScalar(nameof(ConditionWithEffects), ConditionWithEffects, ConditionWithEffectsGradient, ConditionWithEffectsPullback, 0.9, 1.6),
    ];

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double WhileInForInPlace(Span<double> a)
    {
        double s = 0;
        for (int i = 0; i < a.Length; i++)
        {
            while (a[i] < 4)
            {
                a[i] = a[i] * 1.7 + 0.2;
                if (i > 0)
                    a[i] += 0.1 * a[i - 1];
            }

            s += a[i] * a[i];
        }

        return s;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double DoWithContinue(ReadOnlySpan<double> a)
    {
        int i = 0;
        double s = 1;
        do
        {
            double x = a[i];
            i++;
            if (x < 0)
                continue;
            s = s * x + 1;
        }
        while (i < a.Length && s < 100);
        return s;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double WhileTrueWithTwoBreaks(double x)
    {
        double t = 1;
        int n = 0;
        while (true)
        {
            if (n >= 6)
                break;
            t = t * x + n;
            if (t > 30)
            {
                t = Math.Log(t);
                break;
            }

            n++;
        }

        return t * x;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Collatz(double x)
    {
        int n = 7;
        double y = 1;
        while (n != 1)
        {
            if (n % 2 == 0)
            {
                n /= 2;
                y *= x;
            }
            else
            {
                n = 3 * n + 1;
                y += Math.Sin(x * n);
            }
        }

        return y;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double BisectionThenPolish(double c, double d)
    {
        double lo = 0;
        double hi = 10;
        for (int i = 0; i < 12; i++)
        {
            double middle = (lo + hi) / 2;
            if (middle * middle * middle + d * middle - c > 0)
                hi = middle;
            else
                lo = middle;
        }

        double x = lo;
        for (int i = 0; i < 5; i++)
            x -= (x * x * x + d * x - c) / (3 * x * x + d);
        return x;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double ConditionWithEffects(double x)
    {
        double t = x;
        int n = 0;
        while ((t = t * x + 0.5) < 6 && ++n < 9)
            t += 0.25 * x;
        return t * n;
    }
}
