namespace DiffGen.Tests.Corpus;

/// <summary>Tuples as variables, parameters and results, and what is taken apart.</summary>
public static partial class Tuples
{
    internal static CorpusProgram[] Programs =>
    [
        CorpusProgram.OfPair(nameof(Recurrence), Recurrence, RecurrenceGradient, RecurrencePullback, [1.1, 0.9], [-0.5, 1.2]),
        CorpusProgram.OfPair(nameof(PolarAndBack), PolarAndBack, PolarAndBackGradient, PolarAndBackPullback, [1, 2], [-3, 0.5]),
        CorpusProgram.OfPair(nameof(NestedTuples), NestedTuples, NestedTuplesGradient, NestedTuplesPullback, [1, 2], [-3, 0.5]),
        CorpusProgram.OfVector(nameof(SwapElements), at => SwapElements(at), (at, g) => SwapElementsGradient(at, g),
            (at, s, d) => SwapElementsPullback(at, s, d), [3, 1, 2], [1, 2, 3, 0.5]),
        CorpusProgram.InPlace(nameof(RotateInPlace), at => RotateInPlace(at), (at, s, d) => RotateInPlacePullback(at, s, d), [3, 1, 2], [1, 2, 3, 0.5]),
        CorpusProgram.OfVector(nameof(Extremes), at => Extremes(at), (at, g) => ExtremesGradient(at, g),
            (at, s, d) => ExtremesPullback(at, s, d), [3, 1, 2], [1, -2, 3, 0.5], [2]),
        CorpusProgram.OfVector(nameof(LineFit), at => LineFit(at), (at, g) => LineFitGradient(at, g),
            (at, s, d) => LineFitPullback(at, s, d), [1, 2, 4, 3], [1, -2, 3, 0.5, 2]),
        CorpusProgram.OfPair(nameof(TakenApart), TakenApart, TakenApartGradient, TakenApartPullback, [1, 2], [-3, 0.5]),
        CorpusProgram.OfPair(nameof(MutatedTuple), MutatedTuple, MutatedTupleGradient, MutatedTuplePullback, [1, 2], [-3, 0.5]),
        CorpusProgram.OfPair(nameof(OrderOfTargets), OrderOfTargets, OrderOfTargetsGradient, OrderOfTargetsPullback, [1, 2], [-3, 0.5]),
        CorpusProgram.OfPair(nameof(TupleRecursion), TupleRecursion, TupleRecursionGradient, TupleRecursionPullback, [1, 2], [-0.3, 0.5]),
        CorpusProgram.OfPair(nameof(Alternating), Alternating, AlternatingGradient, AlternatingPullback, [1, 2], [-0.3, 0.5]),
    ];

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Recurrence(double x, double y)
    {
        (double a, double b, double c) = (x, y, x * y);
        for (int i = 0; i < 4; i++)
            (a, b, c) = (b * 0.5 + c, a * c, Math.Sin(a) + b);
        return a * b + c;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double PolarAndBack(double x, double y)
    {
        (double radius, double angle) = Polar(x, y);
        (double X, double Y) p = Cartesian((radius * radius, angle * 0.5));
        return p.X * p.Y + p.Item1;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double NestedTuples(double x, double y)
    {
        ((double A, double B) First, (double C, (double D, int N)) Second) t = ((x, y), (x * y, (y * y, 3)));
        ((double a, _), (double c, (double d, int n))) = t;
        var copy = t;
        t.First.A = c * t.First.B;
        t.Second.Item2.D += t.First.A;
        t.Second = (t.Second.Item2.D, (t.Second.C, 2));
        return a * t.First.A + d * n + t.Second.Item2.D * copy.First.A + t.Second.C * t.Second.Item2.N;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double SwapElements(ReadOnlySpan<double> a)
    {
        double[] b = a.ToArray();
        for (int i = 0; i < b.Length - 1; i++)
        {
            for (int j = 0; j < b.Length - 1 - i; j++)
            {
                if (b[j] > b[j + 1])
                    (b[j], b[j + 1]) = (b[j + 1], b[j]);
            }
        }

        double sum = 0;
        for (int i = 0; i < b.Length; i++)
            sum += (i + 1) * b[i] * b[i];
        return sum;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double RotateInPlace(Span<double> a)
    {
        for (int i = 0; i + 2 < a.Length; i++)
            (a[i], a[i + 1], a[i + 2]) = (a[i + 2] * a[i], a[i], a[i + 1] + a[i + 2]);
        return a[0] * a[^1] + a[1];
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Extremes(ReadOnlySpan<double> a)
    {
        var (low, high) = MinMax(a);
        (_, double top) = MinMax(a[..1]);
        return high * high - low + top * low;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double LineFit(ReadOnlySpan<double> y)
    {
        var line = Fit(y);
        double residual = 0;
        for (int i = 0; i < y.Length; i++)
        {
            double e = y[i] - (line.Intercept + line.Slope * i);
            residual += e * e;
        }

        return residual + line.Slope * line.Intercept;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double TakenApart(double x, double y)
    {
        var p = new Point(x, y);
        (double a, double b) = p;
        var (r, (u, v)) = new Circle(x * y, new Point(y, x));
        double c;
        (c, b) = new Point(b, a * b);
        return a * b + c * r + u * v * v;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double MutatedTuple(double x, double y)
    {
        var t = (x, y, sum: x + y);
        for (int i = 0; i < 3; i++)
        {
            var before = t;
            t.x *= t.y;
            t.Item2 -= 0.5 * before.x;
            t.sum += t.x * before.sum;
        }

        return t.sum * t.x + t.y;
    }

    /// <summary>The places on the left are found first, then the right side is evaluated, then it is stored.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double OrderOfTargets(double x, double y)
    {
        Span<double> a = stackalloc double[3];
        int i = 0;
        (a[i++], a[i++]) = (x * i, y + i);
        (i, a[i]) = (0, a[0] * a[1]);
        (a[i], double z) = (a[2], a[i] * x);
        return a[0] * a[1] + a[2] * z;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double TupleRecursion(double x, double y)
    {
        (double value, double product) = Chain((x, y), 4);
        return value * product;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Alternating(double x, double y)
    {
        (double Value, bool Up) state = (x, true);
        for (int i = 0; i < 5; i++)
        {
            state = state switch
            {
                (_, true) => (state.Value * y + 1, false),
                ( > 1, _) => (state.Value / 2, true),
                var (v, _) => (v - x, v > 0),
            };
        }

        return state.Up ? state.Value : -state.Value;
    }

    private static (double Radius, double Angle) Polar(double x, double y) => (Math.Sqrt(x * x + y * y), Math.Atan2(y, x));

    private static (double, double) Cartesian((double Radius, double Angle) p)
    {
        var (sin, cos) = Math.SinCos(p.Angle);
        return (p.Radius * cos, p.Radius * sin);
    }

    private static (double Low, double High) MinMax(ReadOnlySpan<double> a)
    {
        (double Low, double High) result = (a[0], a[0]);
        foreach (double x in a)
        {
            if (x < result.Low)
                result.Low = x;
            else if (x > result.High)
                result.High = x;
        }

        return result;
    }

    private static (double Slope, double Intercept) Fit(ReadOnlySpan<double> y)
    {
        double sx = 0, sy = 0, sxx = 0, sxy = 0;
        for (int x = 0; x < y.Length; x++)
            (sx, sy, sxx, sxy) = (sx + x, sy + y[x], sxx + x * x, sxy + x * y[x]);
        double slope = (y.Length * sxy - sx * sy) / (y.Length * sxx - sx * sx);
        return (slope, (sy - slope * sx) / y.Length);
    }

    private static (double Value, double Product) Chain((double A, double B) t, int n)
    {
        if (n == 0)
            return (t.A, 1);
        var (value, product) = Chain((t.B, t.A * 0.5 + t.B), n - 1);
        return (value + t.A, product * (1 + t.B * t.B));
    }

    private readonly record struct Point(double X, double Y);

    private sealed class Circle(double radius, Point centre)
    {
        private readonly double _radius = radius;
        private readonly Point _centre = centre;

        public void Deconstruct(out double r, out Point c)
        {
            r = _radius * _radius;
            c = _centre;
        }
    }
}
