using DiffGen.Tensors;

namespace DiffGen.Tests.Tensors;

/// <summary>The derivatives at kinks and singular points, by the table of conventions.</summary>
public class TensorKinkTests
{
    private delegate void Unary(ReadOnlySpan<double> x, Span<double> destination, Span<double> dX, Span<double> dDestination);

    private delegate void Binary(
        ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<double> destination, Span<double> dX, Span<double> dY, Span<double> dDestination);

    private delegate double Reduction(ReadOnlySpan<double> x, double seed, Span<double> dX);

    [Fact]
    public void RootsAndMagnitudesAreFlatAtZero()
    {
        Assert.Equal(0, Slope(TensorPullbacks.SqrtPullback, 0));
        Assert.Equal(0, Slope(TensorPullbacks.CbrtPullback, 0));
        Assert.Equal(0, Slope(TensorPullbacks.AbsPullback, 0));
        Assert.Equal(0, Slope(TensorPullbacks.AbsPullback, -0.0));
        Assert.Equal(double.PositiveInfinity, Slope(TensorPullbacks.LogPullback, 0));
        Assert.Equal(double.PositiveInfinity, Slope(TensorPullbacks.AtanhPullback, 1));
    }

    [Fact]
    public void AZeroSeedAtARootIsZero() => Assert.Equal(0, Slope(TensorPullbacks.SqrtPullback, 0, 0));

    [Theory]
    [InlineData(1, 4)] // the root itself
    [InlineData(2, 0)]
    [InlineData(3, 0)]
    [InlineData(-1, double.NegativeInfinity)]
    public void RootNAtZero(int n, double expected)
    {
        double[] dX = [0];
        TensorPullbacks.RootNPullback([0.0], n, new double[1], dX, [4]);
        Assert.Equal(expected, dX[0]);
    }

    [Theory]
    [InlineData(0, 0, 0, 0)]
    [InlineData(0, 0.5, 0, 0)]
    [InlineData(0, 1, 1, 0)]
    [InlineData(0, 2, 0, 0)]
    [InlineData(2, 0, 0, 0.6931471805599453)]
    [InlineData(-2, 2, -4, double.NaN)]
    public void PowAtItsSpecialPoints(double x, double y, double dX, double dY)
        => AssertSlopes(TensorPullbacks.PowPullback, x, y, dX, dY);

    [Theory]
    [InlineData(1, 1, 0.5, 0.5)]
    [InlineData(1, 2, 0, 1)]
    [InlineData(3, -3, 1, 0)]
    public void MaxSharesAtATie(double x, double y, double dX, double dY)
    {
        AssertSlopes(TensorPullbacks.MaxPullback, x, y, dX, dY);
        AssertSlopes(TensorPullbacks.MaxNumberPullback, x, y, dX, dY);
        AssertSlopes(TensorPullbacks.MinPullback, -x, -y, dX, dY);
        AssertSlopes(TensorPullbacks.MinNumberPullback, -x, -y, dX, dY);
    }

    [Theory]
    [InlineData(2, -2, 0.5, 0.5)]
    [InlineData(2, 2, 0.5, 0.5)]
    [InlineData(-3, 2, 1, 0)]
    public void MagnitudesShareAtATie(double x, double y, double dX, double dY)
    {
        AssertSlopes(TensorPullbacks.MaxMagnitudePullback, x, y, dX, dY);
        AssertSlopes(TensorPullbacks.MaxMagnitudeNumberPullback, x, y, dX, dY);
        AssertSlopes(TensorPullbacks.MinMagnitudePullback, x, y, dY, dX);
        AssertSlopes(TensorPullbacks.MinMagnitudeNumberPullback, x, y, dY, dX);
    }

    [Fact]
    public void NumberFormsIgnoreNaN()
    {
        AssertSlopes(TensorPullbacks.MaxNumberPullback, double.NaN, 2, 0, 1);
        AssertSlopes(TensorPullbacks.MinMagnitudeNumberPullback, 2, double.NaN, 1, 0);
        Assert.Equal([1, 0, 0], Shares(TensorPullbacks.MaxPullback, double.NaN, 2, 1));
    }

