using DiffGen.Workspaces;

namespace DiffGen.Tests.Workspaces;

public class GuardTests
{
    [Fact]
    public void LengthNamesParameterExpectedAndActual()
    {
        Guard.Length(3, 3, "x");
        var error = Assert.Throws<ArgumentException>(() => Guard.Length(2, 3, "x"));
        Assert.Equal("x", error.ParamName);
        Assert.StartsWith("'x' must have length 3, but has length 2", error.Message);
    }

    [Theory]
    [InlineData(0, 4, 4, 4, false)]
    [InlineData(0, 5, 4, 4, true)]
    [InlineData(4, 4, 0, 4, false)]
    [InlineData(4, 4, 0, 5, true)]
    [InlineData(2, 2, 0, 8, true)]
    [InlineData(0, 8, 2, 2, true)]
    [InlineData(3, 3, 3, 3, true)]
    [InlineData(3, 0, 0, 8, false)]
    [InlineData(0, 8, 3, 0, false)]
    [InlineData(0, 0, 0, 0, false)]
    public void DisjointFindsOverlaps(int aStart, int aLength, int bStart, int bLength, bool overlap)
    {
        var array = new double[8];
        Exception? error = Record.Exception(() => Guard.Disjoint<double, double>(
            array.AsSpan(aStart, aLength), "first", array.AsSpan(bStart, bLength), "second"));
        Assert.Equal(overlap, error is ArgumentException);
        if (overlap)
        {
            Assert.Contains("'first'", error!.Message);
            Assert.Contains("'second'", error.Message);
        }
    }

    [Fact]
    public void DisjointSeesOtherElementTypes()
    {
        var array = new long[4];
        var bytes = System.Runtime.InteropServices.MemoryMarshal.AsBytes(array.AsSpan());
        Guard.Disjoint<long, byte>(array.AsSpan(0, 2), "a", bytes[16..], "b");
        Guard.Disjoint<byte, long>(bytes[16..], "b", array.AsSpan(0, 2), "a");
        Assert.Throws<ArgumentException>(() => Guard.Disjoint<long, byte>(
            array.AsSpan(0, 2), "a", System.Runtime.InteropServices.MemoryMarshal.AsBytes(array.AsSpan())[15..16], "b"));
    }

    [Theory]
    [InlineData(4, 0, 4, false)]
    [InlineData(4, 3, 1, false)]
    [InlineData(4, 4, 1, true)]
    [InlineData(4, 0, 5, true)]
    [InlineData(4, 1, 4, true)]
    [InlineData(4, -1, 1, true)]
    [InlineData(4, -1, 3, true)]
    [InlineData(4, int.MinValue, int.MaxValue, true)]
    [InlineData(4, int.MaxValue, 1, true)]
    [InlineData(4, int.MaxValue, int.MaxValue, true)]
    [InlineData(int.MaxValue, int.MaxValue, int.MaxValue, true)]
    [InlineData(int.MaxValue, 1, int.MaxValue, true)]
    [InlineData(int.MaxValue, 0, int.MaxValue, false)]
    [InlineData(0, 0, 1, true)]
    [InlineData(0, 0, 0, false)]
    [InlineData(4, -1, 0, false)]
    [InlineData(4, 9, 0, false)]
    [InlineData(4, -1, -1, false)]
    [InlineData(4, int.MaxValue, int.MinValue, false)]
    public void ElementsAreCheckedFromTheFirstToTheLast(int length, int first, int count, bool isOut)
    {
        Assert.Equal(isOut, Record.Exception(() => Guard.Elements(length, first, count)) is IndexOutOfRangeException);
        Assert.Equal(isOut, Record.Exception(() => Guard.Elements(length, first, 0, count)) is IndexOutOfRangeException);
    }

    [Theory]
    [InlineData(4, 0, 3, 7, false)]
    [InlineData(4, 1, 3, 7, true)]
    [InlineData(4, -1, -1, 2, true)]
    [InlineData(4, 9, 5, 5, false)]
    [InlineData(4, -9, 5, 3, false)]
    [InlineData(4, 1, int.MaxValue, int.MinValue, false)]
    [InlineData(4, 0, int.MinValue, int.MaxValue, true)]
    [InlineData(int.MaxValue, 0, -2_000_000_000, 2_000_000_000, true)]
    [InlineData(int.MaxValue, 0, int.MinValue, -1, false)]
    [InlineData(4, 3, int.MaxValue - 1, int.MaxValue, false)]
    public void ElementsAreCheckedBetweenTheBoundsOfALoop(int length, int first, int lower, int upper, bool isOut)
        => Assert.Equal(isOut, Record.Exception(() => Guard.Elements(length, first, lower, upper)) is IndexOutOfRangeException);

