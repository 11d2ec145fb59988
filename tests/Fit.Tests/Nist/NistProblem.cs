using System.Text.Json;

namespace DiffGen.Tests.Nist;

/// <summary>A problem of the collection for nonlinear regression of NIST's statistical reference datasets.</summary>
/// <param name="Name">Its name there.</param>
/// <param name="Starts">The two starting points.</param>
/// <param name="Certified">The certified parameters, to 11 digits.</param>
/// <param name="CertifiedErrors">Their certified standard errors.</param>
/// <param name="CertifiedSquares">The certified residual sum of squares.</param>
/// <param name="Xs">What was controlled, row after row.</param>
/// <param name="Ys">What was observed.</param>
public sealed record NistProblem(
    string Name,
    IReadOnlyList<double[]> Starts,
    double[] Certified,
    double[] CertifiedErrors,
    double CertifiedSquares,
    double[] Xs,
    double[] Ys)
{
    /// <summary>What was generated for the model.</summary>
    public NistFunctions Functions { get; } = NistFunctions.Of(Name, Xs, Ys);

    /// <summary>Reads the collection.</summary>
    /// <param name="path">The file.</param>
    /// <returns>Its problems.</returns>
    public static IReadOnlyList<NistProblem> Read(string path)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(path));
        return
        [
            .. document.RootElement.EnumerateArray().Select(problem => new NistProblem(
                problem.GetProperty("name").GetString()!,
                [Numbers(problem.GetProperty("start1")), Numbers(problem.GetProperty("start2"))],
                Numbers(problem.GetProperty("certified")),
                Numbers(problem.GetProperty("certified_sd")),
                problem.GetProperty("certified_rss").GetDouble(),
                Numbers(problem.GetProperty("x")),
                Numbers(problem.GetProperty("y")))),
        ];
    }

    /// <summary>The smallest log relative error, -log₁₀(|a - e|/|e|), of some numbers: about how many of their digits are right.
    /// 11 at most, as many as are certified.</summary>
    /// <param name="actual">The numbers.</param>
    /// <param name="expected">What they should be.</param>
    /// <returns>The digits, at least 0.</returns>
    public static double Digits(ReadOnlySpan<double> actual, ReadOnlySpan<double> expected)
    {
        double digits = 11;
        for (int i = 0; i < expected.Length; i++)
        {
            double error = Math.Abs(actual[i] - expected[i]) / Math.Abs(expected[i]);
            double here = error == 0 ? 11 : -Math.Log10(error);
            digits = double.IsNaN(here) ? 0 : Math.Clamp(here, 0, digits);
        }

        return digits;
    }

    // Rows of more than one number come one after the other.
    private static double[] Numbers(JsonElement array) =>
    [
        .. array.EnumerateArray().SelectMany(element => element.ValueKind == JsonValueKind.Array ? Numbers(element) : [element.GetDouble()]),
    ];
}
