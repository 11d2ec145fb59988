namespace DiffGen.Tests.Corpus;

/// <summary>Loops that are unrolled: nests, triangles, steps, exits, what is inside of them.</summary>
public static partial class Unrolled
{
    internal static CorpusProgram[] Programs =>
    [
        CorpusProgram.OfVector(nameof(Sarrus), at => Sarrus(at), (at, g) => SarrusGradient(at, g), (at, s, d) => SarrusPullback(at, s, d),
            [1, 2, 3, 4, 5, 7, 7, 8, 10], [0, 1, 0, -1, 0, 0.5, 2, 0, 1]),
        CorpusProgram.OfVector(nameof(Elimination), at => Elimination(at), (at, g) => EliminationGradient(at, g), (at, s, d) => EliminationPullback(at, s, d),
            [4, 1, 0.5, 1, 3, -1, 0.5, -1, 5]),
        CorpusProgram.OfVector(nameof(LogisticNetwork), at => LogisticNetwork(at, Input), (at, g) => LogisticNetworkGradient(at, Input, g), (at, s, d) => LogisticNetworkPullback(at, Input, s, d),
            [0.1, -0.2, 0.4, 0.3, -0.5, 0.6, 0.05, -0.1, 0.2, 0.7, -0.3, 0.25, 0.15]),
        CorpusProgram.OfVector(nameof(Horner), at => Horner(at), (at, g) => HornerGradient(at, g), (at, s, d) => HornerPullback(at, s, d),
            [0.5, -1, 2, 0.3, 1.5], [0, 0, 1, 1, 0]),
        CorpusProgram.OfVector(nameof(Triangular), at => Triangular(at.AsSpan(0, 6), at.AsSpan(6)), (at, g) => TriangularGradient(at.AsSpan(0, 6), at.AsSpan(6), g.AsSpan(0, 6), g.AsSpan(6)),
            (at, s, d) => TriangularPullback(at.AsSpan(0, 6), at.AsSpan(6), s, d.AsSpan(0, 6), d.AsSpan(6)), [2, 0.5, 1.5, -0.3, 0.7, 1.2, 0.4, -1, 0.9]),
        CorpusProgram.InPlace(nameof(Smoothed), at => Smoothed(at), (at, s, d) => SmoothedPullback(at, s, d), [1, 2, -1, 0.5, 3]),
        CorpusProgram.OfPair(nameof(PowerChain), PowerChain, PowerChainGradient, PowerChainPullback, [1.1, 0.7], [-0.9, 1.3]),
        CorpusProgram.OfPair(nameof(LeavesEarly), LeavesEarly, LeavesEarlyGradient, LeavesEarlyPullback, [0.3, 1.7], [2.5, 1.1], [0.1, 0.2]),
        CorpusProgram.OfPair(nameof(ReturnsFromNest), ReturnsFromNest, ReturnsFromNestGradient, ReturnsFromNestPullback, [0.3, 1.7], [2.5, 1.1], [0.1, 0.2]),
        CorpusProgram.OfPair(nameof(LeavesAtKnownTrip), LeavesAtKnownTrip, LeavesAtKnownTripGradient, LeavesAtKnownTripPullback, [0.3, 1.7], [-1.2, 0.4]),
        CorpusProgram.OfPair(nameof(Skips), Skips, SkipsGradient, SkipsPullback, [0.3, 1.7], [-1.2, 0.4]),
        CorpusProgram.OfPair(nameof(WhileOfKnownTrips), WhileOfKnownTrips, WhileOfKnownTripsGradient, WhileOfKnownTripsPullback, [0.8, 1.2], [-0.6, 0.9]),
        CorpusProgram.OfPair(nameof(DoOfKnownTrips), DoOfKnownTrips, DoOfKnownTripsGradient, DoOfKnownTripsPullback, [0.8, 1.2], [-0.6, 0.9]),
        CorpusProgram.OfPair(nameof(TooLarge), TooLarge, TooLargeGradient, TooLargePullback, [0.8, 1.2], [-0.6, 0.9]),
        CorpusProgram.OfPair(nameof(AroundData), AroundData, AroundDataGradient, AroundDataPullback, [0.8, 1.2], [3.5, 0.9]),
        CorpusProgram.OfPair(nameof(OverCollection), OverCollection, OverCollectionGradient, OverCollectionPullback, [0.8, 1.2], [-0.6, 0.9]),
        CorpusProgram.OfPair(nameof(ArraysOfTrips), ArraysOfTrips, ArraysOfTripsGradient, ArraysOfTripsPullback, [0.8, 1.2], [-0.6, 0.9]),
        CorpusProgram.OfPair(nameof(RefToTrip), RefToTrip, RefToTripGradient, RefToTripPullback, [0.8, 1.2], [-0.6, 0.9]),
        CorpusProgram.OfPair(nameof(TradesPlaces), TradesPlaces, TradesPlacesGradient, TradesPlacesPullback, [0.8, 1.2], [-0.6, 0.9]),
        CorpusProgram.OfPair(nameof(UnrolledThroughHelpers), UnrolledThroughHelpers, UnrolledThroughHelpersGradient, UnrolledThroughHelpersPullback, [0.8, 1.2], [-0.6, 0.9]),
        CorpusProgram.OfPair(nameof(BranchesInTrips), BranchesInTrips, BranchesInTripsGradient, BranchesInTripsPullback, [0.8, 1.2], [-0.6, 0.9], [2.1, -0.4]),
    ];

