using DiffGen.Minimizers;

namespace DiffGen.Tests.LeastSquares;

public class RobustLossTests
{
    public static TheoryData<RobustLoss> Losses =>
    [
        RobustLoss.Huber(1), RobustLoss.SoftL1(1), RobustLoss.Cauchy(1), RobustLoss.Arctan(1), RobustLoss.Tukey(1),
    ];

    [Theory, MemberData(nameof(Losses))]
    public void DerivativesAgreeWithDifferences(RobustLoss loss)
    {
        foreach (double z in new[] { 1e-3, 0.1, 0.4, 0.9, 1.3, 4, 50 })
        {
            double h = 1e-5 * z;
            loss.Evaluate(z, out double first, out double second);
            double plus = loss.Evaluate(z + h, out double firstPlus, out _), minus = loss.Evaluate(z - h, out double firstMinus, out _);
            Assert.Equal((plus - minus) / (2 * h), first, 1e-8);
            Assert.Equal((firstPlus - firstMinus) / (2 * h), second, 1e-8);
        }
    }

    [Theory, MemberData(nameof(Losses))]
    public void SmallResidualsCountAsTheirSquares(RobustLoss loss)
    {
        Assert.Equal(0, loss.Evaluate(0, out double first, out _));
        Assert.Equal(1, first);
        Assert.Equal(1, loss.Evaluate(1e-12, out _, out _) / 1e-12, 1e-11);
    }

    [Theory, MemberData(nameof(Losses))]
    public void GrowsSlowerThanTheSquareAndNeverFalls(RobustLoss loss)
    {
        double previous = 0;
        foreach (double z in new[] { 0.01, 0.5, 1, 2, 10, 1e6, 1e200, double.MaxValue })
        {
            double value = loss.Evaluate(z, out double first, out double second);
            Assert.True(value >= previous && value <= z, $"ρ({z}) = {value}");
            Assert.InRange(first, 0, 1);
            Assert.InRange(second, -2, 0);
            previous = value;
        }
    }

    [Fact]
    public void ValuesAreThoseOfTheFormulas()
    {
        Assert.Equal(2 * Math.Sqrt(9) - 1, RobustLoss.Huber(1).Evaluate(9, out _, out _), 1e-15);
        Assert.Equal(2, RobustLoss.SoftL1(1).Evaluate(3, out _, out _), 1e-15);
        Assert.Equal(Math.Log(4), RobustLoss.Cauchy(1).Evaluate(3, out _, out _), 1e-15);
        Assert.Equal(Math.PI / 4, RobustLoss.Arctan(1).Evaluate(1, out _, out _), 1e-15);
        Assert.Equal((1 - 0.125) / 3, RobustLoss.Tukey(1).Evaluate(0.5, out _, out _), 1e-15);
        Assert.Equal(1.0 / 3, RobustLoss.Tukey(1).Evaluate(5, out _, out _), 1e-15);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void ScaleIsChecked(double scale)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => RobustLoss.Huber(scale));
        Assert.Throws<ArgumentOutOfRangeException>(() => RobustLoss.SoftL1(scale));
        Assert.Throws<ArgumentOutOfRangeException>(() => RobustLoss.Cauchy(scale));
        Assert.Throws<ArgumentOutOfRangeException>(() => RobustLoss.Arctan(scale));
        Assert.Throws<ArgumentOutOfRangeException>(() => RobustLoss.Tukey(scale));
    }
}
