using System.Text.Json;
using DiffGen.Tests.Infrastructure;

namespace DiffGen.Tests;

/// <summary>Every function against the outputs that the benchmark's own implementations give, where these files are.</summary>
public sealed class ExpectedOutputTests
{
    private const double Tolerance = 1e-9;

    public static TheoryData<string, string, string> Cases => new()
    {
        { "gmm", "d2_k5_n1000", "objective" },
        { "gmm", "d2_k5_n1000", "jacobian" },
        { "gmm", "d10_k5_n1000", "objective" },
        { "gmm", "d10_k5_n1000", "jacobian" },
        { "lstm", "l2_c1024", "objective" },
        { "lstm", "l2_c1024", "jacobian" },
        { "ba", "ba1_n49_m7776_p31843", "objective" },
        { "ba", "ba1_n49_m7776_p31843", "jacobian" },
        { "lse", "n2500", "primal" },
        { "lse", "n2500", "gradient" },
        { "llsq", "n16_m128", "primal" },
        { "llsq", "n16_m128", "gradient" },
        { "llsq", "n256_m128", "primal" },
        { "llsq", "n256_m128", "gradient" },
        { "ode", "n1000_s1", "primal" },
    };

    [Theory, MemberData(nameof(Cases))]
    public void Output_is_the_expected_one(string eval, string size, string function)
    {
        JsonElement expected = Outputs.Parsed(File.ReadAllText(DataFolder.Local("gradbench", $"{eval}-{size}-{function}.json")));
        JsonElement actual = Outputs.Of(eval, function, File.ReadAllText(DataFolder.Local("gradbench", $"{eval}-{size}.json")));
        Assert.Empty(JsonComparison.Mismatches(expected, actual, Tolerance));
    }

    [Theory]
    [InlineData("[1, 2]", "[1, 2.00000001]")]
    [InlineData("[1, 2]", "[1]")]
    [InlineData("[1, 2]", "[1, null]")]
    [InlineData("""{"a": 1}""", """{"b": 1}""")]
    [InlineData("""{"a": 1}""", """{"a": 1, "b": 1}""")]
    [InlineData("""{"a": [[1], [-1e9]]}""", """{"a": [[1], [1e9]]}""")]
    [InlineData("1", "true")]
    public void Comparison_finds_what_differs(string expected, string actual)
        => Assert.Single(JsonComparison.Mismatches(Outputs.Parsed(expected), Outputs.Parsed(actual), Tolerance));

    [Fact]
    public void Comparison_is_relative_for_large_numbers_and_absolute_for_small_ones()
        => Assert.Empty(JsonComparison.Mismatches(Outputs.Parsed("[1e9, 0]"), Outputs.Parsed("[1000000001, 1e-10]"), Tolerance));
}
