using DiffGen.Minimizers;

namespace DiffGen.Tests.LeastSquares;

public class DampedTriangleTests
{
    /// <summary>The solution satisfies (AᵀA + δ²I)·u = Aᵀb.</summary>
    [Theory]
    [InlineData(8, 4, 0.0)]
    [InlineData(8, 4, 0.3)]
    [InlineData(4, 4, 1e-3)]
    [InlineData(2, 5, 0.7)]
    [InlineData(8, 4, 1e6)]
    public void SolvesTheNormalEquations(int rows, int columns, double damping)
    {
        double[] a = PivotedQrTests.Random(rows, columns), b = PivotedQrTests.Random(rows, 1);
        PivotedQr qr = PivotedQrTests.Factor(a, rows, columns);
        double[] transformed = [.. b], u = new double[columns];
        qr.ApplyTranspose(transformed);
        new DampedTriangle(columns).Solve(qr, transformed, damping, u);

        for (int j = 0; j < columns; j++)
        {
            double sum = -damping * damping * u[j], size = Math.Abs(sum);
            for (int i = 0; i < rows; i++)
            {
                double residual = b[i], terms = Math.Abs(b[i]);
                for (int k = 0; k < columns; k++)
                {
                    residual -= a[i * columns + k] * u[k];
                    terms += Math.Abs(a[i * columns + k] * u[k]);
                }

                sum += a[i * columns + j] * residual;
                size += Math.Abs(a[i * columns + j]) * terms;
            }

            Assert.True(Math.Abs(sum) <= 1e-13 * size, $"{sum} of {size}");
        }
    }

    [Fact]
    public void UndeterminedIsZero()
    {
        PivotedQr qr = PivotedQrTests.Factor([3, 0, 4, 0], 2, 2);
        double[] transformed = [3, 4], u = [9, 9];
        qr.ApplyTranspose(transformed);
        new DampedTriangle(2).Solve(qr, transformed, 0, u);
        Assert.Equal(1, u[0], 1e-15);
        Assert.Equal(0, u[1]);
    }
}
