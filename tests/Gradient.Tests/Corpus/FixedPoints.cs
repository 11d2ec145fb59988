namespace DiffGen.Tests.Corpus;

/// <summary>Iterations to a root or fixed point, differentiated at the solution.</summary>
public static partial class FixedPoints
{
    internal static CorpusProgram[] Programs =>
    [
        CorpusProgram.OfScalar(nameof(SquareRoot), SquareRoot, SquareRootGradient, SquareRootPullback, 5, 0.3),
        CorpusProgram.OfScalar(nameof(TestedInTheMiddle), TestedInTheMiddle, TestedInTheMiddleGradient, TestedInTheMiddlePullback, 5, 0.3),
        CorpusProgram.OfScalar(nameof(ReturnedFromTheLoop), ReturnedFromTheLoop, ReturnedFromTheLoopGradient, ReturnedFromTheLoopPullback, 5, 0.3),
        CorpusProgram.OfScalar(nameof(TestedLast), TestedLast, TestedLastGradient, TestedLastPullback, 5, 0.3),
        CorpusProgram.OfScalar(nameof(TestedWithElse), TestedWithElse, TestedWithElseGradient, TestedWithElsePullback, 5, 0.3),
        CorpusProgram.OfScalar(nameof(GoesOnWhileFar), GoesOnWhileFar, GoesOnWhileFarGradient, GoesOnWhileFarPullback, 5, 0.3),
        CorpusProgram.OfScalar(nameof(Relaxed), Relaxed, RelaxedGradient, RelaxedPullback, 0.5, 0.9),
        CorpusProgram.OfScalar(nameof(FixedTrips), FixedTrips, FixedTripsGradient, FixedTripsPullback, 5, 0.3),
        CorpusProgram.OfPair(nameof(Kepler), Kepler, KeplerGradient, KeplerPullback, [0.8, 0.3], [2.5, 0.6]),
        CorpusProgram.OfPair(nameof(StateOfTwo), StateOfTwo, StateOfTwoGradient, StateOfTwoPullback, [0.3, 0.2], [-0.5, 0.4]),
        CorpusProgram.OfPair(nameof(CalledTwice), CalledTwice, CalledTwiceGradient, CalledTwicePullback, [0.8, 0.3], [2.5, 0.2]),
        CorpusProgram.OfVector(nameof(Linear), x => Linear(x), (x, g) => LinearGradient(x, g), (x, s, d) => LinearPullback(x, s, d), [0.3, 0.1, -0.2, 0.4, 1, 2]),
        CorpusProgram.OfVector(nameof(InPlace), x => InPlace(x), (x, g) => InPlaceGradient(x, g), (x, s, d) => InPlacePullback(x, s, d), [0.3, 0.1, -0.2, 0.4, 1, 2]),
        CorpusProgram.OfVector(nameof(OverRows), x => OverRows(x), (x, g) => OverRowsGradient(x, g), (x, s, d) => OverRowsPullback(x, s, d), [0.1, 0.5, 1.2, 2.2]),
        CorpusProgram.OfVector(nameof(InRecursion), x => InRecursion(x), (x, g) => InRecursionGradient(x, g), (x, s, d) => InRecursionPullback(x, s, d), [0.1, 0.5, 1.2, 2.2]),
        CorpusProgram.OfPair(nameof(OfDerivative), OfDerivative, OfDerivativeGradient, OfDerivativePullback, [0.8, 0.3], [2.5, 0.2]),
    ];

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback), FixedPoint]
    public static double SquareRoot(double a)
    {
        double x = a;
        while (Math.Abs(x * x - a) > 1e-15 * a)
            x = 0.5 * (x + a / x);
        return x;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback), FixedPoint]
    public static double TestedInTheMiddle(double a)
    {
        double x = a;
        for (int k = 0; k < 100; k++)
        {
            double dx = (x * x - a) / (2 * x);
            if (Math.Abs(dx) < 1e-14)
                break;
            x -= dx;
        }

        return x;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback), FixedPoint]
    public static double ReturnedFromTheLoop(double a)
    {
        double x = a;
        for (int k = 0; k < 60; k++)
        {
            double old = x;
            x = 0.5 * (x + a / x);
            if (Math.Abs(x - old) < 1e-14)
                return 2 * x;
        }

        throw new InvalidOperationException("no root");
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback), FixedPoint]
    public static double TestedLast(double a)
    {
        double x = a, dx;
        do
        {
            dx = (x * x - a) / (2 * x);
            x -= dx;
        }
        while (Math.Abs(dx) > 1e-12);
        return x;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback), FixedPoint]
    public static double TestedWithElse(double a)
    {
        double x = a;
        for (int k = 0; k < 60; k++)
        {
            double dx = (x * x - a) / (2 * x);
            if (Math.Abs(dx) < 1e-14)
                break;
            else
                x -= dx;
        }

        return x;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback), FixedPoint]
    public static double GoesOnWhileFar(double a)
    {
        double x = a;
        for (int k = 0; k < 60; k++)
        {
            double dx = (x * x - a) / (2 * x);
            if (Math.Abs(dx) > 1e-14)
                x -= dx;
            else
                return 3 * x;
        }

        return 0;
    }

    /// <summary>The step depends on the number of the trip: it is that of the last one.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Pullback), FixedPoint]
    public static double Relaxed(double a)
    {
        double x = 0;
        for (int k = 1; k < 200; k++)
        {
            double w = k > 5 ? 0.3 : 1.5;
            x = a + w * Math.Sin(x);
        }

        return x;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback), FixedPoint]
    public static double FixedTrips(double a)
    {
        double x = a;
        for (int k = 0; k < 40; k++)
            x = 0.5 * (x + a / x);
        return x;
    }

    /// <summary>Kepler's equation, by plain repetition: E = M + e·sin E.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Pullback), FixedPoint]
    public static double Kepler(double m, double e)
    {
        double anomaly = m;
        for (int k = 0; k < 1000; k++)
        {
            double next = m + e * Math.Sin(anomaly);
            bool isDone = Math.Abs(next - anomaly) < 1e-15;
            anomaly = next;
            if (isDone)
                break;
        }

        return anomaly;
    }

    private readonly record struct State(double U, double V);

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback), FixedPoint]
    public static double StateOfTwo(double x, double y)
    {
        var z = new State(0, 1);
        double change = 1;
        while (change > 1e-15)
        {
            var next = new State(x + 0.3 * Math.Sin(z.V), y * Math.Cos(z.U));
            change = Math.Abs(next.U - z.U) + Math.Abs(next.V - z.V);
            z = next;
        }

        return z.U * z.V;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double CalledTwice(double x, double y)
    {
        double e = Kepler(x, y);
        return Kepler(e * x, y) * e;
    }

    /// <summary>x = A·x + b.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Pullback), FixedPoint]
    public static double Linear(ReadOnlySpan<double> p)
    {
        double[] x = new double[2], y = new double[2];
        double change;
        do
        {
            change = 0;
            for (int i = 0; i < 2; i++)
            {
                double s = p[4 + i];
                for (int j = 0; j < 2; j++)
                    s += p[2 * i + j] * x[j];
                y[i] = s;
            }

            for (int i = 0; i < 2; i++)
            {
                change += Math.Abs(y[i] - x[i]);
                x[i] = y[i];
            }
        }
        while (change > 1e-15);
        double value = x[0] * x[0] + 3 * x[1];
        x[0] = 7;
        return value * x[1];
    }

    /// <summary>The same after Gauss and Seidel, in the array itself.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Pullback), FixedPoint]
    public static double InPlace(ReadOnlySpan<double> p)
    {
        Span<double> x = stackalloc double[2];
        x.Fill(p[0]);
        for (int k = 0; k < 200; k++)
        {
            double change = 0;
            for (int i = 0; i < 2; i++)
            {
                double s = p[4 + i] + Dot(p.Slice(2 * i, 2), x);
                change = Math.Max(change, Math.Abs(s - x[i]));
                x[i] = s;
            }

            if (change < 1e-15)
                break;
        }

        return Math.Sin(x[0]) * x[1] + p[0];
    }

    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double s = 0;
        for (int i = 0; i < a.Length; i++)
            s += a[i] * b[i];
        return s;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double OverRows(ReadOnlySpan<double> m)
    {
        double s = 0;
        for (int i = 1; i < m.Length; i++)
            s += Math.Sin(Kepler(m[i], m[0])) * i;
        return s;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double InRecursion(ReadOnlySpan<double> m) => Fold(m, 1);

    private static double Fold(ReadOnlySpan<double> m, int i) => i == m.Length ? m[0] : Kepler(m[i], m[0]) * Fold(m, i + 1);

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double OfDerivative(double x, double y)
    {
        KeplerGradient(x, y, out double dM, out double dE);
        return dM * dM + dE;
    }
}