    private static readonly double[] Input = [0.3, -0.7];

    /// <summary>A determinant by the rule of Sarrus.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Pullback, UnrollLimit = 200)]
    public static double Sarrus([Shape(3, 3)] ReadOnlySpan<double> a)
    {
        double sum = 0;
        for (int j = 0; j < 3; j++)
        {
            double up = 1, down = 1;
            for (int i = 0; i < 3; i++)
            {
                up *= a[3 * i + (j + i) % 3];
                down *= a[3 * i + (j - i + 3) % 3];
            }

            sum += up - down;
        }

        return sum;
    }

    /// <summary>The logarithm of a determinant, by elimination in a copy.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Pullback, UnrollLimit = 1000)]
    public static double Elimination([Shape(3, 3)] ReadOnlySpan<double> a)
    {
        Span<double> u = stackalloc double[9];
        a.CopyTo(u);
        double sum = 0;
        for (int k = 0; k < 3; k++)
        {
            for (int i = k + 1; i < 3; i++)
            {
                double factor = u[3 * i + k] / u[3 * k + k];
                for (int j = k; j < 3; j++)
                    u[3 * i + j] -= factor * u[3 * k + j];
            }

            sum += Math.Log(u[3 * k + k]);
        }

        return sum;
    }

    /// <summary>Two inputs, three hidden units, one output.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Pullback, UnrollLimit = 500)]
    public static double LogisticNetwork([Shape(13)] ReadOnlySpan<double> theta, [NoDiff, Shape(2)] ReadOnlySpan<double> x)
    {
        ReadOnlySpan<double> w = theta[..6], b = theta.Slice(6, 3), v = theta.Slice(9, 3);
        Span<double> h = stackalloc double[3];
        for (int i = 0; i < h.Length; i++)
        {
            double z = b[i];
            for (int j = 0; j < x.Length; j++)
                z += w[i * x.Length + j] * x[j];
            h[i] = 1 / (1 + Math.Exp(-z));
        }

        double y = theta[^1];
        for (int i = 0; i < h.Length; i++)
            y += v[i] * h[i];
        return (y - 0.5) * (y - 0.5);
    }

    /// <summary>The last element is where the polynomial of the others is evaluated.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Pullback, UnrollLimit = 100)]
    public static double Horner([Shape(5)] ReadOnlySpan<double> c)
    {
        double s = 0, x = c[4];
        for (int i = c.Length - 2; i >= 0; i--)
            s = s * x + c[i];
        return s;
    }

    /// <summary>The squared solution of a triangular system.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Pullback, UnrollLimit = 200)]
    public static double Triangular([Shape(6)] ReadOnlySpan<double> l, [Shape(3)] ReadOnlySpan<double> b)
    {
        Span<double> y = stackalloc double[3];
        double sum = 0;
        for (int i = 0; i < b.Length; i++)
        {
            double rest = b[i];
            for (int j = 0; j < i; j++)
                rest -= l[i * (i + 1) / 2 + j] * y[j];
            y[i] = rest / l[i * (i + 1) / 2 + i];
            sum += y[i] * y[i];
        }

        return sum;
    }

