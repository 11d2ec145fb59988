using System.Text.Json;

namespace DiffGen.Tests.Infrastructure;

/// <summary>The benchmark's comparison of outputs: the same shape, and numbers with |a − b| / max(1, |a| + |b|) within a tolerance.</summary>
internal static class JsonComparison
{
    /// <summary>What differs, by its path.</summary>
    /// <param name="expected">The expected output.</param>
    /// <param name="actual">The actual output.</param>
    /// <param name="tolerance">The largest difference of two numbers that counts as none.</param>
    /// <param name="path">Where the two stand.</param>
    public static IEnumerable<string> Mismatches(JsonElement expected, JsonElement actual, double tolerance, string path = "output")
    {
        if (expected.ValueKind != actual.ValueKind)
            return [$"{path}: expected {expected.ValueKind}, got {actual.ValueKind}"];
        return expected.ValueKind switch
        {
            JsonValueKind.Number => OfNumbers(expected.GetDouble(), actual.GetDouble(), tolerance, path),
            JsonValueKind.Array => OfArrays(expected, actual, tolerance, path),
            JsonValueKind.Object => OfObjects(expected, actual, tolerance, path),
            _ => [$"{path}: {expected.ValueKind} isn't compared"],
        };
    }

    private static string[] OfNumbers(double expected, double actual, double tolerance, string path)
    {
        double difference = Math.Abs(expected - actual) / Math.Max(1, Math.Abs(expected) + Math.Abs(actual));
        return difference <= tolerance ? [] : [FormattableString.Invariant($"{path}: expected {expected:R}, got {actual:R}")];
    }

    private static IEnumerable<string> OfArrays(JsonElement expected, JsonElement actual, double tolerance, string path)
    {
        int length = expected.GetArrayLength();
        return length != actual.GetArrayLength()
            ? [$"{path}: expected {length} elements, got {actual.GetArrayLength()}"]
            : expected.EnumerateArray().Zip(actual.EnumerateArray())
                .SelectMany((pair, i) => Mismatches(pair.First, pair.Second, tolerance, $"{path}[{i}]"));
    }

    private static IEnumerable<string> OfObjects(JsonElement expected, JsonElement actual, double tolerance, string path)
    {
        string[] names = [.. expected.EnumerateObject().Select(member => member.Name).Order(StringComparer.Ordinal)];
        string[] actualNames = [.. actual.EnumerateObject().Select(member => member.Name).Order(StringComparer.Ordinal)];
        return names.SequenceEqual(actualNames)
            ? names.SelectMany(name => Mismatches(expected.GetProperty(name), actual.GetProperty(name), tolerance, $"{path}.{name}"))
            : [$"{path}: expected {string.Join(", ", names)}, got {string.Join(", ", actualNames)}"];
    }
}
