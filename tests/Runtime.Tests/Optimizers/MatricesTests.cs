using System.Numerics;
using DiffGen.Optimizers;

namespace DiffGen.Tests.Optimizers;

/// <summary>Products, transposes and orthogonal matrices.</summary>
public class MatricesTests
{
    // Every element is summed in the order of the index: the bits of the plain loop, at all widths.
    [Fact]
    public void Products_have_the_bits_of_the_plain_loop()
    {
        int[] sizes = [1, 2, 3, 5, 8, 16, 31, 33, 70];
        foreach (int r in (int[])[1, 3])
        {
            foreach (int n in sizes)
            {
                foreach (int c in sizes)
                {
                    Product<double>(r, n, c);
                    Product<float>(r, n, c);
                }
            }
        }
    }

    [Fact]
    public void Transposes_at_all_sizes()
    {
        foreach ((int r, int c) in ((int, int)[])[(1, 1), (1, 7), (33, 2), (40, 65)])
        {
            double[] matrix = Samples.Parameters<double>(r * c), transpose = new double[r * c];
            Matrices.Transpose<double>(matrix, transpose, r, c);
            for (int i = 0; i < r; i++)
                for (int j = 0; j < c; j++) Assert.Equal(matrix[i * c + j], transpose[j * r + i]);
        }
    }

    // x·xᵀ has its eigenvalues, the squares of the singular values, between 0.6² and 1.3²: the diagonal lies there, and
    // no row is far from orthogonal to another.
    [Theory]
    [InlineData(4, 9)]
    [InlineData(9, 4)]
    [InlineData(6, 6)]
    public void Orthogonal_matrices_are_nearly_so(int rows, int columns)
    {
        int small = Math.Min(rows, columns);
        double[] x = Samples.Gradient<double>(rows * columns, 3), product = new double[small * small];
        new Orthogonalizer<double>([new Layer(0, rows, columns)], 5).Run(x, rows, columns);
        double[] transpose = new double[x.Length];
        Matrices.Transpose<double>(x, transpose, rows, columns);
        if (rows <= columns)
            Matrices.Multiply<double>(x, transpose, product, rows, columns, rows);
        else
            Matrices.Multiply<double>(transpose, x, product, columns, rows, columns);
        for (int i = 0; i < small; i++)
        {
            for (int j = 0; j < small; j++)
                Assert.InRange(product[i * small + j], i == j ? 0.3 : -0.7, i == j ? 1.7 : 0.7);
        }
    }

    private static void Product<T>(int r, int n, int c) where T : IFloatingPointIeee754<T>
    {
        T[] left = Samples.Parameters<T>(r * n), right = Samples.Gradient<T>(n * c, 1), product = new T[r * c], expected = new T[r * c];
        Matrices.Multiply<T>(left, right, product, r, n, c);
        for (int i = 0; i < r; i++)
            for (int j = 0; j < c; j++)
                for (int k = 0; k < n; k++) expected[i * c + j] += left[i * n + k] * right[k * c + j];
        Assert.Equal(expected, product);
    }
}
