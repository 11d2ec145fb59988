using System.Text.Json;
using DiffGen.Minimizers;
using DiffGen.Samples.CurveFit;

namespace DiffGen.Tests.CurveFits;

/// <summary>The fits of the sample CurveFit against fits computed independently.</summary>
public class CurveFitTests
{
    public static TheoryData<string> Names => [.. References().RootElement.EnumerateObject().Select(fit => fit.Name)];

    [Theory, MemberData(nameof(Names))]
    public void AgreesWithTheReference(string name)
    {
        JsonElement reference = References().RootElement.GetProperty(name);
        Fit fit = Fit.All(Path.GetDirectoryName(DataFolder.Sample("BOD.csv"))!).Single(fit => fit.Name == name);
        LeastSquaresResult result = fit.Run();
        Assert.True(result.Converged, result.ToString());
        Assert.Equal(reference.GetProperty("n").GetInt32(), fit.Count);
        AssertNumbers(reference.GetProperty("b"), result.Point);
        AssertNumbers(reference.GetProperty("se"), result.StandardErrors);
        Assert.Equal(reference.GetProperty("rss").GetDouble(), result.ResidualSumOfSquares, 1e-8 * result.ResidualSumOfSquares);
    }

    [Fact]
    public void EveryFitHasAReference()
        => Assert.Equal(
            Names.Select(row => row.Data),
            Fit.All(Path.GetDirectoryName(DataFolder.Sample("BOD.csv"))!).Select(fit => fit.Name));

    private static void AssertNumbers(JsonElement expected, double[] actual)
    {
        Assert.Equal(expected.GetArrayLength(), actual.Length);
        for (int j = 0; j < actual.Length; j++)
        {
            double number = expected[j].GetDouble();
            Assert.Equal(number, actual[j], 1e-7 * Math.Abs(number));
        }
    }

    private static JsonDocument References() => JsonDocument.Parse(File.ReadAllText(DataFolder.Sample("reference_fits.json")));
}
