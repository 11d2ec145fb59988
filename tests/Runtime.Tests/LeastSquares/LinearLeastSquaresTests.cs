using DiffGen.Minimizers;

namespace DiffGen.Tests.LeastSquares;

public class LinearLeastSquaresTests
{
    /// <summary>y = 1 + 2x with deviations (1, -2, 1)·0.1, which are orthogonal to both columns.</summary>
    [Fact]
    public void LineWithStandardErrors()
    {
        LinearLeastSquaresResult fit = LinearLeastSquares.Solve([1, 0, 1, 1, 1, 2], [1.1, 2.8, 5.1], 2);
        Assert.Equal(1, fit.Coefficients[0], 1e-14);
        Assert.Equal(2, fit.Coefficients[1], 1e-14);
        Assert.Equal(0.06, fit.ResidualSumOfSquares, 1e-14);
        Assert.Equal((2, 1), (fit.Rank, fit.DegreesOfFreedom));
        Assert.Equal(Math.Sqrt(0.06), fit.ResidualStandardError, 1e-14);

        // (AᵀA)⁻¹ = ((5, -3), (-3, 3)) / 6.
        Assert.Equal(Math.Sqrt(0.06 * 5 / 6), fit.StandardErrors[0], 1e-14);
        Assert.Equal(Math.Sqrt(0.06 * 3 / 6), fit.StandardErrors[1], 1e-14);
        Assert.Equal(-0.03, fit.Covariance[0, 1], 1e-14);
        Assert.Equal([0.1, -0.2, 0.1], fit.Residuals.Select(r => Math.Round(r, 13)));
    }

    /// <summary>Hilbert's matrix of order 8 has condition 1.5·10¹⁰; its products with whole numbers, times 360 360, are whole.</summary>
    [Fact]
    public void IllConditionedKeepsDigits()
    {
        const int n = 8;
        double[] expected = [1, -2, 3, -4, 5, -6, 7, -8];
        var a = new double[n * n];
        var b = new double[n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                a[i * n + j] = 360_360 / (i + j + 1);
                b[i] += a[i * n + j] * expected[j];
            }
        }

        LinearLeastSquaresResult fit = LinearLeastSquares.Solve(a, b, n);
        for (int j = 0; j < n; j++)
            Assert.Equal(expected[j], fit.Coefficients[j], 1e-12);
        Assert.All(fit.StandardErrors, error => Assert.Equal(double.NaN, error));
    }

    [Fact]
    public void DependentColumnsAreSaid()
    {
        // The third column is the sum of the first two; the fourth stands apart.
        double[] a =
        [
            1, 0, 1, 0,
            0, 1, 1, 0,
            1, 1, 2, 0,
            0, 0, 0, 2,
            0, 0, 0, 1,
        ];
        LinearLeastSquaresResult fit = LinearLeastSquares.Solve(a, [1, 2, 4, 4, 3], 4);
        Assert.Equal((3, 2), (fit.Rank, fit.DegreesOfFreedom));
        Assert.Equal(2.2, fit.Coefficients[3], 1e-13);
        Assert.Equal([double.NaN, double.NaN, double.NaN], fit.StandardErrors[..3]);
        Assert.Equal(fit.ResidualStandardError / Math.Sqrt(5), fit.StandardErrors[3], 1e-13);
        Assert.Equal(2, fit.Coefficients.Count(c => c != 0) - 1);
    }

    [Fact]
    public void MoreColumnsThanRowsIsFine()
    {
        LinearLeastSquaresResult fit = LinearLeastSquares.Solve([1, 2, 3], [6], 3);
        Assert.Equal((1, 0), (fit.Rank, fit.DegreesOfFreedom));
        Assert.Equal([6, 0, 0], fit.Coefficients.Select(c => Math.Round(c, 14)));
        Assert.Equal(double.NaN, fit.ResidualStandardError);
    }

    [Fact]
    public void NothingIsFine()
    {
        Assert.Empty(LinearLeastSquares.Solve([], [], 0).Coefficients);
        Assert.Equal(25, LinearLeastSquares.Solve([], [3, 4], 0).ResidualSumOfSquares);
        Assert.Equal([0, 0], LinearLeastSquares.Solve([0, 0, 0, 0], [3, 4], 2).Coefficients);
    }

    [Fact]
    public void ArgumentsAreChecked()
    {
        Assert.Throws<ArgumentException>(() => LinearLeastSquares.Solve([1, 2, 3], [1, 2], 2));
        Assert.Throws<ArgumentException>(() => LinearLeastSquares.Solve([1, double.NaN], [1, 2], 1));
        Assert.Throws<ArgumentException>(() => LinearLeastSquares.Solve([1, 2], [1, double.PositiveInfinity], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => LinearLeastSquares.Solve([], [], -1));
    }
}
