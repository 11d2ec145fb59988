namespace DiffGen.Tests.Corpus;

/// <summary>Lambdas and method groups that are passed to helpers.</summary>
public static partial class Lambdas
{
    internal static CorpusProgram[] Programs =>
    [
        CorpusProgram.OfPair(nameof(Integral), Integral, IntegralGradient, IntegralPullback, [1, 2], [-0.5, 3]),
        CorpusProgram.OfScalar(nameof(NewtonRoot), NewtonRoot, NewtonRootGradient, NewtonRootPullback, 2, 7.5),
        CorpusProgram.OfPair(nameof(MutatesCaptured), MutatesCaptured, MutatesCapturedGradient, MutatesCapturedPullback, [1, 2], [-0.5, 0.3]),
        CorpusProgram.OfVector(nameof(Mapped), at => Mapped(at), (at, g) => MappedGradient(at, g), (at, s, d) => MappedPullback(at, s, d),
            [1, 2, 3], [0.5, -1]),
        CorpusProgram.OfPair(nameof(MethodGroups), MethodGroups, MethodGroupsGradient, MethodGroupsPullback, [1, 2], [-0.5, 0.3]),
        CorpusProgram.OfPair(nameof(BlockBody), BlockBody, BlockBodyGradient, BlockBodyPullback, [1, 2], [-0.5, 0.3], [4, -1]),
        CorpusProgram.OfPair(nameof(LocalDelegate), LocalDelegate, LocalDelegateGradient, LocalDelegatePullback, [1, 2], [-0.5, 0.3]),
        CorpusProgram.OfPair(nameof(LaterChange), LaterChange, LaterChangeGradient, LaterChangePullback, [1, 2], [-0.5, 0.3]),
        CorpusProgram.OfPair(nameof(OwnDelegate), OwnDelegate, OwnDelegateGradient, OwnDelegatePullback, [1, 2], [-0.5, 0.3]),
        CorpusProgram.OfPair(nameof(LambdaInLoop), LambdaInLoop, LambdaInLoopGradient, LambdaInLoopPullback, [1, 2], [-0.5, 0.3]),
        CorpusProgram.OfPair(nameof(Actions), Actions, ActionsGradient, ActionsPullback, [1, 2], [-0.5, 0.3]),
        CorpusProgram.OfPair(nameof(TwoLevels), TwoLevels, TwoLevelsGradient, TwoLevelsPullback, [1, 2], [-0.5, 0.3]),
        CorpusProgram.OfPair(nameof(StructArguments), StructArguments, StructArgumentsGradient, StructArgumentsPullback, [1, 2], [-0.5, 0.3]),
    ];

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Integral(double a, double b) => Trapezoid(t => Math.Exp(-t * t * a), 0, b, 6) * Trapezoid(static t => t * t, a, b, 3);

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double NewtonRoot(double a) => Newton(x => x * x * x - a, x => 3 * x * x, a / 3);

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double MutatesCaptured(double x, double y)
    {
        double sum = 0, last = x;
        Times(4, i =>
        {
            sum += last * y;
            last = 0.5 * last + i * sum;
        });
        Times(2, _ => last *= x);
        return sum + last;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Mapped(ReadOnlySpan<double> source)
    {
        double[] a = source.ToArray();
        double scale = a[0];
        Apply(a, x => x * scale + 1);
        scale = a[^1];
        Apply(a, x => Math.Tanh(x * scale));
        double total = Fold(a, 1, (acc, x) => acc * 0.5 + x * acc);
        return total * scale;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double MethodGroups(double x, double y) =>
        Trapezoid(Math.Sin, 0, x, 4) + Trapezoid(Bump, y, x, 3) * Compose(Math.Tanh, Bump, y) + Compose(Bump, Math.Cos, x);

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double BlockBody(double x, double y)
    {
        return Trapezoid(
            t =>
            {
                if (t < x)
                    return t * y;
                double p = 1;
                for (int i = 0; i < 3; i++)
                {
                    p *= t;
                    if (p > 2)
                        return p - x;
                }

                return p * y;
            },
            0,
            1.7,
            5);
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double LocalDelegate(double x, double y)
    {
        Func<double, double> f = t => t * t * y;
        Func<double, double, double> g = (s, t) => f(s) - f(t) * x;
        return f(x) + g(y, x) * Trapezoid(f, 0, x, 2);
    }

    /// <summary>A lambda sees the variable, not the value that it had.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double LaterChange(double x, double y)
    {
        double k = x;
        Func<double, double> f = t => t * k;
        double r = f(y);
        k *= y;
        r += f(y) * 2;
        k = r;
        return r * f(x);
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double OwnDelegate(double x, double y)
    {
        double v = x;
        Change(ref v, (ref double t, double by) => t = t * by + y);
        Change(ref v, (ref t, by) => t *= by);
        return v * x;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double LambdaInLoop(double x, double y)
    {
        double sum = 0;
        for (int i = 1; i <= 3; i++)
        {
            double u = x * i;
            sum += Trapezoid(t => t * u + sum, 0, y, 2);
            u *= sum;
            sum += Compose(t => t * u, t => t + i, y);
        }

        return sum;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Actions(double x, double y)
    {
        double a = x, b = y;
        Both(() => a *= b, () => b += a);
        Both(() => (a, b) = (b, a), () => a += 1);
        return a * b;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double TwoLevels(double x, double y) =>
        Trapezoid(s => Trapezoid(t => Math.Sin(s * t + y), 0, s * x, 3), 0, y, 3);

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double StructArguments(double x, double y)
    {
        State end = Iterate(new State(x, y), s => new State(s.A + 0.1 * s.B, s.B - 0.1 * x * s.A), 4);
        (double a, double b) = Both((p, q) => (p * q, p + q), x, y);
        return end.A * end.B + a * b;
    }

    private static double Trapezoid(Func<double, double> f, double a, double b, int n)
    {
        double h = (b - a) / n;
        double sum = (f(a) + f(b)) / 2;
        for (int i = 1; i < n; i++)
            sum += f(a + i * h);
        return sum * h;
    }

    private static double Newton(Func<double, double> f, Func<double, double> slope, double x)
    {
        for (int i = 0; i < 50; i++)
        {
            double step = f(x) / slope(x);
            x -= step;
            if (Math.Abs(step) < 1e-13 * Math.Abs(x))
                break;
        }

        return x;
    }

    private static void Times(int n, Action<int> action)
    {
        for (int i = 0; i < n; i++)
            action(i);
    }

    private static void Apply(Span<double> a, Func<double, double> f)
    {
        for (int i = 0; i < a.Length; i++)
            a[i] = f(a[i]);
    }

    private static double Fold(ReadOnlySpan<double> a, double start, Func<double, double, double> f)
    {
        foreach (double x in a)
            start = f(start, x);
        return start;
    }

    private static double Bump(double t) => 1 / (1 + t * t);

    private static double Compose(Func<double, double> f, Func<double, double> g, double x) => f(g(x));

    private static State Iterate(State s, Func<State, State> step, int n)
    {
        while (n-- > 0)
            s = step(s);
        return s;
    }

    private static (double A, double B) Both(Func<double, double, (double A, double B)> f, double x, double y) => f(f(x, y).B, y);

    private static void Both(Action first, Action second)
    {
        first();
        second();
        first();
    }

    private static void Change(ref double v, Update update)
    {
        update(ref v, 2);
        update(ref v, v);
    }

    private readonly record struct State(double A, double B);

    private delegate void Update(ref double t, double by);
}