    [Fact]
    public void EqualExtremaShare()
    {
        Assert.Equal([0.25, 0, 0.25, 0.25, 0.25], Shares(TensorPullbacks.MaxPullback, 3, 1, 3, 3, 3));
        Assert.Equal([0, 1, 0], Shares(TensorPullbacks.MinPullback, 3, 1, 3));
        Assert.Equal([0.5, 0.5, 0], Shares(TensorPullbacks.MaxMagnitudePullback, 3, -3, 1));
        Assert.Equal([0, 0, 1], Shares(TensorPullbacks.MinMagnitudePullback, 3, -3, 1));
    }

    [Fact]
    public void NormsAreFlatAtTheOrigin()
    {
        Assert.Equal([0, 0], Shares(TensorPullbacks.NormPullback, 0, 0));
        Assert.Equal([0, 0], Shares(TensorPullbacks.StdDevPullback, 2, 2));
        Assert.Equal([-1, 0, 1], Shares(TensorPullbacks.SumOfMagnitudesPullback, -2, 0, 2));
        double[] dX = [0, 0], dY = [0, 0];
        Assert.Equal(0, TensorPullbacks.DistancePullback<double>([1, 2], [1, 2], 1, dX, dY));
        Assert.Equal([0, 0, 0, 0], dX.Concat(dY));
        AssertSlopes(TensorPullbacks.HypotPullback, 0, 0, 0, 0);
        AssertSlopes(TensorPullbacks.Atan2Pullback, 0, 0, 0, 0);
    }

    [Fact]
    public void ProductsNeedNoDivision()
    {
        Assert.Equal([0, 12, 0], Shares(TensorPullbacks.ProductPullback, 3, 0, 4));
        Assert.Equal([0, 0, 0], Shares(TensorPullbacks.ProductPullback, 0, 0, 4));
        Assert.Equal([1, double.PositiveInfinity], Shares(TensorPullbacks.ProductPullback, double.PositiveInfinity, 1));
    }

    [Theory]
    [InlineData(0.5, 0, 1, 1, 0, 0)]
    [InlineData(0, 0, 1, 0.5, 0.5, 0)]
    [InlineData(1, 0, 1, 0.5, 0, 0.5)]
    [InlineData(2, 0, 1, 0, 0, 1)]
    [InlineData(1, 1, 1, 0, 0.5, 0.5)]
    public void ClampAtABound(double x, double low, double high, double dX, double dLow, double dHigh)
    {
        double[] actual = [0, 0, 0];
        TensorPullbacks.ClampPullback([x], [low], [high], new double[1], actual.AsSpan(0, 1), actual.AsSpan(1, 1), actual.AsSpan(2, 1), [1.0]);
        Assert.Equal([dX, dLow, dHigh], actual);
    }

    [Fact]
    public void SigmoidKeepsItsTail()
    {
        Assert.Equal(Math.Exp(-30), Slope(TensorPullbacks.SigmoidPullback, 30), 1e-25);
        Assert.Equal(Math.Exp(-30), Slope(TensorPullbacks.SigmoidPullback, -30), 1e-25);
        Assert.Equal(0, Slope(TensorPullbacks.SigmoidPullback, 1000));
        Assert.Equal(0.25, Slope(TensorPullbacks.SigmoidPullback, 0));
    }

    private static double Slope(Unary pullback, double x, double seed = 1)
    {
        double[] dX = [0];
        pullback([x], new double[1], dX, [seed]);
        return dX[0];
    }

    private static double[] Shares(Reduction pullback, params double[] x)
    {
        var dX = new double[x.Length];
        pullback(x, 1, dX);
        return dX;
    }

    private static void AssertSlopes(Binary pullback, double x, double y, double expectedX, double expectedY)
    {
        double[] dX = [0], dY = [0];
        pullback([x], [y], new double[1], dX, dY, [1]);
        Assert.Equal((expectedX, expectedY), (dX[0], dY[0]));
    }
}
