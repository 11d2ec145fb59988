namespace DiffGen.Tests.Corpus;

/// <summary>Stores that only a later trip of the loop reads, and elements that a loop keeps in scalars.</summary>
public static partial class RegressionsStores
{
    internal static CorpusProgram[] Programs =>
    [
        CorpusProgram.InPlaceWithScalar(nameof(ReadInTheNextTrip), (y, r) => ReadInTheNextTrip(r, y),
            (y, r, s, dY, ref dR) => ReadInTheNextTripPullback(r, y, s, ref dR, dY), [0.5, 1.5, 2.5]),
        CorpusProgram.InPlaceWithScalar(nameof(CountedDown), (y, r) => CountedDown(r, y),
            (y, r, s, dY, ref dR) => CountedDownPullback(r, y, s, ref dR, dY), [0.5, 1.5, 2.5, 0.7]),
        CorpusProgram.OfVector(nameof(Line), at => Line(at.AsSpan(0, 2), at.AsSpan(2)),
            (at, g) => LineGradient(at.AsSpan(0, 2), at.AsSpan(2), g.AsSpan(0, 2), g.AsSpan(2)),
            (at, s, d) => LinePullback(at.AsSpan(0, 2), at.AsSpan(2), s, d.AsSpan(0, 2), d.AsSpan(2)),
            [0.5, -1.5, 1, 2, 3], [0.5, -1.5], [1, 2, 0.25]),
        CorpusProgram.OfVector(nameof(ShapedLine), at => ShapedLine(at.AsSpan(0, 2), at.AsSpan(2)),
            (at, g) => ShapedLineGradient(at.AsSpan(0, 2), at.AsSpan(2), g.AsSpan(0, 2), g.AsSpan(2)),
            (at, s, d) => ShapedLinePullback(at.AsSpan(0, 2), at.AsSpan(2), s, d.AsSpan(0, 2), d.AsSpan(2)),
            [0.5, -1.5, 1, 2, 3], [0.5, -1.5], [1, 2, 0.25]),
        CorpusProgram.InPlaceWithScalar(nameof(Accumulators), (a, x) => Accumulators(a, x, 4),
            (a, x, s, dA, ref dX) => AccumulatorsPullback(a, x, 4, s, dA, ref dX), [0.5, 1.5, 0.9]),
        CorpusProgram.InPlaceWithScalar(nameof(ShapedAccumulators), (a, x) => ShapedAccumulators(a, x, 4),
            (a, x, s, dA, ref dX) => ShapedAccumulatorsPullback(a, x, 4, s, dA, ref dX), [0.5, 1.5, 0.9]),
        CorpusProgram.InPlaceWithScalar($"{nameof(ShapedAccumulators)} without a trip", (a, x) => ShapedAccumulators(a, x, 0),
            (a, x, s, dA, ref dX) => ShapedAccumulatorsPullback(a, x, 0, s, dA, ref dX), [0.5, 1.5, 0.9]),
        CorpusProgram.InPlace(nameof(FixedAndMoving), at => FixedAndMoving(at), (at, s, d) => FixedAndMovingPullback(at, s, d),
            [0.5, 1.5, 0.9, -0.4]),
        CorpusProgram.InPlace(nameof(OverlappingWindows), at => OverlappingWindows(at), (at, s, d) => OverlappingWindowsPullback(at, s, d),
            [0.5, 1.5, 0.9, -0.4]),
        CorpusProgram.OfVector(nameof(LocalAccumulators), at => LocalAccumulators(at), (at, g) => LocalAccumulatorsGradient(at, g),
            (at, s, d) => LocalAccumulatorsPullback(at, s, d), [0.5, 1.5, 0.9, -0.4], [0.3]),
    ];

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double ReadInTheNextTrip(double r, double[] y)
    {
        double[] s = [1, 1, 1, r];
        for (int k = 2; k <= 4; k++)
        {
            y[1] = s[k & 3];
            s[0] -= 1;
        }

        return y[1];
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double CountedDown(double r, double[] y)
    {
        double[] s = new double[2];
        s[0] = 1;
        for (int k = 0; k < 3; k++)
        {
            y[k] = s[0];
            s[0] -= 1;
        }

        return y[0] + 10 * y[1] * r + y[2] * r * r;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Line(ReadOnlySpan<double> theta, ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double e = theta[0] + theta[1] * x[i] - 1;
            sum += e * e;
        }

        return sum;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double ShapedLine([Shape(2)] ReadOnlySpan<double> theta, ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double e = theta[0] + theta[1] * x[i] - 1;
            sum += e * e;
        }

        return sum;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Accumulators(double[] a, double x, int n)
    {
        for (int i = 0; i < n; i++)
        {
            a[0] = a[0] * x + a[1];
            a[1] += Math.Sin(a[0] * i);
        }

        return a[0] * a[1];
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double ShapedAccumulators([Shape(3)] double[] a, double x, int n)
    {
        for (int i = 0; i < n; i++)
        {
            a[0] = a[0] * x + a[1];
            a[1] += Math.Sin(a[0] * i);
        }

        return a[0] * a[1];
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double FixedAndMoving([Shape(4)] Span<double> a)
    {
        for (int i = 0; i < a.Length; i++)
        {
            a[2] += a[i] * a[i];
            a[i] = a[2] * 0.5;
        }

        return a[2] + a[3];
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double OverlappingWindows([Shape(4)] Span<double> a)
    {
        Span<double> head = a.Slice(0, 3), tail = a.Slice(1, 3);
        for (int i = 0; i < 3; i++)
        {
            head[1] += tail[1] * 0.5;
            tail[0] *= head[2];
        }

        return a[1];
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double LocalAccumulators(ReadOnlySpan<double> a)
    {
        double[] t = new double[2];
        t[1] = 1;
        for (int i = 0; i < a.Length; i++)
        {
            t[0] += a[i] * t[1];
            t[1] *= Math.Cos(a[i]);
        }

        return t[0] * t[1];
    }
}
