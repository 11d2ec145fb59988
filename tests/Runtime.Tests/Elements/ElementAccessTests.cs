using DiffGen.Elements;

namespace DiffGen.Tests.Elements;

public class ElementAccessTests
{
    [Fact]
    public void AnElementIsItsPlace()
    {
        int[] array = [1, 2, 3, 4];
        Span<int> span = array.AsSpan(1);
        ReadOnlySpan<int> readOnly = array.AsSpan(2);
        for (int i = 0; i < 2; i++)
        {
            Assert.Equal(array[i], array.At(i));
            Assert.Equal(array[i + 1], span.At(i));
            Assert.Equal(array[i + 2], readOnly.At(i));
        }

        array.At(0) = 10;
        span.At(2) += 5;
        Assert.Equal([10, 2, 3, 9], array);
        Assert.Equal(9, readOnly.At(1));
    }

    [Fact]
    public void AWindowIsTheSameStorage()
    {
        int[] array = [1, 2, 3, 4];
        for (int start = 0; start <= 4; start++)
        {
            for (int length = 0; start + length <= 4; length++)
            {
                Assert.True(array.AsSpan(start, length) == array.SliceAt(start, length));
                Assert.True(array.AsSpan(start, length) == array.AsSpan().SliceAt(start, length));
                Assert.True(array.AsSpan(start, length) == ((ReadOnlySpan<int>)array).SliceAt(start, length));
            }
        }
        array.AsSpan(1).SliceAt(1, 2)[1] = 9;
        Assert.Equal([1, 2, 3, 9], array);
        Assert.Equal([3, 9], ((ReadOnlySpan<int>)array).SliceAt(2, 2));
    }

    [Fact]
    public void ElementsMayBeOfAnyType()
    {
        (double, string)[] array = [(1, "a"), (2, "b")];
        array.At(1).Item2 = "c";
        Assert.Equal((2, "c"), array[1]);
        Assert.Equal("c", array.AsSpan().At(1).Item2);
    }
}
