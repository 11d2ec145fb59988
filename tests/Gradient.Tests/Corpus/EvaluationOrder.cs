namespace DiffGen.Tests.Corpus;

/// <summary>What is evaluated when: arguments, receivers, compound assignments, conditions with effects; what is a copy.</summary>
public static partial class EvaluationOrder
{
    internal static CorpusProgram[] Programs =>
    [
        CorpusProgram.OfPair(nameof(Arguments), Arguments, ArgumentsGradient, ArgumentsPullback, [1, 2], [-0.5, 0.3]),
        CorpusProgram.OfPair(nameof(ReferencesAndValues), ReferencesAndValues, ReferencesAndValuesGradient, ReferencesAndValuesPullback,
            [1, 2], [-0.5, 0.3]),
        CorpusProgram.OfPair(nameof(Receivers), Receivers, ReceiversGradient, ReceiversPullback, [1, 2], [-0.5, 0.3]),
        CorpusProgram.OfPair(nameof(CompoundAssignments), CompoundAssignments, CompoundAssignmentsGradient, CompoundAssignmentsPullback,
            [1, 2], [-0.5, 0.3]),
        CorpusProgram.OfPair(nameof(OutIntoWhatIsRead), OutIntoWhatIsRead, OutIntoWhatIsReadGradient, OutIntoWhatIsReadPullback,
            [1, 2], [-0.5, 0.3]),
        CorpusProgram.OfPair(nameof(LoopVariablesAreCopies), LoopVariablesAreCopies, LoopVariablesAreCopiesGradient, LoopVariablesAreCopiesPullback,
            [1, 2], [-0.5, 0.3]),
        CorpusProgram.OfPair(nameof(ShortCircuits), ShortCircuits, ShortCircuitsGradient, ShortCircuitsPullback,
            [1, 2], [-0.5, 0.3], [3, 0.2]),
        CorpusProgram.OfPair(nameof(ConditionalExpressions), ConditionalExpressions, ConditionalExpressionsGradient, ConditionalExpressionsPullback,
            [1, 2], [-0.5, 0.3]),
        CorpusProgram.OfPair(nameof(OutInWhile), OutInWhile, OutInWhileGradient, OutInWhilePullback, [1, 2], [-0.5, 0.3]),
        CorpusProgram.OfPair(nameof(LambdaInLoopCondition), LambdaInLoopCondition, LambdaInLoopConditionGradient, LambdaInLoopConditionPullback,
            [1, 2], [-0.5, 0.3]),
        CorpusProgram.OfPair(nameof(ExitsInHelper), ExitsInHelper, ExitsInHelperGradient, ExitsInHelperPullback, [1.05, 2], [-0.55, 0.3]),
    ];

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Arguments(double x, double y)
    {
        double t = x;
        double r = F(t, t *= y, t += x, t);
        P p = new() { A = x, B = y };
        double q = G(p, p.Bump(2), p, p = new P { A = p.B, B = p.A });
        return r + q * t + p.A;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double ReferencesAndValues(double x, double y)
    {
        double[] a = [x, y, x * y];
        int i = 0;
        AddTo(ref a[i], i = 2, a[i] *= 2);
        AddTo(by: a[i--], place: ref a[i], n: i);
        double t = x;
        AddTo(ref t, 1, t *= 3);
        return a[0] * a[1] + a[2] * t;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Receivers(double x, double y)
    {
        P p = new() { A = x, B = y };
        double r = p.Bump(p.A = 3 * x);
        P[] ps = [p, new P { A = y, B = x }];
        int i = 0;
        r += ps[i].Bump(ps[i = 1].A);
        r *= ps[i].Sum(ps[i].Bump(x));
        r += p.Sum(p.Bump(y) + p.A);
        return r + ps[0].A * ps[1].B + p.B;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double CompoundAssignments(double x, double y)
    {
        double s = x;
        s += (s *= y) + Next(ref s);
        double[] a = [x, y];
        int i = 0;
        a[i] += a[i++] * (a[i] = x + i);
        a[i] *= Next(ref a[i]) + Next(ref a[0]);
        P p = new() { A = x, B = y };
        p.A -= p.Bump(2) * p.A;
        p.B += p.B++ * --p.A;
        return s * a[0] + a[1] * p.A + p.B;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double OutIntoWhatIsRead(double x, double y)
    {
        P p = new() { A = x, B = y };
        Both(p.A, p.B, out p.B, out p.A);
        Both(p.A, p.B, out double u, out u);
        double v;
        bool ok = Try(p.A, out v) || Try(-v, out v);
        return ok ? p.A * u + v : p.B - v;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double LoopVariablesAreCopies(double x, double y)
    {
        P[] ps = [new() { A = x, B = y }, new() { A = y, B = 1 }];
        double sum = 0;
        foreach (P p in ps)
        {
            sum += p.Bump(2) + p.A;
            ps[1].A += p.B;
        }

        double[] a = [x, y, 1];
        foreach (double v in a)
        {
            a[2] += v * v;
            sum += v;
        }

        return sum + ps[1].A * a[2];
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double ShortCircuits(double x, double y)
    {
        double s = 1;
        bool a = Check(x, ref s) && Check(y, ref s);
        bool b = Check(x * y, ref s) || Check(-y, ref s);
        bool c = Check(x, ref s) & Check(y - 1, ref s) | Check(s, ref s);
        if (a ^ b && !c || Check(s * x, ref s))
            s *= x;
        return s * s + y;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double ConditionalExpressions(double x, double y)
    {
        P p = new() { A = x, B = y };
        double r = p.Bump(1) > 1.5 ? p.Bump(p.A) : p.A = y * y;
        r += (p.A > r ? p : new P { A = r, B = p.B }).B * (r > 0 ? p.A += 1 : p.B -= 1);
        return r * p.A + p.B;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double OutInWhile(double x, double y)
    {
        double sum = 0, current = x;
        int n = 0;
        while (n++ < 5 && TryNext(current, y, out double next, out bool last) && !last)
        {
            sum += next * current;
            current = next;
        }

        return sum + current;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double LambdaInLoopCondition(double x, double y)
    {
        double state = x;
        Func<double, double> step = t => state = 0.5 * state * t + y;
        double sum = 0;
        for (int i = 0; i < 3; i++)
        {
            sum += step(i + x) * state;
            if (sum > 3)
                state -= 1;
        }

        double r = Repeat(step, 3) + state;
        return sum * r;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double ExitsInHelper(double x, double y)
    {
        double sum = 0;
        for (int i = 0; i < 6; i++)
        {
            double v = FirstAbove(x + i * 0.3, y);
            if (v > 2.5)
                break;
            if (v < 0.5)
                continue;
            sum += v * v;
        }

        return sum + x * y;
    }

    private static double F(double a, double b, double c, double d) => a * 2 + b * c - d * a;

    private static double G(P a, double b, P c, P d) => a.A * b + c.A * d.B - c.B;

    private static void AddTo(ref double place, int n, double by) => place = place * n + by;

    private static double Next(ref double s) => s = 0.5 * s + 1;

    private static void Both(double a, double b, out double sum, out double product)
    {
        sum = a + b;
        product = a * b + sum;
    }

    private static bool Try(double x, out double root)
    {
        root = x * x;
        return x > 1;
    }

    private static double Repeat(Func<double, double> f, int n)
    {
        double r = 0;
        while (n-- > 0)
            r += f(n) * r + f(r);
        return r;
    }

    private static double FirstAbove(double x, double limit)
    {
        for (int i = 0; i < 5; i++)
        {
            if (x < 0)
                return -x;
            if (x > limit)
                break;
            x = x * x * 0.5 + 0.4;
        }

        return x;
    }

    private static bool Check(double v, ref double s)
    {
        s = s * 0.5 + v;
        return v > 0;
    }

    private static bool TryNext(double x, double y, out double next, out bool last)
    {
        last = false;
        if (x > 6)
        {
            next = 0;
            return false;
        }

        next = x * 1.4 + y;
        last = next > 5;
        return true;
    }

    private struct P
    {
        public double A, B;

        public double Bump(double by)
        {
            A += by * B;
            return A * B;
        }

        public readonly double Sum(double w) => A + w * B;

        public void Absorb(ref P other)
        {
            A += other.B;
            other.A *= 2;
            B = A * other.A;
        }

        public void Absorb(ref double v)
        {
            B += v;
            v *= B;
            B += A;
        }

        public P Combined(in P other, P third)
        {
            A *= 2;
            return this with { A = other.A + third.B, B = A * B };
        }
    }
}
