using DiffGen.Fuzz;

namespace DiffGen.Generator.Tests.Fuzz;

/// <summary>
/// A short run of the fuzzer: what holds of derivatives holds of random programs too. The console project runs as many as one likes.
/// </summary>
public sealed class FuzzTests
{
    [Fact]
    public void Programs_of_the_subset_pass()
    {
        FuzzSummary summary = Run(new Options(Seed: 1, Count: 60));
        Assert.True(summary.Entries > 1000, summary.ToString());
    }

    [Fact]
    public void What_is_outside_of_the_subset_is_refused_there() => Run(new Options(Seed: 1, Count: 60, IsPlanted: true));

    private static FuzzSummary Run(Options options)
    {
        var output = new StringWriter();
        FuzzSummary summary = new Fuzzer(options, output).Run();
        Assert.True(summary.Failures == 0, output.ToString());
        return summary;
    }
}
