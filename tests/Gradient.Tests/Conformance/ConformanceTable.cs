using System.Globalization;
using System.Text.Json;

namespace DiffGen.Tests.Conformance;

/// <summary>programs.json: per program the points, values and gradients, re-derived with 60-digit arithmetic.</summary>
internal static class ConformanceTable
{
    private static readonly Lazy<IReadOnlyDictionary<string, ConformanceCase[]>> Table = new(Read);

    /// <param name="id">The id of the table, alone or followed by the name of a variant: "F1", "F1 by products".</param>
    public static ConformanceCase[] Cases(string id) => Table.Value[id.Split(' ')[0]];

    private static Dictionary<string, ConformanceCase[]> Read()
    {
        string path = Path.Combine(AppContext.BaseDirectory, "Conformance", "programs.json");
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(path));
        return document.RootElement.EnumerateArray().ToDictionary(
            program => program.GetProperty("id").GetString()!,
            program => program.GetProperty("cases").EnumerateArray().Select(ReadCase).ToArray());
    }

    private static ConformanceCase ReadCase(JsonElement element) => new(
        Numbers(element.GetProperty("at")),
        Number(element.GetProperty("value")),
        Numbers(element.GetProperty("gradient")));

    private static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(Number)];

    private static double Number(JsonElement text) => double.Parse(text.GetString()!, CultureInfo.InvariantCulture);
}
