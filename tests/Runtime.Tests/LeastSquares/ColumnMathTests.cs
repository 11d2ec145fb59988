using DiffGen.Minimizers;

namespace DiffGen.Tests.LeastSquares;

public class ColumnMathTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(29)]
    public void AgreesWithPlainLoops(int length)
    {
        double[] a = PivotedQrTests.Random(length, 1), b = PivotedQrTests.Random(length + 1, 1)[..length];
        Assert.Equal(VectorMath.Dot(a, b), ColumnMath.Dot(a, b), 1e-13);
        double[] expected = [.. b], actual = [.. b];
        VectorMath.AddScaled(0.3, a, expected);
        ColumnMath.AddScaled(0.3, a, actual);
        Assert.Equal(expected, actual);
    }

    /// <summary>The order of the additions is fixed.</summary>
    [Fact]
    public void DotIsTheSameOnEveryMachine()
    {
        double[] a = [1e16, 1, 1, -1e16, 3, 1, 1, 1, 0.5], ones = [1, 1, 1, 1, 1, 1, 1, 1, 1];

        // Lanes (1e16, 1) + (1, -1e16), (3, 1) + (1, 1); then the pairs, the halves, the rest.
        double first = (1e16 + 1) + (3 + 1), second = (1 - 1e16) + (1 + 1);
        Assert.Equal(first + second + 0.5, ColumnMath.Dot(a, ones));
    }
}
