namespace DiffGen.Tests.Corpus;

/// <summary>Loops whose trips touch what the trips beside them touched, which carry it in variables; of no element, one and more.</summary>
public static partial class Neighbours
{
    private static readonly double[][] _points = [[], [0.7], [0.4, -1.2], [1.1, 0.3, -0.6], [0.9, 1.3, -0.4, 0.8], [.. Enumerable.Range(0, 9).Select(i => Math.Sin(1.7 * i) * 0.8)]];

    internal static CorpusProgram[] Programs =>
    [
        CorpusProgram.OfVector(nameof(Roughness), at => Roughness(at), (at, g) => RoughnessGradient(at, g), (at, s, d) => RoughnessPullback(at, s, d), _points),
        CorpusProgram.OfVector(nameof(Filtered), at => Filtered(at), (at, g) => FilteredGradient(at, g), (at, s, d) => FilteredPullback(at, s, d), _points),
        CorpusProgram.OfVector(nameof(FilteredTwice), at => FilteredTwice(at), (at, g) => FilteredTwiceGradient(at, g), (at, s, d) => FilteredTwicePullback(at, s, d), _points),
        CorpusProgram.OfVector(nameof(Oscillation), at => Oscillation(at), (at, g) => OscillationGradient(at, g), (at, s, d) => OscillationPullback(at, s, d), _points),
        CorpusProgram.OfVector(nameof(TridiagonalSystem), at => TridiagonalSystem(at), (at, g) => TridiagonalSystemGradient(at, g), (at, s, d) => TridiagonalSystemPullback(at, s, d), _points),
        CorpusProgram.OfVector(nameof(RowsOfSums), at => RowsOfSums(at), (at, g) => RowsOfSumsGradient(at, g), (at, s, d) => RowsOfSumsPullback(at, s, d), _points),
        CorpusProgram.OfVector(nameof(ShiftedInPlace), at => ShiftedInPlace(at), (at, g) => ShiftedInPlaceGradient(at, g), (at, s, d) => ShiftedInPlacePullback(at, s, d), _points),
    ];

    /// <summary>Squares of second differences.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Roughness(ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 1; i < x.Length - 1; i++)
        {
            double bend = x[i - 1] - 2 * x[i] + x[i + 1];
            sum += bend * bend * bend;
        }
        return sum;
    }

    /// <summary>What a filter leaves that takes each value into account by a tenth.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Filtered(ReadOnlySpan<double> x)
    {
        double[] y = new double[x.Length + 1];
        for (int i = 0; i < x.Length; i++)
            y[i + 1] = 0.9 * y[i] + 0.1 * x[i] * x[i];
        double sum = 0;
        for (int i = 0; i <= x.Length; i++)
            sum += y[i] * y[i];
        return sum;
    }

    /// <summary>Forwards and backwards.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double FilteredTwice(ReadOnlySpan<double> x)
    {
        double[] y = x.ToArray();
        for (int i = 1; i <= y.Length - 1; i++)
            y[i] = 0.6 * y[i - 1] + 0.4 * y[i] * y[i];
        for (int i = y.Length - 2; i >= 0; i--)
            y[i] = 0.7 * y[i + 1] * y[i] + 0.3 * y[i];
        double sum = 0;
        for (int i = 0; i < y.Length; i++)
            sum += y[i] * x[i];
        return sum;
    }

    /// <summary>Each value comes of the two before it.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Oscillation(ReadOnlySpan<double> x)
    {
        double[] y = new double[x.Length + 2];
        y[0] = 0.3;
        y[1] = 0.5;
        for (int i = 0; i < x.Length; i++)
            y[i + 2] = (2 - x[i]) * y[i + 1] - y[i] + 0.1 * y[i + 1] * y[i + 1];
        return y[^1] * y[1] + y[y.Length / 2];
    }

    /// <summary>The sum of the solution of a tridiagonal system, whose diagonal is given.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double TridiagonalSystem(ReadOnlySpan<double> d)
    {
        int n = d.Length;
        if (n == 0) return 1;
        double[] c = new double[n], y = new double[n];
        c[0] = -1 / (4 + d[0]);
        y[0] = 1 / (4 + d[0]);
        for (int i = 1; i < n; i++)
        {
            double pivot = 4 + d[i] + c[i - 1];
            c[i] = -1 / pivot;
            y[i] = (1 + y[i - 1]) / pivot;
        }
        for (int i = n - 2; i >= 0; i--)
            y[i] -= c[i] * y[i + 1];
        double sum = 0;
        for (int i = 0; i < n; i++)
            sum += y[i];
        return sum;
    }

    /// <summary>Rows of a table, one after the other, each of running sums.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double RowsOfSums(ReadOnlySpan<double> x)
    {
        const int rows = 3;
        int n = x.Length;
        double[] table = new double[rows * n];
        for (int r = 0; r < rows; r++)
        {
            for (int i = 0; i < n; i++)
                table[r * n + i] = x[i] * (r + 1);
            for (int i = 1; i < n; i++)
                table[r * n + i] += 0.5 * table[r * n + i - 1] * table[r * n + i];
        }
        double sum = 0;
        for (int i = 0; i < table.Length; i++)
            sum += table[i] * table[i];
        return sum;
    }

    /// <summary>What is stored to on either side of what is read.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double ShiftedInPlace(ReadOnlySpan<double> x)
    {
        double[] y = x.ToArray();
        for (int i = 1; i + 1 < y.Length; i++)
        {
            y[i - 1] = 0.5 * y[i] * y[i + 1];
            y[i + 1] += 0.2 * y[i];
        }
        double sum = 0;
        for (int i = 0; i < y.Length; i++)
            sum += y[i] * y[i] * (i + 1);
        return sum;
    }
}
