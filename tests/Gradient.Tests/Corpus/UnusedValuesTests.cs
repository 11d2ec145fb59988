namespace DiffGen.Tests.Corpus;

/// <summary>At these points x·y is returned, and something else that the method computes has an infinite derivative.</summary>
public sealed class UnusedValuesTests
{
    [Theory]
    [InlineData(0, 2)]
    [InlineData(9, -3)]
    public void Guarded(double x, double y)
        => Check(UnusedValues.GuardedGradient(x, y, out double dX, out double dY), dX, dY, UnusedValues.GuardedJvp(x, y, 1, 0, out double vX), vX, Product(x, y, UnusedValues.GuardedHvp), x, y);

    [Fact]
    public void Replaced()
        => Check(UnusedValues.ReplacedGradient(0, 2, out double dX, out double dY), dX, dY, UnusedValues.ReplacedJvp(0, 2, 1, 0, out double vX), vX, Product(0, 2, UnusedValues.ReplacedHvp), 0, 2);

    [Fact]
    public void InLoop()
        => Check(UnusedValues.InLoopGradient(1, 2, out double dX, out double dY), dX, dY, UnusedValues.InLoopJvp(1, 2, 1, 0, out double vX), vX, Product(1, 2, UnusedValues.InLoopHvp), 1, 2);

    [Fact]
    public void Deeper()
        => Check(UnusedValues.DeeperGradient(0, 2, out double dX, out double dY), dX, dY, UnusedValues.DeeperJvp(0, 2, 1, 0, out double vX), vX, Product(0, 2, UnusedValues.DeeperHvp), 0, 2);

    [Fact]
    public void ThroughHelper()
        => Check(UnusedValues.ThroughHelperGradient(0, 2, out double dX, out double dY), dX, dY, UnusedValues.ThroughHelperJvp(0, 2, 1, 0, out double vX), vX, Product(0, 2, UnusedValues.ThroughHelperHvp), 0, 2);

    private delegate double HvpOfPair(double x, double y, double vX, double vY, out double hvX, out double hvY);

    private static (double X, double Y) Product(double x, double y, HvpOfPair hvp)
    {
        hvp(x, y, 1, 0, out double hvX, out double hvY);
        return (hvX, hvY);
    }

    private static void Check(double value, double dX, double dY, double jvpValue, double vX, (double X, double Y) product, double x, double y)
    {
        Assert.Equal((x * y, y, x), (value, dX, dY));
        Assert.Equal((x * y, y), (jvpValue, vX));
        Assert.Equal((0, 1), product);
    }
}
