using DiffGen.Minimizers;
using DiffGen.Numerics;

namespace DiffGen.Tests.LeastSquares;

public class PivotedQrTests
{
    public static TheoryData<int, int> Sizes => new() { { 1, 1 }, { 5, 3 }, { 20, 20 }, { 3, 7 }, { 100, 8 } };

    [Theory, MemberData(nameof(Sizes))]
    public void ProductIsTheMatrix(int rows, int columns)
    {
        double[] a = Random(rows, columns);
        PivotedQr qr = Factor(a, rows, columns);
        for (int k = 0; k < columns; k++)
        {
            var column = new double[rows];
            for (int i = 0; i <= Math.Min(k, rows - 1); i++)
                column[i] = qr.R(i, k);
            qr.Apply(column);
            for (int i = 0; i < rows; i++)
                Assert.Equal(a[i * columns + qr.Permutation[k]], column[i], 1e-13);
        }
    }

    [Theory, MemberData(nameof(Sizes))]
    public void TransposeUndoesQ(int rows, int columns)
    {
        PivotedQr qr = Factor(Random(rows, columns), rows, columns);
        double[] v = [.. Enumerable.Range(1, rows).Select(i => 1.0 / i)], w = [.. v];
        qr.Apply(w);
        Assert.Equal(EuclideanNorm.Of(v), EuclideanNorm.Of(w), 1e-14);
        qr.ApplyTranspose(w);
        for (int i = 0; i < rows; i++)
            Assert.Equal(v[i], w[i], 1e-14);
    }

    [Theory, MemberData(nameof(Sizes))]
    public void DiagonalFalls(int rows, int columns)
    {
        PivotedQr qr = Factor(Random(rows, columns), rows, columns);
        for (int k = 1; k < qr.Steps; k++)
            Assert.True(Math.Abs(qr.R(k, k)) <= Math.Abs(qr.R(k - 1, k - 1)) * (1 + 1e-12));
        Assert.Equal(Enumerable.Range(0, columns), qr.Permutation.ToArray().Order());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(5)]
    public void RankIsFound(int rank)
    {
        const int rows = 9, columns = 5;
        double[] left = Random(rows, rank), right = Random(rank, columns);
        var a = new double[rows * columns];
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                for (int k = 0; k < rank; k++)
                    a[i * columns + j] += left[i * rank + k] * right[k * columns + j];
            }
        }

        Assert.Equal(rank, Factor(a, rows, columns).Rank(1e-13));
    }

    /// <summary>Kahan's matrix, on which updated norms of the columns cancel.</summary>
    [Fact]
    public void PivotingSurvivesCancellation()
    {
        const int n = 60;
        double c = Math.Cos(1.2), s = Math.Sin(1.2), factor = 1;
        var a = new double[n * n];
        for (int i = 0; i < n; i++, factor *= s)
        {
            a[i * n + i] = factor;
            for (int j = i + 1; j < n; j++)
                a[i * n + j] = -c * factor;
        }

        PivotedQr qr = Factor(a, n, n);
        for (int k = 1; k < n; k++)
            Assert.True(Math.Abs(qr.R(k, k)) <= Math.Abs(qr.R(k - 1, k - 1)) * (1 + 1e-7));
    }

    [Theory]
    [InlineData(1e-200)]
    [InlineData(1e200)]
    public void ExtremeScalesAreFine(double scale)
    {
        double[] a = Random(6, 3);
        PivotedQr plain = Factor(a, 6, 3), scaled = Factor([.. a.Select(x => x * scale)], 6, 3);
        Assert.Equal(plain.Permutation.ToArray(), scaled.Permutation.ToArray());
        for (int k = 0; k < 3; k++)
            Assert.Equal(plain.R(k, k), scaled.R(k, k) / scale, 1e-13);
    }

    internal static double[] Random(int rows, int columns)
    {
        var random = new Xoshiro256StarStar((ulong)(1 + rows * 100 + columns));
        return [.. Enumerable.Range(0, rows * columns).Select(_ => random.NextNormal())];
    }

    internal static PivotedQr Factor(double[] a, int rows, int columns)
    {
        var qr = new PivotedQr(rows, columns);
        qr.Resize(rows, columns);
        for (int j = 0; j < columns; j++)
        {
            for (int i = 0; i < rows; i++)
                qr.Column(j)[i] = a[i * columns + j];
        }

        qr.Factor();
        return qr;
    }
}
