namespace DiffGen.Tests.Corpus;

/// <summary>Parameters, locals and helpers named like what generated code uses, and like keywords.</summary>
public static partial class RegressionsNames
{
    internal static CorpusProgram[] Programs =>
    [
        CorpusProgram.OfVector(nameof(Generated), at => Generated(at[0], at[1], at[2], at[3], at[4], at[5], at[6], at[7], at[8], at[9], 3),
            (at, g) => GeneratedGradient(at[0], at[1], at[2], at[3], at[4], at[5], at[6], at[7], at[8], at[9], 3,
                out g[0], out g[1], out g[2], out g[3], out g[4], out g[5], out g[6], out g[7], out g[8], out g[9]),
            (at, s, d) => GeneratedPullback(at[0], at[1], at[2], at[3], at[4], at[5], at[6], at[7], at[8], at[9], 3, s,
                ref d[0], ref d[1], ref d[2], ref d[3], ref d[4], ref d[5], ref d[6], ref d[7], ref d[8], ref d[9]),
            [1.1, 0.4, 0.7, 1.5, 0.3, 0.9, 1.2, 0.6, 0.8, 1.3]),
        CorpusProgram.OfScalar(nameof(HidesMath), x => HidesMath(x, 3), (double x, out double dX) => HidesMathGradient(x, 3, out dX),
            (double x, double s, ref double dX) => HidesMathPullback(x, 3, s, ref dX), 0.7),
        CorpusProgram.OfVector(nameof(HidesSpan), at => HidesSpan(at, 3), (at, g) => HidesSpanGradient(at, 3, g),
            (at, s, d) => HidesSpanPullback(at, 3, s, d), [1.1, 0.4, 0.7, 1.5]),
        CorpusProgram.InPlaceWithScalar(nameof(HidesNamespace), (a, x) => HidesNamespace(a, x, 3),
            (a, x, s, dA, ref dX) => HidesNamespacePullback(a, x, 3, s, dA, ref dX), [1.1, 0.4, 0.7, 1.5]),
        CorpusProgram.OfVector(nameof(Keywords), at => Keywords(at[0], at[1]), (at, g) => KeywordsGradient(at[0], at[1], out g[0], out g[1]),
            (at, s, d) => KeywordsPullback(at[0], at[1], s, ref d[0], ref d[1]), [0.7, 1.2]),
        CorpusProgram.WithScalar(nameof(Contextual), Contextual, (a, x, dA, out dX) => ContextualGradient(a, x, dA, out dX),
            (a, x, s, dA, ref dX) => ContextualPullback(a, x, s, dA, ref dX), [1.1, 0.4, 0.7, 1.5]),
        CorpusProgram.OfVector(nameof(DerivativeNames), at => DerivativeNames(at[0], at[1], at[2]),
            (at, g) => DerivativeNamesGradient(at[0], at[1], at[2], out g[0], out g[1], out g[2]),
            (at, s, d) => DerivativeNamesPullback(at[0], at[1], at[2], s, ref d[0], ref d[1], ref d[2]), [0.7, 1.2, 0.4]),
        CorpusProgram.OfScalar(nameof(HelpersLikeGenerated), x => HelpersLikeGenerated(x, 3),
            (double x, out double dX) => HelpersLikeGeneratedGradient(x, 3, out dX),
            (double x, double s, ref double dX) => HelpersLikeGeneratedPullback(x, 3, s, ref dX), 0.7),
    ];

    [Differentiable(DiffGen.Derivatives.Gradient | DiffGen.Derivatives.Pullback)]
    public static double Generated(
        double Math, double MathF, double Span, double DiffGen, double global, double workspace, double value, double seed, double t, double trips, int i32Top)
    {
        double[] cache = new double[4];
        double f64Stack = workspace * value;
        while (t < 20)
        {
            t = t * 1.5 + global::System.Math.Sin(t * Math) + global;
            cache[i32Top & 3] = f64Stack + t;
            f64Stack = global::System.Math.Cos(cache[i32Top & 3] * trips) + Span;
            if (f64Stack > 10)
                break;
        }

        for (int i = 0; i < i32Top; i++)
            MathF *= DiffGen + i * f64Stack;
        return t * MathF + f64Stack * seed + System.MathF.Abs(2);
    }

    [Differentiable(DiffGen.Derivatives.Gradient | DiffGen.Derivatives.Pullback)]
    public static double HidesMath(double Math, int MathF)
    {
        double s = Math;
        for (int i = 0; i < MathF; i++)
            s = System.Math.Sin(s * Math) + System.Math.Exp(s);
        return s;
    }

    [Differentiable(DiffGen.Derivatives.Gradient | DiffGen.Derivatives.Pullback)]
    public static double HidesSpan(ReadOnlySpan<double> Span, int ReadOnlySpan)
    {
        double[] System = new double[4];
        double workspace = 1;
        for (int i = 0; i < ReadOnlySpan; i++)
        {
            System[i] = Span[i] * workspace;
            workspace = System[i] * Span[3];
        }

        return workspace + System[0];
    }

    [Differentiable(DiffGen.Derivatives.Gradient | DiffGen.Derivatives.Pullback)]
    public static double HidesNamespace(Span<double> DiffGen, double global, int trips)
    {
        double seed = global;
        while (trips > 0)
        {
            trips--;
            if (seed > 2)
                seed *= 0.5;
            DiffGen[trips] *= seed;
            seed = Math.Sin(seed) + DiffGen[trips] * global;
        }

        return seed;
    }

    [Differentiable(DiffGen.Derivatives.Gradient | DiffGen.Derivatives.Pullback)]
    public static double Keywords(double @for, double @while) => Recursive(3, @for, @while) * @for;

    [Differentiable(DiffGen.Derivatives.Gradient | DiffGen.Derivatives.Pullback)]
    public static double Contextual(double[] @var, double scoped)
    {
        double @await = scoped * @var[0];
        double nint = @await, field = @var[1], @record = 2, dynamic = 0;
        for (int @if = 0; @if < 3; @if++)
            dynamic += nint * field * @var[@if] * @record;
        return dynamic * scoped;
    }

    [Differentiable(DiffGen.Derivatives.Gradient | DiffGen.Derivatives.Pullback)]
    public static double DerivativeNames(double x, double dX, double dDX)
    {
        double dSeed = x * dX;
        double dValue = dSeed * dDX;
        return dValue * dSeed + x;
    }

    [Differentiable(DiffGen.Derivatives.Gradient | DiffGen.Derivatives.Pullback)]
    public static double HelpersLikeGenerated(double x, int n) =>
        HelpersLikeGeneratedForward(x) * Power(n, x) + PowerForward(n) + PowerReverse(x);

    private static double HelpersLikeGeneratedForward(double x) => 2 * x;

    private static double Power(int n, double x) => n <= 0 ? x : x * Power(n - 1, x * x);

    private static double PowerForward(int n) => n;

    private static double PowerReverse(double x) => x;

    private static double Recursive(int @class, double @int, double @double)
    {
        if (@class <= 0)
            return @int * @double;
        double @event = Recursive(@class - 1, @int * 1.1, @double);
        return @event * @double + @int;
    }
}