    /// <summary>Three sweeps that overwrite what the next element reads.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Pullback, UnrollLimit = 300)]
    public static double Smoothed([Shape(5)] Span<double> x)
    {
        for (int sweep = 0; sweep < 3; sweep++)
        {
            for (int i = 1; i + 1 < x.Length; i++)
                x[i] = 0.25 * (x[i - 1] * x[i + 1] + 2 * x[i]);
        }

        double sum = 0;
        foreach (double v in x)
            sum += v * v;
        return sum;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback, UnrollLimit = 100)]
    public static double PowerChain(double x, double y)
    {
        double p = x;
        for (int i = 0; i <= 3; i++)
            p = p * p + y * i;
        for (int i = 10; i > 0; i -= 4)
            p += i * x * p;
        return p;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback, UnrollLimit = 200)]
    public static double LeavesEarly(double x, double y)
    {
        double s = x;
        for (int i = 0; i < 5; i++)
        {
            s = s * y + i;
            if (s > 4)
                break;
            s += x;
        }

        return s;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback, UnrollLimit = 200)]
    public static double ReturnsFromNest(double x, double y)
    {
        double s = x;
        for (int i = 0; i < 4; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                s += x * y * j;
                if (s > 3)
                    return s * s;
            }
        }

        return s * y;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback, UnrollLimit = 200)]
    public static double LeavesAtKnownTrip(double x, double y)
    {
        double s = x;
        for (int i = 0; ; i++)
        {
            if (i == 3)
                break;
            s *= y + i;
        }

        for (int i = 0; i < 10; i++)
        {
            if (i * i > 10)
                return s;
            s += x * i;
        }

        return -s;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback, UnrollLimit = 200)]
    public static double Skips(double x, double y)
    {
        double s = x;
        for (int i = 0; i < 6; i++)
        {
            if (i % 2 == 0)
                continue;
            if (s < i)
                continue;
            s = s * y - i * x;
        }

        for (int i = 0; i < 3; i++)
        {
            if (x < i)
                continue;
            s += y * y;
        }

        return s * x;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback, UnrollLimit = 200)]
    public static double WhileOfKnownTrips(double x, double y)
    {
        double s = x;
        int k = 1;
        while (k < 20)
        {
            s = Math.Sin(s * y) + k;
            k *= 3;
        }

        return s;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback, UnrollLimit = 200)]
    public static double DoOfKnownTrips(double x, double y)
    {
        double s = x;
        int k = 3;
        do
        {
            s = s * s * 0.5 + y * k;
        }
        while (--k > 0);
        return s;
    }

    /// <summary>The inner loop fits, the nest doesn't; the last loop doesn't.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Pullback, UnrollLimit = 12)]
    public static double TooLarge(double x, double y)
    {
        double s = x;
        for (int i = 0; i < 10; i++)
        {
            for (int j = 0; j < 3; j++)
                s = 0.5 * s * y + j;
        }

        for (int i = 0; i < 20; i++)
            s = Math.Sin(s + x);
        return s;
    }

    /// <summary>What the data decide stays a loop in each trip.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Pullback, UnrollLimit = 300)]
    public static double AroundData(double x, double y)
    {
        double s = x;
        for (int i = 0; i < 3; i++)
        {
            while (s < 10 + i)
                s = 1.5 * s + y * y;
            s *= 0.4;
        }

        return s;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback, UnrollLimit = 200)]
    public static double OverCollection(double x, double y)
    {
        double s = y;
        foreach (double factor in new[] { 1, x, 2, x * y })
            s = s * factor + x;
        int[] order = [2, 0, 1];
        double[] values = [x, y, x * y];
        foreach (int i in order)
            s = s * 0.5 + values[i] * values[order[i]];
        return s;
    }

    /// <summary>An array of each trip, longer in each.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Pullback, UnrollLimit = 400)]
    public static double ArraysOfTrips(double x, double y)
    {
        double s = 0;
        for (int n = 1; n < 4; n++)
        {
            double[] powers = new double[n + 1];
            powers[0] = y;
            for (int i = 1; i < powers.Length; i++)
                powers[i] = powers[i - 1] * x + powers[0];
            s += powers[n] * powers[n - 1];
        }

        return s;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback, UnrollLimit = 200)]
    public static double RefToTrip(double x, double y)
    {
        Span<double> a = stackalloc double[3];
        a.Fill(x);
        for (int i = 0; i < a.Length; i++)
        {
            ref double v = ref a[i];
            v += y * i;
            v *= a[(i + 1) % a.Length];
        }

        return a[0] + a[1] * a[2];
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback, UnrollLimit = 400)]
    public static double TradesPlaces(double x, double y)
    {
        double[] now = [x, y, 1], next = new double[3];
        for (int step = 0; step < 3; step++)
        {
            for (int i = 0; i < 3; i++)
                next[i] = now[i] + 0.3 * now[(i + 1) % 3] * now[(i + 2) % 3];
            (now, next) = (next, now);
        }

        return now[0] * now[1] + next[2];
    }

    /// <summary>The limit holds for what is inlined, and for what is called.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Pullback, UnrollLimit = 200)]
    public static double UnrolledThroughHelpers(double x, double y) => Dot([x, y, 2], [y, x * y, x]) + Nested(x, y, 3);

    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }

    private static double Nested(double x, double y, int depth)
    {
        double s = y;
        for (int i = 0; i < 3; i++)
            s = 0.5 * s * x + i;
        return depth == 0 ? s : s + Nested(y, 0.3 * s, depth - 1);
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback, UnrollLimit = 400)]
    public static double BranchesInTrips(double x, double y)
    {
        double s = x, largest = y;
        for (int i = 0; i < 4; i++)
        {
            if (s > largest)
                largest = s * i;
            else if (i == 2)
                s -= y;
            s = Math.Sin(s + i) * largest + (i > 1 ? x : y);
        }

        return s + largest;
    }
}