    [Theory]
    [InlineData(4, 0, 3, 6, false)]
    [InlineData(4, 1, 3, 6, true)]
    [InlineData(4, -1, -1, 1, true)]
    [InlineData(4, 9, 5, 4, false)]
    [InlineData(4, 3, 5, 5, false)]
    [InlineData(4, 4, 5, 5, true)]
    [InlineData(0, 0, 0, 0, true)]
    [InlineData(0, 0, 0, -1, false)]
    [InlineData(4, 1, int.MaxValue, int.MinValue, false)]
    [InlineData(4, 0, int.MinValue, int.MaxValue, true)]
    [InlineData(int.MaxValue, 0, 0, int.MaxValue, true)]
    [InlineData(int.MaxValue, 0, 1, int.MaxValue, false)]
    [InlineData(int.MaxValue, int.MaxValue, 0, int.MaxValue, true)]
    public void ElementsAreCheckedThroughTheLastOfALoop(int length, int first, int lower, int last, bool isOut)
        => Assert.Equal(isOut, Record.Exception(() => Guard.ElementsThrough(length, first, lower, last)) is IndexOutOfRangeException);

    [Theory]
    [InlineData(45, 0, 10, 9, -1, false)]
    [InlineData(44, 0, 10, 9, -1, true)]
    [InlineData(45, 1, 10, 9, -1, true)]
    [InlineData(55, 0, 10, 1, 1, false)]
    [InlineData(54, 0, 10, 1, 1, true)]
    [InlineData(54, -1, 10, 1, 1, true)]
    [InlineData(0, -5, 1, 0, 1, false)]
    [InlineData(0, 7, 1, 0, -1, false)]
    [InlineData(0, 0, 0, 5, 1, false)]
    [InlineData(0, 0, -3, 5, 1, false)]
    [InlineData(int.MaxValue, 0, 65537, 0, 1, true)]
    [InlineData(int.MaxValue, 0, 65536, 0, 1, false)]
    [InlineData(int.MaxValue, int.MaxValue, int.MaxValue, 1, 1, true)]
    [InlineData(int.MaxValue, 10, int.MaxValue, int.MaxValue, -1, true)]
    [InlineData(int.MaxValue, 10, 3, int.MinValue, -1, true)]
    public void RowsAreCheckedFromTheFirstElementToTheLast(int length, int first, int rows, int firstLength, int change, bool isOut)
        => Assert.Equal(isOut, Record.Exception(() => Guard.Rows(length, first, rows, firstLength, change)) is IndexOutOfRangeException);

    [Fact]
    public void DisjointAcceptsSeparateArrays()
        => Guard.Disjoint<double, float>(new double[10], "a", new float[10], "b");

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void PositiveRefusesLessThanOne(int count)
    {
        Guard.Positive(1, "count");
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => Guard.Positive(count, "count"));
        Assert.Equal("count", error.ParamName);
        Assert.Equal(count, error.ActualValue);
    }

    [Fact]
    public void BatchLengthAsksForAMultiple()
    {
        Guard.BatchLength(12, 4, "x");
        Guard.BatchLength(0, 4, "x");
        var error = Assert.Throws<ArgumentException>(() => Guard.BatchLength(13, 4, "x"));
        Assert.Equal("x", error.ParamName);
        Assert.Contains("13", error.Message);
        Assert.Contains("4", error.Message);
    }

    [Fact]
    public void BatchShapeAsksForTheProduct()
    {
        Guard.BatchShape(12, 4, 3, "x");
        var error = Assert.Throws<ArgumentException>(() => Guard.BatchShape(13, 4, 3, "x"));
        Assert.Equal("x", error.ParamName);
        Assert.Contains("12", error.Message);
        Assert.Contains("13", error.Message);
    }

    [Fact]
    public void BatchShapeDoesNotOverflow()
        => Assert.Throws<ArgumentException>(() => Guard.BatchShape(0, 1 << 16, 1 << 16, "x"));

    [Fact]
    public void NotNullNamesTheParameter()
    {
        Guard.NotNull("", "x");
        Assert.Equal("x", Assert.Throws<ArgumentNullException>(() => Guard.NotNull(null, "x")).ParamName);
    }

    [Theory]
    [InlineData(0, 1, true)]
    [InlineData(4, 5, true)]
    [InlineData(5, 5, false)]
    [InlineData(-1, 5, false)]
    [InlineData(0, 0, false)]
    [InlineData(int.MinValue, int.MaxValue, false)]
    public void IndexThrowsWhatAnElementThrows(int index, int length, bool isValid)
    {
        if (isValid)
            Assert.Equal(index, Guard.Index(index, length));
        else
            Assert.Throws<IndexOutOfRangeException>(() => Guard.Index(index, length));
    }
}
