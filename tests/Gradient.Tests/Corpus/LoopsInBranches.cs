namespace DiffGen.Tests.Corpus;

/// <summary>Loops inside branches inside loops.</summary>
public static partial class LoopsInBranches
{
    internal static CorpusProgram[] Programs =>
    [
        CorpusProgram.OfVector(nameof(LoopPerSign), at => LoopPerSign(at), (at, g) => LoopPerSignGradient(at, g),
            (at, s, d) => LoopPerSignPullback(at, s, d), [1.2, -0.7, 0.4], [-1, -2]),
        CorpusProgram.OfVector(nameof(BranchOnRunningSum), at => BranchOnRunningSum(at), (at, g) => BranchOnRunningSumGradient(at, g),
            (at, s, d) => BranchOnRunningSumPullback(at, s, d), [1.2, 0.7, 0.4, 2], [0.2, 0.3, -0.7]),
        CorpusProgram.OfScalar(nameof(EitherLoop), EitherLoop, EitherLoopGradient, EitherLoopPullback, 0.6, 1.7),
        CorpusProgram.OfVector(nameof(SwapOnCondition), at => SwapOnCondition(at), (at, g) => SwapOnConditionGradient(at, g),
            (at, s, d) => SwapOnConditionPullback(at, s, d), [1.2, 0.7], [0.2, 2.3]),
    ];

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double LoopPerSign(ReadOnlySpan<double> a)
    {
        double s = 0;
        for (int i = 0; i < a.Length; i++)
        {
            if (a[i] > 0)
            {
                double p = 1;
                for (int j = 0; j <= i; j++)
                    p *= a[i] + j;
                s += p;
            }
            else
            {
                double t = a[i];
                while (t > -8)
                    t = t * 2 + a[i];
                s -= t;
            }
        }

        return s;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double BranchOnRunningSum(ReadOnlySpan<double> a)
    {
        double s = 0;
        double q = 1;
        for (int i = 0; i < a.Length; i++)
        {
            s += a[i];
            if (s > 1)
            {
                if (q > 2)
                    q = Math.Sqrt(q);
                else
                    q += s * a[i];
            }
            else
            {
                for (int k = 0; k < 2; k++)
                {
                    if (k == 1)
                        q *= a[i];
                    else
                        q += s;
                }
            }
        }

        return q * s;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double EitherLoop(double x)
    {
        double y = 1;
        if (x > 1)
        {
            for (int i = 0; i < 4; i++)
                y = y * x + 1;
        }
        else
        {
            int n = 0;
            while (y < 5)
            {
                y += x * y;
                n++;
            }

            y *= n;
        }

        return y;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double SwapOnCondition(ReadOnlySpan<double> at)
    {
        double a = at[0];
        double b = at[1];
        for (int i = 0; i < 5; i++)
        {
            if (a > b)
                (a, b) = (b, a);
            b = b * 0.4 + a;
            a += 0.1 * b * b;
        }

        return a - 2 * b;
    }
}
