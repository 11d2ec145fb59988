namespace DiffGen.Tests.Objectives;

public class SparsityPatternTests
{
    [Fact]
    public void HasWhatItIsGiven()
    {
        int[] starts = [0, 2, 2, 3], columns = [0, 3, 1];
        var pattern = new SparsityPattern(3, 4, starts, columns);
        starts[1] = columns[0] = 9;
        Assert.Equal((3, 4, 3), (pattern.RowCount, pattern.ColumnCount, pattern.Count));
        Assert.Equal([0, 2, 2, 3], pattern.RowStarts.ToArray());
        Assert.Equal([0, 3, 1], pattern.Columns.ToArray());
    }

    [Fact]
    public void MayBeEmpty()
    {
        var pattern = new SparsityPattern(0, 0, [0], []);
        Assert.Equal((0, 0, 0), (pattern.RowCount, pattern.ColumnCount, pattern.Count));
    }

    [Theory]
    [InlineData(new[] { 0, 1 }, new[] { 0 })]
    [InlineData(new[] { 1, 1, 1 }, new[] { 0 })]
    [InlineData(new[] { 0, 1, 2 }, new[] { 0 })]
    [InlineData(new[] { 0, 2, 1 }, new[] { 0 })]
    [InlineData(new[] { 0, 5, 1 }, new[] { 0 })]
    [InlineData(new[] { 0, 1, 1 }, new[] { 3 })]
    [InlineData(new[] { 0, 1, 1 }, new[] { -1 })]
    [InlineData(new[] { 0, 2, 2 }, new[] { 1, 1 })]
    [InlineData(new[] { 0, 2, 2 }, new[] { 2, 0 })]
    public void IsChecked(int[] starts, int[] columns)
        => Assert.Throws<ArgumentException>(() => new SparsityPattern(2, 3, starts, columns));

    [Fact]
    public void SizesAreChecked()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new SparsityPattern(-1, 0, [0], []));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SparsityPattern(0, -1, [0], []));
    }
}
