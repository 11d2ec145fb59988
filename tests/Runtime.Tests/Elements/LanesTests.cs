using System.Numerics;
using DiffGen.Elements;

namespace DiffGen.Tests.Elements;

public class LanesTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(5, 5)]
    [InlineData(5, 4)]
    [InlineData(0, int.MinValue)]
    [InlineData(int.MaxValue, int.MinValue)]
    [InlineData(int.MaxValue, -1)]
    [InlineData(1, int.MinValue)]
    [InlineData(int.MinValue, int.MinValue)]
    [InlineData(int.MaxValue, int.MaxValue)]
    public void WithoutTripsItEndsWhereItBegins(int lower, int upper)
    {
        Assert.Equal(lower, Lanes.End<double>(lower, upper));
        Assert.Equal(lower, Lanes.End<float>(lower, upper));
        Assert.Equal(upper, Lanes.Start<double>(lower, upper));
        Assert.Equal(upper, Lanes.Start<float>(lower, upper));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0, 40)]
    [InlineData(-7, 33)]
    [InlineData(3, 20)]
    [InlineData(0, int.MaxValue)]
    [InlineData(int.MaxValue - 9, int.MaxValue)]
    [InlineData(int.MinValue, int.MinValue + 9)]
    [InlineData(int.MinValue, 0)]
    [InlineData(int.MinValue, int.MaxValue)]
    [InlineData(-2_000_000_001, 2_000_000_000)]
    public void ItStartsAtTheFirstWholeRegisterOrEndsAtTheLast(int lower, int upper)
    {
        Check(Lanes.Start<double>(lower, upper), Lanes.End<double>(lower, upper), Lanes.Count<double>());
        Check(Lanes.Start<float>(lower, upper), Lanes.End<float>(lower, upper), Lanes.Count<float>());

        void Check(int start, int end, int count)
        {
            Assert.Equal(0, ((long)upper - start) % count);
            Assert.InRange((long)start - lower, 0, count - 1);
            Assert.True(start <= upper);
            Assert.Equal(0, ((long)end - lower) % count);
            // Less than two registers aren't worth a loop of their own.
            Assert.InRange((long)upper - end, 0, (long)upper - lower < 2 * count ? (2 * count) - 1 : count - 1);
            if ((long)upper - lower < 2 * count) Assert.Equal(lower, end);
            Assert.True(end >= lower);
        }
    }

    [Fact]
    public void CountIsThatOfARegister()
    {
        Assert.Equal(Vector<double>.Count, Lanes.Count<double>());
        Assert.Equal(Vector<float>.Count, Lanes.Count<float>());
    }

    [Fact]
    public void LanesAreReadAndWrittenInPlace()
    {
        int count = Lanes.Count<double>();
        double[] array = [.. Enumerable.Range(0, (2 * count) + 1).Select(i => (double)i)];
        Span<double> span = array;
        ReadOnlySpan<double> readOnly = array;
        foreach (int index in (int[])[0, 1, count, count + 1])
        {
            for (int lane = 0; lane < count; lane++)
            {
                Assert.Equal(index + lane, array.LanesAt(index)[lane]);
                Assert.Equal(index + lane, span.LanesAt(index)[lane]);
                Assert.Equal(index + lane, readOnly.LanesAt(index)[lane]);
            }
        }

        span.LanesAt(1) = Lanes.Of(-1.0);
        array.LanesAt(count + 1) += Lanes.Of(0.5);
        Assert.Equal(0, array[0]);
        for (int i = 1; i <= count; i++)
        {
            Assert.Equal(-1, array[i]);
            Assert.Equal(count + i + 0.5, array[count + i]);
        }
    }

    [Fact]
    public void RootsAreThoseOfScalars()
    {
        double[] numbers = [2, 0, -0.0, 1e-310, double.PositiveInfinity, 0.1, 3, 1e300];
        for (int i = 0; i + Lanes.Count<double>() <= numbers.Length; i++)
            for (int lane = 0; lane < Lanes.Count<double>(); lane++)
                Assert.Equal(BitConverter.DoubleToInt64Bits(Math.Sqrt(numbers[i + lane])), BitConverter.DoubleToInt64Bits(Lanes.Sqrt(numbers.LanesAt(i))[lane]));
    }
}
