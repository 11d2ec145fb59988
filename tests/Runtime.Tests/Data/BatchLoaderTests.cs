using DiffGen.Data;

namespace DiffGen.Tests.Data;

public class BatchLoaderTests
{
    [Fact]
    public void WithoutSeedKeepsTheOrder()
    {
        var loader = new BatchLoader<float, int>(DatasetTests.Numbered(7), 3);
        Assert.Equal((3, 3, 7), (loader.BatchSize, loader.BatchesPerEpoch, loader.Count));
        Assert.Equal(["0 1 2", "3 4 5", "6"], Epoch(loader));
        Assert.Equal(["0 1 2", "3 4 5", "6"], Epoch(loader));
    }

    [Fact]
    public void EveryEpochHasEverySampleInANewOrder()
    {
        var loader = new BatchLoader<float, int>(DatasetTests.Numbered(50), 8, seed: 1);
        string[] first = Epoch(loader), second = Epoch(loader);
        Assert.Equal(7, first.Length);
        Assert.NotEqual(first, second);
        foreach (string[] epoch in (string[][])[first, second])
            Assert.Equal(Enumerable.Range(0, 50), string.Join(' ', epoch).Split(' ').Select(int.Parse).Order());
    }

    [Fact]
    public void OrderIsFrozen()
    {
        Assert.Equal(["3 6 1 5", "0 9 2 8", "4 7"], Epoch(new BatchLoader<float, int>(DatasetTests.Numbered(10), 4, seed: 1)));
        Assert.NotEqual(
            Epoch(new BatchLoader<float, int>(DatasetTests.Numbered(10), 4, seed: 1)),
            Epoch(new BatchLoader<float, int>(DatasetTests.Numbered(10), 4, seed: 2)));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(11)]
    [InlineData(int.MaxValue)]
    public void LargeBatchIsTheWholeSet(int size)
    {
        var loader = new BatchLoader<float, int>(DatasetTests.Numbered(10), size);
        Assert.Equal(10, loader.BatchSize);
        Assert.Single(Epoch(loader));
    }

    [Fact]
    public void EvenDivisionHasNoEmptyBatch()
        => Assert.Equal(["0 1", "2 3"], Epoch(new BatchLoader<float, int>(DatasetTests.Numbered(4), 2)));

    [Fact]
    public void BuffersAreReused()
    {
        var loader = new BatchLoader<float, int>(DatasetTests.Numbered(100), 16, seed: 1);
        float sum = 0;
        Assert.Equal(0, Allocation.Of(() =>
        {
            foreach (Batch<float, int> batch in loader.NextEpoch())
                sum += batch.Features[0];
        }));
    }

    [Fact]
    public void ArgumentsAreChecked()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new BatchLoader<float, int>(DatasetTests.Numbered(4), 0));
        Assert.Throws<ArgumentNullException>(() => new BatchLoader<float, int>(null!, 1, seed: 1));
    }

    private static string[] Epoch(BatchLoader<float, int> loader)
    {
        var batches = new List<string>();
        foreach (Batch<float, int> batch in loader.NextEpoch())
        {
            DatasetTests.AssertTogether(batch.Features, batch.Labels);
            Assert.Equal(batch.Labels.Length, batch.Count);
            batches.Add(string.Join(' ', batch.Labels.ToArray()));
        }

        return [.. batches];
    }
}
