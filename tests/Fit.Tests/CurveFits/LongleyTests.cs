using System.Globalization;
using DiffGen.Minimizers;

namespace DiffGen.Tests.CurveFits;

/// <summary>Longley's regression, whose columns are nearly dependent, against the exact solution: the normal equations of the
/// decimal data, in rational arithmetic.</summary>
public class LongleyTests
{
    [Fact]
    public void QrKeepsSevenDigits()
    {
        (Fraction[][] rows, Fraction[] right) = Data();
        int n = rows[0].Length;
        (Fraction[] x, Fraction[,] inverse) = Exact(rows, right);
        Fraction squares = new(0, 1);
        for (int i = 0; i < rows.Length; i++)
        {
            Fraction residual = right[i];
            for (int j = 0; j < n; j++)
                residual -= rows[i][j] * x[j];
            squares += residual * residual;
        }

        LinearLeastSquaresResult fit = LinearLeastSquares.Solve(
            [.. rows.SelectMany(row => row.Select(element => element.ToDouble()))], [.. right.Select(element => element.ToDouble())], n);
        Assert.Equal((7, 9), (fit.Rank, fit.DegreesOfFreedom));
        AssertRelative(squares.ToDouble(), fit.ResidualSumOfSquares, 1e-9);
        for (int j = 0; j < n; j++)
        {
            AssertRelative(x[j].ToDouble(), fit.Coefficients[j], 1e-9);
            AssertRelative(Math.Sqrt(squares.ToDouble() / 9 * inverse[j, j].ToDouble()), fit.StandardErrors[j], 1e-7);
        }
    }

    /// <summary>The published solution (J. W. Longley, "An appraisal of least squares programs", JASA 62 (1967)), in the units of the
    /// table: 1 000 persons there are 1 000 000 here.</summary>
    [Fact]
    public void ExactSolutionIsThePublishedOne()
    {
        (Fraction[][] rows, Fraction[] right) = Data();
        double[] x = [.. Exact(rows, right).Solution.Select(element => element.ToDouble())];
        AssertRelative(-3482.258634596, x[0], 1e-11);
        AssertRelative(0.0150618722713733, x[1], 1e-11);
        AssertRelative(1.82915146461355, x[6], 1e-11);
    }

    private static (Fraction[][] Rows, Fraction[] Right) Data()
    {
        string[] lines = [.. File.ReadLines(DataFolder.Sample("longley.csv")).Skip(1).Where(line => line.Length > 0)];
        var rows = new Fraction[lines.Length][];
        var right = new Fraction[lines.Length];
        for (int i = 0; i < lines.Length; i++)
        {
            Fraction[] numbers = [.. lines[i].Split(',').Select(Fraction.Parse)];
            rows[i] = [new Fraction(1, 1), .. numbers[..6]];
            right[i] = numbers[6];
        }

        return (rows, right);
    }

    // Gauss and Jordan on (AᵀA | Aᵀb | I).
    private static (Fraction[] Solution, Fraction[,] Inverse) Exact(Fraction[][] rows, Fraction[] right)
    {
        int n = rows[0].Length;
        var zero = new Fraction(0, 1);
        var table = new Fraction[n, 2 * n + 1];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < 2 * n + 1; j++)
                table[i, j] = j == n + 1 + i ? new Fraction(1, 1) : zero;
            for (int row = 0; row < rows.Length; row++)
            {
                for (int j = 0; j < n; j++)
                    table[i, j] += rows[row][i] * rows[row][j];
                table[i, n] += rows[row][i] * right[row];
            }
        }

        for (int k = 0; k < n; k++)
        {
            Fraction pivot = table[k, k];
            Assert.False(pivot.IsZero);
            for (int j = 0; j < 2 * n + 1; j++)
                table[k, j] /= pivot;
            for (int i = 0; i < n; i++)
            {
                if (i == k)
                    continue;
                Fraction factor = table[i, k];
                for (int j = 0; j < 2 * n + 1; j++)
                    table[i, j] -= factor * table[k, j];
            }
        }

        var solution = new Fraction[n];
        var inverse = new Fraction[n, n];
        for (int i = 0; i < n; i++)
        {
            solution[i] = table[i, n];
            for (int j = 0; j < n; j++)
                inverse[i, j] = table[i, n + 1 + j];
        }

        return (solution, inverse);
    }

    private static void AssertRelative(double expected, double actual, double tolerance)
        => Assert.True(
            Math.Abs(actual - expected) <= tolerance * Math.Abs(expected),
            string.Create(CultureInfo.InvariantCulture, $"{actual:R}, expected {expected:R}"));
}
