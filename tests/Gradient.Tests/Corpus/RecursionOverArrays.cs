namespace DiffGen.Tests.Corpus;

/// <summary>Recursion that reads and overwrites arrays.</summary>
public static partial class RecursionOverArrays
{
    internal static CorpusProgram[] Programs =>
    [
        CorpusProgram.InPlace(nameof(InPlaceHalves), at => InPlaceHalves(at), (at, s, d) => InPlaceHalvesPullback(at, s, d),
            [1.2, 0.4, 0.7, 1.5], [0.9, 1.1]),
        CorpusProgram.InPlace(nameof(QuickSort), at => QuickSort(at), (at, s, d) => QuickSortPullback(at, s, d),
            [3, 1, 2, 5, 4], [0.5, -0.5, 0.25]),
        CorpusProgram.OfVector(nameof(TreeSum), at => TreeSum(at), (at, g) => TreeSumGradient(at, g),
            (at, s, d) => TreeSumPullback(at, s, d), [1.2, 0.4, 0.7, 1.5, 2.5]),
        CorpusProgram.OfVector(nameof(Chebyshev), at => Chebyshev(5, at[0]) * at[1], (at, g) => ChebyshevScaledGradient(5, at[0], at[1], out g[0], out g[1]),
            (at, s, d) => ChebyshevScaledPullback(5, at[0], at[1], s, ref d[0], ref d[1]), [0.3, 2], [-0.8, 1]),
    ];

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double InPlaceHalves(Span<double> a)
    {
        Mix(a, 0, a.Length);
        return a[0] * a[a.Length - 1];
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double QuickSort(double[] a)
    {
        Sort(a, 0, a.Length - 1);
        double s = 0;
        for (int i = 0; i < a.Length; i++)
            s = 2 * s + a[i] * a[i];
        return s;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double TreeSum(ReadOnlySpan<double> a)
    {
        if (a.Length == 1)
            return a[0] * a[0];
        int half = a.Length / 2;
        double left = TreeSum(a.Slice(0, half));
        double right = TreeSum(a.Slice(half));
        return left > right ? left + 0.5 * right : Math.Sqrt(left) * right;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double ChebyshevScaled(int n, double x, double scale) => Chebyshev(n, x) * scale;

    private static double Chebyshev(int n, double x) => n switch
    {
        0 => 1,
        1 => x,
        _ => 2 * x * Chebyshev(n - 1, x) - Chebyshev(n - 2, x),
    };

    private static void Mix(Span<double> a, int lo, int hi)
    {
        if (hi - lo < 2)
            return;
        int middle = (lo + hi) / 2;
        Mix(a, lo, middle);
        for (int i = lo; i < middle; i++)
        {
            int j = i + middle - lo;
            double t = a[i];
            a[i] = t + a[j] * a[j];
            a[j] = t * a[j];
        }

        Mix(a, middle, hi);
    }

    private static void Sort(double[] a, int lo, int hi)
    {
        if (lo >= hi)
            return;
        double pivot = a[hi];
        int p = lo;
        for (int i = lo; i < hi; i++)
        {
            if (a[i] < pivot)
            {
                (a[p], a[i]) = (a[i], a[p]);
                p++;
            }
        }

        (a[p], a[hi]) = (a[hi], a[p]);
        Sort(a, lo, p - 1);
        Sort(a, p + 1, hi);
    }
}
