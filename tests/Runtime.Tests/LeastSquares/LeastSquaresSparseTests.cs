using DiffGen.Minimizers;

namespace DiffGen.Tests.LeastSquares;

/// <summary>Sparse normal equations agree with dense QR.</summary>
public class LeastSquaresSparseTests
{
    public static TheoryData<Type> Methods => LeastSquaresMethods.All;

    [Theory, MemberData(nameof(Methods))]
    public void AgreesWithDense(Type type)
    {
        (SparsityPattern pattern, JacobianFunction<double> sparse, JacobianFunction<double> dense) = Residuals.Chain(12);
        double[] start = [.. Enumerable.Range(0, 12).Select(i => i % 2 == 0 ? -1.2 : 1.0)];
        LeastSquaresMinimizer minimizer = LeastSquaresMethods.Create(type, (nameof(LeastSquaresMinimizer.Loss), RobustLoss.SoftL1(2)));
        AssertSame(minimizer.Minimize(dense, pattern.RowCount, start), minimizer.Minimize(sparse, pattern, start));
    }

    [Theory, MemberData(nameof(Methods))]
    public void AgreesWithDenseAtBounds(Type type)
    {
        (SparsityPattern pattern, JacobianFunction<double> sparse, JacobianFunction<double> dense) = Residuals.Chain(8);
        double[] start = [.. Enumerable.Range(0, 8).Select(i => i % 2 == 0 ? -1.2 : 1.0)];
        double[] upper = [9, 9, 0.7, 9, 9, 0.2, 9, 9];
        LeastSquaresMinimizer minimizer = LeastSquaresMethods.Create(type, (nameof(LeastSquaresMinimizer.UpperBounds), upper));
        LeastSquaresResult expected = minimizer.Minimize(dense, pattern.RowCount, start);
        Assert.Equal(0.7, expected.Point[2]);
        AssertSame(expected, minimizer.Minimize(sparse, pattern, start));
    }

    [Theory, MemberData(nameof(Methods))]
    public void ThousandsOfParameters(Type type)
    {
        const int n = 3000;
        (SparsityPattern pattern, JacobianFunction<double> sparse, _) = Residuals.Chain(n);
        LeastSquaresResult result = LeastSquaresMethods.Create(type).Minimize(sparse, pattern, [.. Enumerable.Repeat(0.5, n)]);
        Assert.True(result.Converged, result.ToString());
        Assert.All(result.Point, x => Assert.Equal(1, x, 1e-9));
    }

    [Theory, MemberData(nameof(Methods))]
    public void RankDeficiencyIsFine(Type type)
    {
        var pattern = new SparsityPattern(3, 3, [0, 2, 4, 5], [0, 1, 0, 1, 2]);
        LeastSquaresResult result = LeastSquaresMethods.Create(type).Minimize(
            (x, r, j) =>
            {
                (r[0], r[1], r[2]) = (x[0] + x[1] - 2, 2 * x[0] + 2 * x[1] - 4.5, x[2] - 3);
                (j[0], j[1], j[2], j[3], j[4]) = (1, 1, 2, 2, 1);
            },
            pattern,
            [0, 0, 0]);
        Assert.True(result.Converged, result.ToString());
        Assert.Equal(2.2, result.Point[0] + result.Point[1], 1e-9);
        Assert.Equal(3, result.Point[2], 1e-9);
        Assert.InRange(result.Rank, 1, 2);
        Assert.All(result.StandardErrors, error => Assert.Equal(double.NaN, error));
    }

    /// <summary>A parameter that no residual depends on stays where it is.</summary>
    [Theory, MemberData(nameof(Methods))]
    public void EmptyColumnIsFine(Type type)
    {
        var pattern = new SparsityPattern(2, 2, [0, 1, 2], [1, 1]);
        LeastSquaresResult result = LeastSquaresMethods.Create(type).Minimize(
            (x, r, j) => (r[0], r[1], j[0], j[1]) = (x[1] - 1, x[1] - 2, 1, 1), pattern, [7, 0]);
        Assert.True(result.Converged, result.ToString());
        Assert.Equal(7, result.Point[0]);
        Assert.Equal(1.5, result.Point[1], 1e-10);
    }

    private static void AssertSame(LeastSquaresResult expected, LeastSquaresResult actual)
    {
        Assert.True(expected.Converged && actual.Converged, $"{expected}; {actual}");
        Assert.Equal(expected.Rank, actual.Rank);
        for (int i = 0; i < expected.Point.Length; i++)
        {
            Assert.Equal(expected.Point[i], actual.Point[i], 1e-9);
            for (int j = 0; j <= i; j++)
            {
                double covariance = expected.Covariance[i, j];
                if (double.IsNaN(covariance))
                    Assert.Equal(double.NaN, actual.Covariance[i, j]);
                else
                    Assert.Equal(covariance, actual.Covariance[i, j], 1e-8 * (1 + Math.Abs(covariance)));
            }
        }
    }
}
