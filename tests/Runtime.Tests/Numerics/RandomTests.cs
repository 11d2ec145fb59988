using DiffGen.Numerics;

namespace DiffGen.Tests.Numerics;

public class RandomTests
{
    // The published test vector of splitmix64.c.
    [Fact]
    public void SplitMixMatchesTheReference()
    {
        var generator = new SplitMix64(1234567);
        ulong[] actual = [.. Enumerable.Range(0, 5).Select(_ => generator.NextUInt64())];
        Assert.Equal(
            [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821],
            actual);
    }

    // The test vector of the reference implementation from the state 1, 2, 3, 4.
    [Fact]
    public void XoshiroMatchesTheReference()
    {
        var generator = new Xoshiro256StarStar(1, 2, 3, 4);
        ulong[] actual = [.. Enumerable.Range(0, 10).Select(_ => generator.NextUInt64())];
        Assert.Equal(
            [
                11520, 0, 1509978240, 1215971899390074240, 1216172134540287360, 607988272756665600,
                16172922978634559625, 8476171486693032832, 10595114339597558777, 2904607092377533576,
            ],
            actual);
    }

    [Fact]
    public void SeedIsExpandedBySplitMix()
    {
        var mixer = new SplitMix64(42);
        var expected = new Xoshiro256StarStar(mixer.NextUInt64(), mixer.NextUInt64(), mixer.NextUInt64(), mixer.NextUInt64());
        var actual = new Xoshiro256StarStar(42);
        for (int i = 0; i < 100; i++)
            Assert.Equal(expected.NextUInt64(), actual.NextUInt64());
    }

    [Fact]
    public void ZeroStateIsRefused()
    {
        Assert.Throws<ArgumentException>(() => new Xoshiro256StarStar(0, 0, 0, 0));
        Assert.NotEqual(0UL, new Xoshiro256StarStar(0).NextUInt64());
    }

    [Fact]
    public void DoublesAreTheUpperBits()
    {
        var bits = new Xoshiro256StarStar(7);
        var generator = new Xoshiro256StarStar(7);
        double sum = 0;
        for (int i = 0; i < 10_000; i++)
        {
            double value = generator.NextDouble();
            Assert.Equal((bits.NextUInt64() >> 11) / 9007199254740992.0, value);
            Assert.InRange(value, 0, Math.BitDecrement(1.0));
            sum += value;
        }

        Assert.InRange(sum / 10_000, 0.49, 0.51);
    }

    [Fact]
    public void IntegersAreUniform()
    {
        var generator = new Xoshiro256StarStar(3);
        var counts = new int[7];
        for (int i = 0; i < 70_000; i++)
            counts[generator.NextInt(7)]++;
        Assert.All(counts, count => Assert.InRange(count, 9_600, 10_400));
        Assert.Equal(0, generator.NextInt(1));
        Assert.InRange(generator.NextInt(int.MaxValue), 0, int.MaxValue - 1);
        Assert.Throws<ArgumentOutOfRangeException>(() => generator.NextInt(0));
    }

    [Fact]
    public void NormalsHaveTheirMoments()
    {
        var generator = new Xoshiro256StarStar(5);
        double[] x = [.. Enumerable.Range(0, 200_000).Select(_ => generator.NextNormal())];
        Assert.InRange(x.Average(), -0.01, 0.01);
        Assert.InRange(x.Average(v => v * v), 0.99, 1.01);
        Assert.InRange(x.Average(v => v * v * v), -0.03, 0.03);
        Assert.InRange(x.Average(v => v * v * v * v), 2.93, 3.07);
        Assert.InRange(x.Count(v => Math.Abs(v) < 1) / 200_000.0, 0.6777, 0.6877);
    }

    [Fact]
    public void NormalsFollowThePolarMethod()
    {
        var uniform = new Xoshiro256StarStar(11);
        var normal = new Xoshiro256StarStar(11);
        for (int i = 0; i < 1000; i++)
        {
            double u, v, s;
            do
            {
                u = 2 * uniform.NextDouble() - 1;
                v = 2 * uniform.NextDouble() - 1;
                s = u * u + v * v;
            }
            while (s >= 1);
            double factor = Math.Sqrt(-2 * Math.Log(s) / s);
            Assert.Equal(u * factor, normal.NextNormal(), 1e-14);
            Assert.Equal(v * factor, normal.NextNormal(), 1e-14);
        }
    }

    [Fact]
    public void ShuffleIsFrozen()
    {
        int[] items = [.. Enumerable.Range(0, 10)];
        new Xoshiro256StarStar(1).Shuffle<int>(items);
        Assert.Equal([3, 6, 1, 5, 0, 9, 2, 8, 4, 7], items);
        var generator = new Xoshiro256StarStar(1);
        Assert.Equal(0x3FFE_267C_87AC_62EBUL, BitConverter.DoubleToUInt64Bits(generator.NextNormal()));
    }

    [Fact]
    public void EveryPermutationIsEquallyLikely()
    {
        var generator = new Xoshiro256StarStar(9);
        var counts = new Dictionary<string, int>();
        for (int i = 0; i < 24_000; i++)
        {
            char[] items = ['a', 'b', 'c', 'd'];
            generator.Shuffle<char>(items);
            counts[new string(items)] = counts.GetValueOrDefault(new string(items)) + 1;
        }

        Assert.Equal(24, counts.Count);
        Assert.All(counts.Values, count => Assert.InRange(count, 850, 1150));
    }
}
