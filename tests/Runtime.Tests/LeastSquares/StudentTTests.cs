using DiffGen.Minimizers;

namespace DiffGen.Tests.LeastSquares;

public class StudentTTests
{
    /// <summary>Closed forms for ν = 1, 2, 4.</summary>
    [Theory]
    [InlineData(0.05)]
    [InlineData(0.001)]
    [InlineData(0.9)]
    [InlineData(1e-9)]
    public void QuantilesAreThoseOfClosedForms(double probability)
    {
        AssertRelative(1 / Math.Tan(Math.PI * probability / 2), StudentT.TwoSidedQuantile(probability, 1), 1e-12);
        double p = 1 - probability;
        AssertRelative(p * Math.Sqrt(2 / (1 - p * p)), StudentT.TwoSidedQuantile(probability, 2), 1e-6 * Math.Sqrt(1e-12 / probability) + 1e-11);
    }

    /// <summary>M. Abramowitz, I. A. Stegun, "Handbook of mathematical functions", table 26.10, with more digits.</summary>
    [Theory]
    [InlineData(1, 12.7062047361747)]
    [InlineData(2, 4.3026527297494639)]
    [InlineData(3, 3.1824463052842629)]
    [InlineData(4, 2.7764451051977987)]
    [InlineData(5, 2.5705818356363141)]
    [InlineData(10, 2.22813885198627)]
    [InlineData(30, 2.0422724563012373)]
    [InlineData(120, 1.9799304050824413)]
    public void QuantilesOf95Percent(int degreesOfFreedom, double expected)
        => AssertRelative(expected, StudentT.TwoSidedQuantile(0.05, degreesOfFreedom), 2e-12);

    [Fact]
    public void ApproachesTheNormalDistribution()
        => AssertRelative(1.9599639845400545, StudentT.TwoSidedQuantile(0.05, 1e9), 1e-8);

    [Theory]
    [InlineData(3)]
    [InlineData(17)]
    public void ProbabilityIsThatOfTheQuantile(int degreesOfFreedom)
    {
        double t = StudentT.TwoSidedQuantile(0.1, degreesOfFreedom);
        Assert.Equal(0.95, StudentT.Probability(t, degreesOfFreedom), 1e-13);
        Assert.Equal(0.05, StudentT.Probability(-t, degreesOfFreedom), 1e-13);
        Assert.Equal(0.5, StudentT.Probability(0, degreesOfFreedom), 1e-15);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(0.5, 0.57236494292470009)]
    [InlineData(5, 3.1780538303479458)]
    [InlineData(100.5, 361.43554046777757)]
    public void LogGamma(double x, double expected) => Assert.Equal(expected, IncompleteBeta.LogGamma(x), 1e-12);

    /// <summary>I(x; 2, 3) = x²·(6 - 8x + 3x²).</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(0.97)]
    [InlineData(1)]
    public void IncompleteBetaIsThePolynomial(double x)
        => Assert.Equal(x * x * (6 - 8 * x + 3 * x * x), IncompleteBeta.Regularized(x, 1 - x, 2, 3), 1e-14);

    private static void AssertRelative(double expected, double actual, double tolerance)
        => Assert.True(Math.Abs(actual - expected) <= tolerance * Math.Abs(expected), $"{actual:R}, expected {expected:R}");
}
