using DiffGen.Tests.Infrastructure;

namespace DiffGen.Tests.Forms;

public sealed class SparseFormTests
{
    private static double[] Point(int n) => [.. Enumerable.Range(0, n).Select(i => 0.4 + 0.9 * Math.Sin(1.7 * i))];

    [Fact]
    public void Broyden_has_three_diagonals_of_the_dense_jacobian()
    {
        double[] x = Point(1000), r = new double[1000], sparse = new double[1000], values = new double[2998], dense = new double[1_000_000];
        SparseForms.BroydenSparseJacobian(x, sparse, values);
        SparseForms.BroydenJacobian(x, r, dense);
        Assert.Equal(r, sparse);
        Agree(SparseForms.BroydenJacobianPattern, values, dense, 1000, 0);
        Assert.Equal(2998, SparseForms.BroydenJacobianPattern.Count);
    }

    [Fact]
    public void Arrow_agrees_with_the_dense_jacobian()
    {
        double[] x = Point(12), r = new double[12], sparse = new double[12], values = new double[SparseForms.ArrowJacobianPattern.Count], dense = new double[12 * 13];
        SparseForms.ArrowSparseJacobian(x, 0.3, sparse, values);
        SparseForms.ArrowJacobian(x, 0.3, r, dense);
        Assert.Equal(r, sparse);
        Agree(SparseForms.ArrowJacobianPattern, values, dense, 13, 0);
    }

    [Fact]
    public void Few_rows_are_pullbacks()
    {
        double[] x = Point(40), r = [1, 2, 3], sparse = [1, 2, 3], values = new double[SparseForms.WideJacobianPattern.Count], dense = new double[3 * 41];
        SparseForms.WideSparseJacobian(1.5, x, sparse, values);
        SparseForms.WideJacobian(1.5, x, r, dense);
        double[] plain = [1, 2, 3];
        SparseForms.Wide(1.5, x, plain);
        Assert.Equal(plain, sparse);
        Assert.Equal(plain, r);
        Agree(SparseForms.WideJacobianPattern, values, dense, 41, 1e-14);
        Assert.Equal(41, SparseForms.WideJacobianPattern.Count);
    }

    [Theory]
    [InlineData(0, 1.0)]
    [InlineData(5, -1.0)]
    [InlineData(7, 1.0)]
    public void What_depends_on_the_data_counts_on_every_path(int pick, double sign)
    {
        double[] x = Point(8), r = new double[6], sparse = new double[6], values = new double[SparseForms.DynamicJacobianPattern.Count], dense = new double[6 * 8];
        x[0] = sign;
        x[3] = 5;
        SparseForms.DynamicSparseJacobian(x, sparse, pick, values);
        SparseForms.DynamicJacobian(x, r, pick, dense);
        Assert.Equal(r, sparse);
        Agree(SparseForms.DynamicJacobianPattern, values, dense, 8, 0);
        // The last row is that of i = 6 alone, and of what was there before: loops of known length are run.
        Assert.True(SparseForms.DynamicJacobianPattern.Count < 48);
    }

    [Fact]
    public void Hessians_agree_with_dense_ones()
    {
        double[] x = Point(50), g = new double[50], gradient = new double[50], values = new double[SparseForms.ChainHessianPattern.Count], dense = new double[51 * 51];
        double value = SparseForms.ChainSparseHessian(x, 0.7, g, out double dA, values);
        Assert.Equal(value, SparseForms.ChainHessian(x, 0.7, gradient, out double a, dense));
        Assert.Equal(gradient, g);
        Assert.Equal(a, dA);
        Agree(SparseForms.ChainHessianPattern, values, dense, 51, 0);

        double[] p = Point(1000), dP = new double[1000], blocks = new double[4000 - 1000], square = new double[1_000_000];
        Assert.Equal(blocks.Length, SparseForms.PowellHessianPattern.Count);
        SparseForms.PowellSparseHessian(p, dP, blocks);
        SparseForms.PowellHessian(p, dP, square);
        Agree(SparseForms.PowellHessianPattern, blocks, square, 1000, 0);

        double[] h = Point(30), dH = new double[30], arrow = new double[30 + 2 * 29], whole = new double[900];
        Assert.Equal(arrow.Length, SparseForms.ArrowheadHessianPattern.Count);
        SparseForms.ArrowheadSparseHessian(h, dH, arrow);
        SparseForms.ArrowheadHessian(h, dH, whole);
        Agree(SparseForms.ArrowheadHessianPattern, arrow, whole, 30, 1e-13);
    }

    [Fact]
    public void Single_precision_and_the_jacobian_of_a_number()
    {
        float[] x = [1, 2, 3.5f, 4], g = new float[4], values = new float[SparseForms.SingleHessianPattern.Count], dense = new float[25], row = new float[SparseForms.SingleJacobianPattern.Count];
        float value = SparseForms.SingleSparseHessian(x, 2, g, out float dK, values);
        Assert.Equal(value, SparseForms.SingleHessian(x, 2, g, out dK, dense));
        Agree(SparseForms.SingleHessianPattern, [.. values.Select(v => (double)v)], [.. dense.Select(v => (double)v)], 5, 0);
        Assert.Equal(value, SparseForms.SingleSparseJacobian(x, 2, row));
        Assert.Equal([0, 1, 3, 4], SparseForms.SingleJacobianPattern.Columns.ToArray());
        Assert.Equal([4f, 2f, 8f, 2f], row);
    }

    [Fact]
    public void Bad_lengths_are_refused_before_anything_is_written()
    {
        double[] x = Point(1000), r = new double[1000], values = new double[2997];
        Assert.Throws<ArgumentException>("values", () => SparseForms.BroydenSparseJacobian(x, r, values));
        Assert.Throws<ArgumentException>("x", () => SparseForms.BroydenSparseJacobian(x.AsSpan(1), r, values));
        Assert.All(r, value => Assert.Equal(0, value));
    }

    [Fact]
    public void Nothing_is_allocated_in_the_steady_state()
    {
        double[] x = Point(1000), r = new double[1000], values = new double[2998], p = Point(1000), dP = new double[1000], blocks = new double[3000];
        void Run()
        {
            SparseForms.BroydenSparseJacobian(x, r, values);
            SparseForms.PowellSparseHessian(p, dP, blocks);
        }

        Run();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Run();
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    /// <summary>The values stand where the pattern says; everywhere else the dense matrix is zero.</summary>
    private static void Agree(SparsityPattern pattern, ReadOnlySpan<double> values, ReadOnlySpan<double> dense, int columns, double tolerance)
    {
        Assert.Equal(columns, pattern.ColumnCount);
        Assert.Equal(dense.Length / columns, pattern.RowCount);
        for (int i = 0; i < pattern.RowCount; i++)
        {
            double[] row = new double[columns];
            for (int k = pattern.RowStarts[i]; k < pattern.RowStarts[i + 1]; k++)
                row[pattern.Columns[k]] = values[k];
            Close.Vectors(dense.Slice(i * columns, columns), row, tolerance, $"row {i}");
        }
    }
}
