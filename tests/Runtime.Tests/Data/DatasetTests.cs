using DiffGen.Data;

namespace DiffGen.Tests.Data;

public class DatasetTests
{
    [Fact]
    public void KnowsItsSamples()
    {
        Dataset<float, int> data = Numbered(5);
        Assert.Equal((5, 2), (data.Count, data.FeatureCount));
        Assert.Equal([6f, 7f], data.Sample(3));
        Assert.Throws<ArgumentOutOfRangeException>(() => { data.Sample(5); });
        Assert.Throws<ArgumentOutOfRangeException>(() => { data.Sample(-1); });
    }

    [Fact]
    public void ConstructorChecksLengths()
    {
        Assert.Throws<ArgumentException>(() => new Dataset<float, int>([1, 2, 3], [0, 1]));
        Assert.Throws<ArgumentException>(() => new Dataset<float, int>([], []));
        Assert.Throws<ArgumentNullException>(() => new Dataset<float, int>(null!, [1]));
        Assert.Equal(0, new Dataset<float, int>([], [1, 2]).FeatureCount);
    }

    [Fact]
    public void SplitDealsEverySampleOnce()
    {
        (Dataset<float, int> train, Dataset<float, int> test) = Numbered(103).Split(0.2, seed: 1);
        Assert.Equal((82, 21), (train.Count, test.Count));
        Assert.Equal(Enumerable.Range(0, 103), train.Labels.ToArray().Concat(test.Labels.ToArray()).Order());
        AssertTogether(train.Features, train.Labels);
        AssertTogether(test.Features, test.Labels);
    }

    [Fact]
    public void SplitDependsOnTheSeedOnly()
    {
        Assert.Equal(Labels(1), Labels(1));
        Assert.NotEqual(Labels(1), Labels(2));
        Assert.Equal([3, 6], Numbered(10).Split(0.2, 1).Test.Labels);

        static int[] Labels(ulong seed) => Numbered(50).Split(0.2, seed).Test.Labels.ToArray();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-0.5)]
    [InlineData(1.5)]
    [InlineData(double.NaN)]
    [InlineData(0.001)]
    [InlineData(0.999)]
    public void SplitRefusesEmptySets(double fraction)
        => Assert.Throws<ArgumentOutOfRangeException>(() => Numbered(10).Split(fraction, 1));

    [Fact]
    public void SelectCopies()
    {
        Dataset<float, int> some = Numbered(5).Select([4, 0, 4]);
        Assert.Equal([4, 0, 4], some.Labels);
        AssertTogether(some.Features, some.Labels);
        Assert.Throws<IndexOutOfRangeException>(() => Numbered(5).Select([5]));
        Assert.Throws<ArgumentException>(() => Numbered(5).Select([]));
    }

    /// <summary>Sample i has the features 2·i, 2·i + 1 and the label i.</summary>
    internal static Dataset<float, int> Numbered(int count)
        => new([.. Enumerable.Range(0, 2 * count).Select(i => (float)i)], [.. Enumerable.Range(0, count)]);

    internal static void AssertTogether(ReadOnlySpan<float> features, ReadOnlySpan<int> labels)
    {
        Assert.Equal(2 * labels.Length, features.Length);
        for (int i = 0; i < labels.Length; i++)
        {
            Assert.Equal(2 * labels[i], features[2 * i]);
            Assert.Equal(2 * labels[i] + 1, features[2 * i + 1]);
        }
    }
}
