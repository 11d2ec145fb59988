namespace DiffGen.Tests.Corpus;

public sealed class MixedPrecisionTests
{
    [Fact]
    public void Widening_passes_the_derivative()
    {
        double value = MixedPrecision.WidenedGradient(1.5f, 0.5, out float dX, out double dY);
        Assert.Equal(MixedPrecision.Widened(1.5f, 0.5), value);
        Assert.Equal(2 * 1.5 * 0.5 + Math.Sin(0.5), dX, 1e-6);
        Assert.Equal(1.5 * 1.5 + Math.Cos(0.5) * 1.5, dY, 1e-12);
    }

    [Fact]
    public void Narrowing_passes_the_derivative()
    {
        float value = MixedPrecision.NarrowedGradient(1.25, out double dX);
        Assert.Equal(MixedPrecision.Narrowed(1.25), value);
        Assert.Equal(3 * 2 * 1.25 + 1, dX, 1e-6);
    }
}
