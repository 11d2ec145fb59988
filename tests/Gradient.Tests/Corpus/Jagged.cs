using DiffGen.Tests.Infrastructure;

namespace DiffGen.Tests.Corpus;

/// <summary>Arrays of arrays: made by the method, as parameters, read as constants.</summary>
public static partial class Jagged
{
    private static readonly double[][] s_table = [[1, 2, 3], [0.5], [], [-1, 4]];

    [ThreadStatic]
    private static double[][]? _a, _d;

    internal static CorpusProgram[] Programs =>
    [
        CorpusProgram.OfPair(nameof(Triangle), Triangle, TriangleGradient, TrianglePullback, [0.4, 2], [-1, 0.5]),
        CorpusProgram.OfPair(nameof(SwappedRows), SwappedRows, SwappedRowsGradient, SwappedRowsPullback, [0.4, 2], [-1, 0.5]),
        CorpusProgram.OfPair(nameof(SharedRow), SharedRow, SharedRowGradient, SharedRowPullback, [0.4, 2], [-1, 0.5]),
        CorpusProgram.OfPair(nameof(InitialisedRows), InitialisedRows, InitialisedRowsGradient, InitialisedRowsPullback, [0.4, 2], [-1, 0.5]),
        CorpusProgram.OfPair(nameof(RowsFromHelpers), RowsFromHelpers, RowsFromHelpersGradient, RowsFromHelpersPullback, [0.4, 2], [-1, 0.5]),
        CorpusProgram.OfPair(nameof(RowMadeBefore), RowMadeBefore, RowMadeBeforeGradient, RowMadeBeforePullback, [0.4, 2], [-1, 0.5]),
        CorpusProgram.OfPair(nameof(ReboundArray), ReboundArray, ReboundArrayGradient, ReboundArrayPullback, [0.4, 2], [-1, 0.5]),
        CorpusProgram.OfPair(nameof(RowOfOneOfTwo), RowOfOneOfTwo, RowOfOneOfTwoGradient, RowOfOneOfTwoPullback, [0.4, 2], [-1, 0.5]),
        CorpusProgram.OfPair(nameof(RangeOfRows), RangeOfRows, RangeOfRowsGradient, RangeOfRowsPullback, [0.4, 2], [-1, 0.5]),
        CorpusProgram.OfPair(nameof(ConstantTable), ConstantTable, ConstantTableGradient, ConstantTablePullback, [0.4, 2], [-1, 0.5]),
        CorpusProgram.OfVector(nameof(Network), at => Network(at), (at, g) => NetworkGradient(at, g),
            (at, s, d) => NetworkPullback(at, s, d), [0.1, -0.2, 0.3, 0.4, 0.5, -0.6, 0.7, 0.8, 0.9, 1.1]),
        new(new TestProgram(nameof(Parameter), at => Parameter(Filled(ref _a, at), at[6]),
            (at, g) =>
            {
                double[][] d = Filled(ref _d, g);
                double value = ParameterGradient(Filled(ref _a, at), at[6], d, out g[6]);
                Flatten(d, g);
                return value;
            },
            (at, s, g) =>
            {
                double[][] d = Filled(ref _d, g);
                double value = ParameterPullback(Filled(ref _a, at), at[6], s, d, ref g[6]);
                Flatten(d, g);
                return value;
            }), [0.5, 1, -1, 2, 0.3, 0.7, 1.5]),
        new(TestProgram.InPlace(nameof(WrittenRows), at =>
            {
                double[][] a = Filled(ref _a, at);
                double value = WrittenRows(a, at[6]);
                Flatten(a, at);
                return value;
            },
            (at, s, g) =>
            {
                double[][] a = Filled(ref _a, at), d = Filled(ref _d, g);
                double value = WrittenRowsPullback(a, at[6], s, d, ref g[6]);
                Flatten(a, at);
                Flatten(d, g);
                return value;
            }), [0.5, 1, -1, 2, 0.3, 0.7, 1.5]),
    ];

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double RangeOfRows(double x, double y)
    {
        double[][] rows = [[x], [x * y, 1], [3], [y]];
        int from = 0;
        double[][] part = rows[++from..^1];
        part[0][0] *= x;
        part[1] = rows[0];
        part[1][0] += y;
        return part[0][0] + part.Length * rows[1][0] * part[1][0] + rows[2][0] * rows[3][0] * from;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Triangle(double x, double y)
    {
        var rows = new double[4][];
        for (int i = 0; i < rows.Length; i++)
        {
            rows[i] = new double[i + 1];
            for (int j = 0; j < rows[i].Length; j++)
                rows[i][j] = j == 0 || j == i ? x : rows[i - 1][j - 1] + y * rows[i - 1][j];
        }

        return rows[^1][^2] * rows[3][1] + rows[2].Length;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double SwappedRows(double x, double y)
    {
        double[][] a = [[x, y], [y * y, x * y, 1], [x]];
        for (int i = 0; i < a.Length - 1; i++)
        {
            if (a[i].Length < a[i + 1].Length || a[i][0] < a[i + 1][0])
                (a[i], a[i + 1]) = (a[i + 1], a[i]);
            a[i][0] *= a[i + 1][0] + i;
        }

        double s = 0;
        foreach (double[] row in a)
        {
            foreach (double v in row)
                s = 0.7 * s + v * v;
        }

        return s;
    }

    /// <summary>One array is two rows: a write to one is a write to the other.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double SharedRow(double x, double y)
    {
        double[] row = [x, y];
        double[][] a = [row, [1, x], row];
        a[0][1] *= x;
        row[0] += a[2][1];
        a[1] = a[2];
        a[1][1] += 2;
        return a[0][0] * a[1][1] + a[2][0];
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double InitialisedRows(double x, double y)
    {
        var a = new double[][] { new[] { x, 2 }, new double[] { y, x * y, 3 } };
        double[][] b = [a[1], a[0]];
        ref double place = ref b[1][0];
        place *= Math.Exp(y);
        return a[0][0] * b[0][1] + b[1][1] * a[1][2] + a.Length;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double RowsFromHelpers(double x, double y)
    {
        double[][] powers = Powers(x, 3);
        Scale(powers, y);
        double s = 0;
        for (int i = 0; i < powers.Length; i++)
            s += Sum(powers[i]) * (i + 1);
        return s;
    }

    private static double[][] Powers(double x, int n)
    {
        double[][] rows = new double[n][];
        for (int i = 0; i < n; i++)
            rows[i] = Row(x, i + 1);
        return rows;
    }

    private static double[] Row(double x, int n)
    {
        double[] row = new double[n];
        double p = 1;
        for (int i = 0; i < n; i++)
            row[i] = p *= x;
        return row;
    }

    private static void Scale(double[][] rows, double factor)
    {
        foreach (double[] row in rows)
        {
            for (int j = 0; j < row.Length; j++)
                row[j] *= factor + j;
        }

        rows[0] = rows[^1];
    }

    private static double Sum(double[] a)
    {
        double s = 0;
        foreach (double v in a)
            s += v * v;
        return s;
    }

    /// <summary>The row is made, and used, before it is one.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double RowMadeBefore(double x, double y)
    {
        double[] row = new double[3];
        for (int i = 0; i < 3; i++)
            row[i] = x * i + y;
        double first = Sum(row);
        double[][] a = new double[2][];
        for (int i = 0; i < 2; i++)
        {
            a[i] = row;
            if (first > 1)
                a[i] = (double[])row.Clone();
            a[i][i] *= first;
        }

        return a[0][0] * a[1][1] + a[0][1] + row[2] * row[1];
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double ReboundArray(double x, double y)
    {
        double[][] current = [[x, 1]];
        for (int step = 0; step < 3; step++)
        {
            double[][] next = new double[step + 2][];
            for (int i = 0; i < next.Length; i++)
                next[i] = [current[i % current.Length][0] * y + i, current[0][1] * x];
            current = next;
        }

        return current[^1][0] * current[1][1] + current[0][0];
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double RowOfOneOfTwo(double x, double y)
    {
        double[][] a = [[x, y]], b = [[y, x, x * y], [3]];
        double[][] chosen = x > 0 ? a : b;
        double[] row = x > y ? a[0] : chosen[0];
        row[0] *= y;
        return chosen[0][0] * row[1] + b[0][0] + a[0][0] * chosen.Length;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double ConstantTable(double x, double y)
    {
        double s = 0, p = x;
        for (int i = 0; i < s_table.Length; i++)
        {
            foreach (double v in s_table[i])
                s += v * (p *= y);
        }

        foreach (double[] row in s_table)
        {
            if (row.Length > 1)
                s += Math.Sin(x * row[^1]);
        }

        return s + x * s_table[^1][1];
    }

    /// <summary>A small network: layers of different widths, activations as rows.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Network(ReadOnlySpan<double> w)
    {
        ReadOnlySpan<int> widths = [2, 3, 1];
        double[][] activations = new double[widths.Length][];
        activations[0] = [0.5, -1.5];
        int next = 0;
        for (int layer = 1; layer < widths.Length; layer++)
        {
            activations[layer] = new double[widths[layer]];
            for (int i = 0; i < widths[layer]; i++)
            {
                double z = 0;
                for (int j = 0; j < activations[layer - 1].Length; j++)
                    z += w[next++ % w.Length] * activations[layer - 1][j];
                activations[layer][i] = Math.Tanh(z);
            }
        }

        return activations[^1][0] + activations[1][2] * w[9];
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Parameter(double[][] a, double x)
    {
        double s = 0;
        for (int i = 0; i < a.Length; i++)
        {
            ReadOnlySpan<double> row = a[i];
            for (int j = 0; j < row.Length; j++)
                s += Math.Sin(row[j] * x) * a[a.Length - 1 - i][0];
        }

        return s * Sum(a[^1]);
    }

    [Differentiable(Derivatives.Pullback)]
    public static double WrittenRows(double[][] a, double x)
    {
        for (int i = 1; i < a.Length; i++)
        {
            for (int j = 0; j < a[i].Length; j++)
                a[i][j] = a[i][j] * x + a[i - 1][0];
        }

        Array.Clear(a[0]);
        return a[1][0] * a[2][1] + a[0][0];
    }

    public sealed class Facts
    {
        [Fact]
        public void Sizes_are_checked_and_nothing_is_written()
        {
            double[][] a = [[1, 2], [3]], d = [[7, 7], [7, 7]];
            Assert.Throws<ArgumentException>("dA", () => ParameterGradient(a, 1, d, out _));
            Assert.Throws<ArgumentException>("dA", () => ParameterGradient(a, 1, [[7, 7]], out _));
            Assert.Throws<ArgumentException>("dA", () => ParameterGradient(a, 1, [[7, 7], null!], out _));
            Assert.Throws<ArgumentNullException>("a", () => ParameterGradient(null!, 1, d, out _));
            Assert.Throws<ArgumentNullException>("dA", () => ParameterGradient(a, 1, null!, out _));
            Assert.Equal([[7, 7], [7, 7]], d);
        }

        [Fact]
        public void Overlapping_rows_are_refused()
        {
            double[] row = [1, 2];
            Assert.Throws<ArgumentException>("dA", () => ParameterGradient([row, [3]], 1, [row, [0]], out _));
            Assert.Throws<ArgumentException>("dA", () => ParameterGradient([[1, 2], [3, 4]], 1, [row, row], out _));
            Assert.Throws<ArgumentException>("a", () => WrittenRowsPullback([row, row, [5, 6]], 1, 1, [[0, 0], [0, 0], [0, 0]], ref row[0]));
            Assert.Throws<ArgumentException>("dX", () => DatasetGradient(row, [row], row));
            double[][] many = [.. Enumerable.Range(0, 40).Select(i => new double[] { i })], dMany = [.. many.Select(_ => new double[1])];
            ParameterGradient(many, 1, dMany, out _);
            dMany[33] = many[7];
            Assert.Throws<ArgumentException>("dA", () => ParameterGradient(many, 1, dMany, out _));
            dMany[33] = dMany[20];
            Assert.Throws<ArgumentException>("dA", () => ParameterGradient(many, 1, dMany, out _));
        }

        [Fact]
        public void A_row_that_is_read_only_may_occur_twice()
        {
            double[] row = [1, 2];
            double[][] d = [[0, 0], [0, 0]];
            DatasetGradient(row, [row, row], d[0]);
            ParameterGradient([row, row], 0.5, d, out double dX);
            double[][] apart = [[0, 0], [0, 0]];
            ParameterGradient([[1, 2], [1, 2]], 0.5, apart, out double dX2);
            Assert.Equal(apart, d);
            Assert.Equal(dX2, dX);
        }

        [Fact]
        public void A_row_that_is_missing_throws()
        {
            Assert.ThrowsAny<Exception>(() => ParameterGradient([null!, [1]], 1, [null!, [0]], out _));
            Assert.ThrowsAny<Exception>(() => ParameterGradient([], 1, [], out _));
        }
    }

    [Differentiable]
    public static double Dataset(double[] x, [NoDiff] double[][] data)
    {
        double s = 0;
        foreach (double[] row in data)
        {
            double z = 0;
            for (int j = 0; j < x.Length; j++)
                z += row[j] * x[j];
            s += z * z;
        }

        return s;
    }

    private static double[][] Filled(ref double[][]? rows, double[] at)
    {
        rows ??= [new double[3], new double[1], new double[2]];
        at.AsSpan(0, 3).CopyTo(rows[0]);
        at.AsSpan(3, 1).CopyTo(rows[1]);
        at.AsSpan(4, 2).CopyTo(rows[2]);
        return rows;
    }

    private static void Flatten(double[][] rows, double[] g)
    {
        int next = 0;
        foreach (double[] row in rows)
        {
            row.CopyTo(g.AsSpan(next));
            next += row.Length;
        }
    }
}
