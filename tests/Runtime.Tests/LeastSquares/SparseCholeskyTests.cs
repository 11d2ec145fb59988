using DiffGen.Minimizers;
using DiffGen.Numerics;

namespace DiffGen.Tests.LeastSquares;

public class SparseCholeskyTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(30, 10, 2)]
    [InlineData(200, 40, 3)]
    [InlineData(60, 60, 4)]
    public void SolvesTheNormalEquations(int rows, int columns, int perRow)
    {
        (SparsityPattern pattern, double[] values) = Random(rows, columns, perRow);
        var normal = new NormalMatrix(pattern, MinimumDegree.Order(pattern));
        double[] weights = [.. Enumerable.Range(0, rows).Select(i => 1 + i % 3)];
        double[] scale = [.. Enumerable.Range(0, columns).Select(j => 1.0 + j % 5)];
        normal.Fill(values, weights, scale);
        var cholesky = new SparseCholesky(normal.Starts, normal.Rows);
        const double shift = 0.01;
        Assert.True(cholesky.Factor(normal.Values, shift, default));

        double[] x = [.. Enumerable.Range(0, columns).Select(j => Math.Sin(j + 1))];
        double[] right = Product(pattern, values, weights, scale, shift, x);
        double[] permuted = [.. normal.Order.Select(j => right[j])];
        cholesky.Solve(permuted);
        for (int k = 0; k < columns; k++)
            Assert.Equal(x[normal.Order[k]], permuted[k], 1e-10);
    }

    [Fact]
    public void FixedVariablesAreUnitRows()
    {
        (SparsityPattern pattern, double[] values) = Random(40, 8, 3);
        var normal = new NormalMatrix(pattern, MinimumDegree.Order(pattern));
        double[] ones = [.. Enumerable.Repeat(1.0, 40)];
        normal.Fill(values, ones, ones.AsSpan(0, 8));
        bool[] isFixed = new bool[8];
        isFixed[3] = isFixed[6] = true;
        var cholesky = new SparseCholesky(normal.Starts, normal.Rows);
        Assert.True(cholesky.Factor(normal.Values, 0, isFixed));
        double[] b = [1, 2, 3, 4, 5, 6, 7, 8];
        cholesky.Solve(b);
        Assert.Equal((4, 7), (b[3], b[6]));

        // The others solve the system without them.
        for (int k = 0; k < 8; k++)
        {
            if (isFixed[k])
                continue;
            double sum = 0;
            for (int l = 0; l < 8; l++)
                sum += isFixed[l] ? 0 : Element(normal, k, l) * b[l];
            Assert.Equal(k + 1, sum, 1e-10);
        }
    }

    [Fact]
    public void DependentColumnsAreSeen()
    {
        var pattern = new SparsityPattern(3, 2, [0, 2, 4, 6], [0, 1, 0, 1, 0, 1]);
        var normal = new NormalMatrix(pattern, MinimumDegree.Order(pattern));
        normal.Fill([1, 2, 2, 4, 3, 6], [1, 1, 1], [1, 1]);
        var cholesky = new SparseCholesky(normal.Starts, normal.Rows);
        Assert.False(cholesky.Factor(normal.Values, 0, default));
        Assert.Equal(1, cholesky.Pivots);
        Assert.True(cholesky.Factor(normal.Values, 1e-3, default));
    }

    /// <summary>An arrow: one column that is in all rows. Eliminated first it would fill the matrix.</summary>
    [Fact]
    public void OrderKeepsAnArrowSparse()
    {
        const int n = 50;
        var starts = new int[n];
        var columns = new List<int>();
        for (int i = 0; i < n - 1; i++)
        {
            columns.AddRange([0, i + 1]);
            starts[i + 1] = columns.Count;
        }

        var pattern = new SparsityPattern(n - 1, n, starts, columns.ToArray());
        int[] order = MinimumDegree.Order(pattern);
        Assert.Equal(Enumerable.Range(0, n), order.Order());
        var normal = new NormalMatrix(pattern, order);
        Assert.Equal(2 * n - 1, new SparseCholesky(normal.Starts, normal.Rows).Count);
        var natural = new NormalMatrix(pattern, [.. Enumerable.Range(0, n)]);
        Assert.Equal(n * (n + 1) / 2, new SparseCholesky(natural.Starts, natural.Rows).Count);
    }

    [Fact]
    public void OrderFillsAGridLittle()
    {
        // Differences of neighbours on a 20 × 20 grid.
        const int side = 20;
        var starts = new List<int> { 0 };
        var columns = new List<int>();
        for (int i = 0; i < side * side; i++)
        {
            if (i % side < side - 1)
                Add(i, i + 1);
            if (i / side < side - 1)
                Add(i, i + side);
        }

        var pattern = new SparsityPattern(starts.Count - 1, side * side, starts.ToArray(), columns.ToArray());
        int[] order = MinimumDegree.Order(pattern);
        Assert.Equal(Enumerable.Range(0, side * side), order.Order());
        var normal = new NormalMatrix(pattern, order);
        var banded = new NormalMatrix(pattern, [.. Enumerable.Range(0, side * side)]);
        int fill = new SparseCholesky(normal.Starts, normal.Rows).Count;
        int bandFill = new SparseCholesky(banded.Starts, banded.Rows).Count;
        Assert.True(2 * fill < bandFill, $"{fill} of {bandFill}");

        void Add(int a, int b)
        {
            columns.AddRange([a, b]);
            starts.Add(columns.Count);
        }
    }

    internal static (SparsityPattern Pattern, double[] Values) Random(int rows, int columns, int perRow)
    {
        var random = new Xoshiro256StarStar((ulong)(rows + columns));
        var starts = new int[rows + 1];
        var all = new List<int>();
        for (int i = 0; i < rows; i++)
        {
            var row = new SortedSet<int> { i % columns };
            while (row.Count < Math.Min(perRow, columns))
                row.Add(random.NextInt(columns));
            all.AddRange(row);
            starts[i + 1] = all.Count;
        }

        return (new SparsityPattern(rows, columns, starts, all.ToArray()), [.. all.Select(_ => random.NextNormal())]);
    }

    private static double Element(NormalMatrix matrix, int k, int l)
    {
        (int row, int column) = (Math.Min(k, l), Math.Max(k, l));
        for (int p = matrix.Starts[column]; p < matrix.Starts[column + 1]; p++)
        {
            if (matrix.Rows[p] == row)
                return matrix.Values[p];
        }

        return 0;
    }

    // (D⁻¹JᵀW²JD⁻¹ + shift·I)·x.
    private static double[] Product(
        SparsityPattern pattern, double[] values, double[] weights, double[] scale, double shift, double[] x)
    {
        double[] product = [.. x.Select(component => shift * component)];
        for (int i = 0; i < pattern.RowCount; i++)
        {
            double sum = 0;
            for (int e = pattern.RowStarts[i]; e < pattern.RowStarts[i + 1]; e++)
                sum += values[e] * x[pattern.Columns[e]] / scale[pattern.Columns[e]];
            for (int e = pattern.RowStarts[i]; e < pattern.RowStarts[i + 1]; e++)
                product[pattern.Columns[e]] += values[e] * weights[i] * weights[i] * sum / scale[pattern.Columns[e]];
        }

        return product;
    }
}
