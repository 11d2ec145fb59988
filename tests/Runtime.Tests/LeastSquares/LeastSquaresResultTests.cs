using System.Globalization;
using DiffGen.Minimizers;

namespace DiffGen.Tests.LeastSquares;

public class LeastSquaresResultTests
{
    private static LeastSquaresResult Line() => new LevenbergMarquardt().Minimize(Residuals.Line([0, 1, 2], [1.1, 2.8, 5.1]), 3, [0.0, 0.0]);

    /// <summary>The deviations (1, -2, 1)·0.1 are orthogonal to both columns; (JᵀJ)⁻¹ = ((5, -3), (-3, 3)) / 6.</summary>
    [Fact]
    public void CovarianceIsThatOfTheLine()
    {
        LeastSquaresResult fit = Line();
        Assert.Equal((2, 1), (fit.Rank, fit.DegreesOfFreedom));
        Assert.Equal(0.05, fit.Covariance[0, 0], 1e-13);
        Assert.Equal(0.03, fit.Covariance[1, 1], 1e-13);
        Assert.Equal(-0.03, fit.Covariance[0, 1], 1e-13);
        Assert.Equal(fit.Covariance[0, 1], fit.Covariance[1, 0]);
        Assert.Equal(Math.Sqrt(0.05), fit.StandardErrors[0], 1e-13);
        Assert.Equal(-Math.Sqrt(0.6), fit.Correlation()[0, 1], 1e-12);
        Assert.Equal(1, fit.Correlation()[1, 1], 1e-14);
        Assert.Equal(Math.Sqrt(0.06), fit.ResidualStandardError, 1e-13);
    }

    [Fact]
    public void IntervalsAreStudents()
    {
        LeastSquaresResult fit = Line();
        (double lower, double upper) = fit.ConfidenceIntervals()[1];
        Assert.Equal(2 - 12.7062047361747 * Math.Sqrt(0.03), lower, 1e-10);
        Assert.Equal(2 + 12.7062047361747 * Math.Sqrt(0.03), upper, 1e-10);
        Assert.True(fit.ConfidenceIntervals(0.5)[1].Upper < upper);
        Assert.Throws<ArgumentOutOfRangeException>(() => fit.ConfidenceIntervals(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => fit.ConfidenceIntervals(double.NaN));
    }

    [Fact]
    public void ReportSaysItAll()
    {
        double[] conc = [0.02, 0.02, 0.06, 0.06, 0.11, 0.11, 0.22, 0.22, 0.56, 0.56, 1.1, 1.1];
        double[] rate = [76, 47, 97, 107, 123, 139, 159, 152, 191, 201, 207, 200];
        LeastSquaresResult fit = new LevenbergMarquardt { GradientTolerance = 1e-3 }.Minimize(
            (x, r, j) =>
            {
                for (int i = 0; i < conc.Length; i++)
                {
                    double below = x[1] + conc[i];
                    r[i] = x[0] * conc[i] / below - rate[i];
                    (j[2 * i], j[2 * i + 1]) = (conc[i] / below, -x[0] * conc[i] / (below * below));
                }
            },
            12,
            [200, 0.05]);
        string report = fit.FullReport("Vm", "K");
        string[] lines = report.Split('\n');
        Assert.StartsWith("Converged (GradientTolerance): ", lines[0], StringComparison.Ordinal);
        Assert.Equal("parameter         estimate    std. error     t value  95 % confidence interval", lines[2]);
        Assert.Equal("Vm              212.683743       6.94716       30.61  [197.2045, 228.163]", lines[3]);
        Assert.Matches(@"^K {10,}0\.0641212\d+ +0\.0082809\d +7\.743  \[0\.0456\d+, 0\.0825\d+\]$", lines[4]);
        Assert.Equal("residual sum of squares  1195.44881", lines[6]);
        Assert.Equal("residual standard error  10.9337 on 10 degrees of freedom", lines[7]);
        Assert.StartsWith("gradient norm            ", lines[8], StringComparison.Ordinal);
        Assert.Equal("correlation of the estimates", lines[10]);
        Assert.Equal("K        0.7651", lines[11]);
        Assert.Equal("             Vm", lines[12]);
        Assert.EndsWith("\n", report, StringComparison.Ordinal);
        Assert.Contains("b2 ", fit.FullReport(), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => fit.FullReport("Vm"));
    }

    [Fact]
    public void ReportIsTheSameEverywhere()
    {
        LeastSquaresResult fit = Line();
        string expected = fit.FullReport() + fit;
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            var commas = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            commas.NumberFormat.NumberDecimalSeparator = ",";
            CultureInfo.CurrentCulture = commas;
            Assert.Equal(expected, fit.FullReport() + fit);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void WithoutDegreesOfFreedomThereAreNoErrors()
    {
        LeastSquaresResult fit = new LevenbergMarquardt().Minimize(Residuals.Line([0, 1], [1, 3]), 2, [5.0, 5.0]);
        Assert.Equal(1, fit.Point[0], 1e-12);
        Assert.Equal((2, 0), (fit.Rank, fit.DegreesOfFreedom));
        Assert.Equal(double.NaN, fit.StandardErrors[0]);
        Assert.Equal(double.NaN, fit.ResidualStandardError);
        Assert.Contains("no standard error", fit.FullReport(), StringComparison.Ordinal);
        Assert.Contains("no degrees of freedom", fit.FullReport(), StringComparison.Ordinal);
    }
}
