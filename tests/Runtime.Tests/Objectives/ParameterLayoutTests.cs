namespace DiffGen.Tests.Objectives;

public class ParameterLayoutTests
{
    private static readonly ParameterLayout Layout = new(
        new ParameterInfo("Hidden.W", 0, new[] { 3, 2 }),
        new ParameterInfo("Hidden.B", 6, new[] { 3 }),
        new ParameterInfo("Scale", 9, default));

    [Fact]
    public void LengthIsTheLargestEnd()
    {
        Assert.Equal(10, Layout.Length);
        Assert.Equal(0, new ParameterLayout().Length);
        Assert.Equal(7, new ParameterLayout(new ParameterInfo("a", 5, new[] { 2 }), new ParameterInfo("b", 0, new[] { 5 })).Length);
    }

    [Fact]
    public void EntriesKeepTheirOrder()
        => Assert.Equal(["Hidden.W", "Hidden.B", "Scale"], Layout.Entries.ToArray().Select(entry => entry.Name));

    [Fact]
    public void EntriesAreCopied()
    {
        ParameterInfo[] entries = [new("a", 0, default)];
        var layout = new ParameterLayout(entries);
        entries[0] = new("b", 0, default);
        Assert.Equal("a", layout.Entries[0].Name);
    }

    [Fact]
    public void LooksUpByName()
    {
        Assert.Equal(6, Layout["Hidden.B"].Offset);
        Assert.True(Layout.TryGet("Scale", out ParameterInfo scale));
        Assert.Equal(1, scale.Length);
        Assert.False(Layout.TryGet("scale", out _));
        var error = Assert.Throws<KeyNotFoundException>(() => Layout["W"]);
        Assert.Contains("Hidden.W, Hidden.B, Scale", error.Message);
    }

    [Fact]
    public void RefusesBadEntries()
    {
        Assert.Throws<ArgumentException>(() => new ParameterLayout(new ParameterInfo("", 0, default)));
        Assert.Throws<ArgumentException>(() => new ParameterLayout(default(ParameterInfo)));
        Assert.Throws<ArgumentException>(() => new ParameterLayout(new ParameterInfo("a", -1, default)));
        Assert.Throws<ArgumentException>(() => new ParameterLayout(new ParameterInfo("a", 0, new[] { -1 })));
        Assert.Throws<ArgumentException>(
            () => new ParameterLayout(new ParameterInfo("a", 0, default), new ParameterInfo("a", 1, default)));
        Assert.Throws<OverflowException>(() => new ParameterLayout(new ParameterInfo("a", 0, new[] { 1 << 16, 1 << 16 })));
        Assert.Throws<OverflowException>(() => new ParameterLayout(new ParameterInfo("a", int.MaxValue, new[] { 1 })));
    }

    [Fact]
    public void InfosAreEqualByContent()
    {
        var a = new ParameterInfo("a", 1, new[] { 2, 3 });
        Assert.Equal(a, new ParameterInfo("a", 1, new[] { 2, 3 }));
        Assert.Equal(a.GetHashCode(), new ParameterInfo("a", 1, new[] { 2, 3 }).GetHashCode());
        Assert.NotEqual(a, new ParameterInfo("a", 1, new[] { 3, 2 }));
        Assert.NotEqual(a, new ParameterInfo("a", 2, new[] { 2, 3 }));
        Assert.NotEqual(a, new ParameterInfo("b", 1, new[] { 2, 3 }));
        Assert.Equal("a[2, 3] @ 1", a.ToString());
    }

    [Fact]
    public void StopIsTheIdentity()
    {
        Assert.Equal(1.5, Gradient.Stop(1.5));
        Assert.Equal(1.5f, Gradient.Stop(1.5f));
        Assert.Equal((Half)1.5, Gradient.Stop((Half)1.5));
        Assert.Equal(int.MaxValue, Gradient.Stop(int.MaxValue));
    }
}
