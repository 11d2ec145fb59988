using DiffGen.Plots;

namespace DiffGen.Tests.Plots;

public class PlotAxisTests
{
    [Theory]
    [InlineData(0, 10, 5, "0 2 4 6 8 10")]
    [InlineData(0.3, 9.7, 5, "0 2 4 6 8 10")]
    [InlineData(-1, 1, 4, "−1.0 −0.5 0.0 0.5 1.0")]
    [InlineData(0, 0.3, 3, "0.0 0.1 0.2 0.3")]
    [InlineData(12, 47, 4, "10 20 30 40 50")]
    [InlineData(5, 5, 4, "4.5 5.0 5.5")]
    [InlineData(0, 0, 2, "−1 0 1")]
    [InlineData(0, 2e7, 2, "0 1e+7 2e+7")]
    [InlineData(0, 2e-7, 2, "0 1e−7 2e−7")]
    public void LinearMarksAreRound(double low, double high, int labels, string expected)
        => Assert.Equal(expected, Labels(PlotAxis.Of(AxisScale.Linear, [low, high], labels)));

    [Theory]
    [InlineData(1, 1000, 5, "1 10 100 1000")]
    [InlineData(1e-8, 1, 8, "10⁻⁸ 10⁻⁷ 10⁻⁶ 10⁻⁵ 10⁻⁴ 10⁻³ 10⁻² 10⁻¹ 1")]
    [InlineData(1e-30, 1, 6, "10⁻³⁰ 10⁻²⁵ 10⁻²⁰ 10⁻¹⁵ 10⁻¹⁰ 10⁻⁵ 1")]
    [InlineData(3, 7, 5, "1 2 5 10")]
    [InlineData(1, 1, 5, "1 2 5 10")]
    [InlineData(2e5, 3e6, 5, "10⁵ 2·10⁵ 5·10⁵ 10⁶ 2·10⁶ 5·10⁶ 10⁷")]
    public void LogarithmicMarksArePowers(double low, double high, int labels, string expected)
        => Assert.Equal(expected, Labels(PlotAxis.Of(AxisScale.Logarithmic, [low, high], labels)));

    [Fact]
    public void NumbersAreWithinAndMarksAtTheEnds()
    {
        foreach (AxisScale scale in Enum.GetValues<AxisScale>())
        {
            double[] numbers = [3.7e-3, 0.2, 45];
            PlotAxis axis = PlotAxis.Of(scale, numbers, 5);
            Assert.All(numbers, number => Assert.InRange(axis.Position(number), 0, 1));
            Assert.Equal(0, axis.Position(axis.Ticks[0].Value), 1e-12);
            Assert.Equal(1, axis.Position(axis.Ticks[^1].Value), 1e-12);
        }
    }

    [Theory]
    [InlineData(-8e307, 8e307)]
    [InlineData(1, 1.0000000000000002)]
    [InlineData(1e300, 1e300)]
    [InlineData(5e-320, 5e-318)]
    [InlineData(1e-310, 2e-310)]
    public void ExtremesAreFine(double low, double high)
    {
        foreach (AxisScale scale in Enum.GetValues<AxisScale>())
        {
            PlotAxis axis = PlotAxis.Of(scale, [low, high], 5);
            Assert.InRange(axis.Ticks.Count, 1, 60);
            Assert.All(axis.Ticks, tick => Assert.True(double.IsFinite(axis.Position(tick.Value)) || tick.Value == 0));
        }
    }

    [Fact]
    public void WhatCantBeShownDoesntCount()
    {
        double[] numbers = [double.NaN, double.PositiveInfinity, -5, 0, 10, 90];
        Assert.Equal("10 20 50 100", Labels(PlotAxis.Of(AxisScale.Logarithmic, numbers, 5)));
        Assert.Equal("0 20 40 60 80 100", Labels(PlotAxis.Of(AxisScale.Linear, [double.NaN, 10, 90], 5)));
        Assert.Equal("0.0 0.5 1.0", Labels(PlotAxis.Of(AxisScale.Linear, [double.NaN], 2)));
    }

    private static string Labels(PlotAxis axis) => string.Join(' ', axis.Ticks.Select(tick => tick.Label).Where(label => label.Length > 0));
}
