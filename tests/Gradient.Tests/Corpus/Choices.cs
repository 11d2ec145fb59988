namespace DiffGen.Tests.Corpus;

/// <summary>Functions chosen by branches, references rebound by branches and loops.</summary>
public static partial class Choices
{
    internal static CorpusProgram[] Programs =>
    [
        CorpusProgram.OfPair(nameof(ByIf), ByIf, ByIfGradient, ByIfPullback, [1.5, 0.4], [0.3, 0.8]),
        CorpusProgram.OfPair(nameof(OneOfThree), OneOfThree, OneOfThreeGradient, OneOfThreePullback, [1.5, 0.4], [0.3, 0.8], [-0.5, 0.2]),
        CorpusProgram.OfPair(nameof(ByConditional), ByConditional, ByConditionalGradient, ByConditionalPullback, [1.5, 0.4], [0.3, 0.8]),
        CorpusProgram.OfPair(nameof(BySwitch), BySwitch, BySwitchGradient, BySwitchPullback, [1.5, 0.4], [-0.3, 0.8], [0.3, 0.8]),
        CorpusProgram.OfPair(nameof(ChosenInTrip), ChosenInTrip, ChosenInTripGradient, ChosenInTripPullback, [1.5, 0.4], [-0.3, 0.8]),
        CorpusProgram.OfPair(nameof(ChosenArrays), ChosenArrays, ChosenArraysGradient, ChosenArraysPullback, [1.5, 0.4], [0.3, 0.8]),
        CorpusProgram.OfPair(nameof(ReboundReference), ReboundReference, ReboundReferenceGradient, ReboundReferencePullback, [1.5, 0.4], [-0.3, 0.8]),
        CorpusProgram.OfPair(nameof(SwappedReferences), SwappedReferences, SwappedReferencesGradient, SwappedReferencesPullback, [1.5, 0.4], [-0.3, 0.8]),
        CorpusProgram.OfPair(nameof(ReferenceWithExit), ReferenceWithExit, ReferenceWithExitGradient, ReferenceWithExitPullback, [1.5, 0.4], [-0.3, 0.8], [3, 2]),
        CorpusProgram.OfPair(nameof(NestedReferences), NestedReferences, NestedReferencesGradient, NestedReferencesPullback, [1.5, 0.4], [-0.3, 0.8]),
        CorpusProgram.OfPair(nameof(ReboundInATrip), ReboundInATrip, ReboundInATripGradient, ReboundInATripPullback, [1.5, 0.4], [-0.3, 0.8]),
        CorpusProgram.OfPair(nameof(ChosenBeforeTheLoop), ChosenBeforeTheLoop, ChosenBeforeTheLoopGradient, ChosenBeforeTheLoopPullback, [1.5, 0.4], [0.3, 0.8]),
        CorpusProgram.OfPair(nameof(ReboundFields), ReboundFields, ReboundFieldsGradient, ReboundFieldsPullback, [1.5, 0.4], [-0.3, 0.8]),
    ];

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double ByIf(double x, double y)
    {
        Func<double, double> f;
        if (x > y) f = v => v * x;
        else f = v => v * v;
        return f(y) + f(x);
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double OneOfThree(double x, double y)
    {
        Func<double, double> f = v => v * x;
        if (x > y) f = Math.Sin;
        else if (x > 0) f = Cube;
        double sum = 0;
        for (int i = 0; i < 3; i++) sum += f(y + i);
        return sum;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double ByConditional(double x, double y)
    {
        double sum = y;
        Action<double> add = x > y ? v => sum += v * x : v => sum -= v * v;
        add(y);
        add(x);
        return sum * sum;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double BySwitch(double x, double y)
    {
        Func<double, double, double> combine = x switch
        {
            > 1 => (a, b) => a * b,
            < 0 => Math.Atan2,
            _ => (a, b) => a - b * b,
        };
        return Fold(combine, x, y) + combine(y, x);
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double ChosenInTrip(double x, double y)
    {
        double sum = x;
        for (int i = 0; i < 4; i++)
        {
            double k = y + i;
            Func<double, double> f = v => v * k;
            if (i % 2 == 1) f = v => v / (k * k + 1);
            sum = f(sum) + 1;
        }

        return sum;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double ChosenArrays(double x, double y)
    {
        Func<double, double[]> make;
        if (x > y) make = v => [v, v * x];
        else make = v => [y];
        double[] made = make(x * y);
        return made[0] * made[^1] * made.Length;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double ReboundReference(double x, double y)
    {
        double u = x, v = y * x;
        ref double r = ref u;
        for (int i = 0; i < 3; i++)
        {
            r *= 1.5 + y;
            r = ref v;
        }

        return u * v;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double SwappedReferences(double x, double y)
    {
        double u = x, v = y;
        ref double r = ref u;
        ref double q = ref v;
        int i = 0;
        while (i++ < 5)
        {
            r += q * r * 0.5;
            ref double t = ref r;
            r = ref q;
            q = ref t;
        }

        return u * v * v;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double ReferenceWithExit(double x, double y)
    {
        double u = x, v = y, w = 2;
        ref double r = ref u;
        for (int i = 0; i < 6; i++)
        {
            r *= 1.5;
            Twice(ref r);
            if (r * r > 400) break;
            if (i == 2) r = ref w;
            else if (i > 3) continue;
            else r = ref v;
            r += x;
        }

        r += 1;
        return u * v * w;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double NestedReferences(double x, double y)
    {
        double u = x, v = y, w = 1;
        ref double r = ref u;
        for (int i = 0; i < 3; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                r = r * y + 0.3;
                if (j == 1) r = ref w;
            }

            r = ref v;
        }

        return u + v * w;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double ReboundInATrip(double x, double y)
    {
        double u = x, v = y, w = 1;
        for (int i = 0; i < 4; i++)
        {
            ref double r = ref u;
            if (i % 2 == 1) r = ref v;
            r = r * y + 0.3;
            r = ref (i == 2 ? ref w : ref u);
            r += x;
        }

        return u + v * w;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double ChosenBeforeTheLoop(double x, double y)
    {
        double u = x, v = y;
        ref double r = ref (x > y ? ref u : ref v);
        for (int i = 0; i < 3; i++) r *= x + 1;
        return u + v * v;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double ReboundFields(double x, double y)
    {
        (double A, double B) p = (x, y);
        ref double r = ref p.A;
        for (int i = 0; i < 4; i++)
        {
            r = r * r + 0.25;
            if (i % 2 == 0) r = ref p.B;
            else r = ref p.A;
        }

        return p.A * p.B;
    }

    private static double Cube(double v) => v * v * v;

    private static double Fold(Func<double, double, double> combine, double a, double b) => combine(combine(a, b), b);

    private static void Twice(ref double v) => v *= 2;
}
