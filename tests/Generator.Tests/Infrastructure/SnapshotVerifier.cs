using System.Text;
using DiffPlex;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;
using Microsoft.CodeAnalysis;

namespace DiffGen.Generator.Tests.Infrastructure;

/// <summary>
/// Compares generated files with the verified ones beside the test, in the file format of Verify.SourceGenerators:
/// <c>Class.Method#Hint.g.verified.cs</c>, UTF-8 with a byte order mark, line feeds, no newline added at the end.
/// </summary>
internal static class SnapshotVerifier
{
    public const string AcceptVariable = "DIFFGEN_ACCEPT_SNAPSHOTS";

    private static readonly UTF8Encoding Utf8WithMark = new(encoderShouldEmitUTF8Identifier: true);

    public static void Verify(GeneratorRunResult result, string directory, string prefix, bool accept)
    {
        List<SnapshotTarget> targets = SnapshotTarget.Of(result, prefix);
        DeleteReceived(directory, prefix);
        var differences = new StringBuilder();
        foreach (SnapshotTarget target in targets)
            differences.Append(Compare(directory, target, accept));
        foreach (string stale in Verified(directory, prefix).Except(targets.Select(target => target.VerifiedName)))
            differences.Append(Stale(directory, stale, accept));
        Assert.True(
            differences.Length == 0,
            $"{differences}\nIf this is right, accept it: {AcceptVariable}=1 dotnet test tests/Generator.Tests");
    }

    /// <summary>Set by a person to accept what was received; never where a build server runs the tests.</summary>
    public static bool AcceptRequested()
    {
        bool requested = Environment.GetEnvironmentVariable(AcceptVariable) == "1";
        Assert.False(requested && Environment.GetEnvironmentVariable("CI") is not null, $"{AcceptVariable} is set on a build server");
        return requested;
    }

    private static string Compare(string directory, SnapshotTarget target, bool accept)
    {
        string verified = Path.Combine(directory, target.VerifiedName);
        string expected = File.Exists(verified) ? Normalise(File.ReadAllText(verified)) : "";
        if (File.Exists(verified) && expected == target.Text)
            return "";
        if (accept)
        {
            File.WriteAllText(verified, target.Text, Utf8WithMark);
            return "";
        }

        File.WriteAllText(Path.Combine(directory, target.ReceivedName), target.Text, Utf8WithMark);
        string state = File.Exists(verified) ? "differs" : "is new";
        return $"{target.VerifiedName} {state}:\n{Difference(expected, target.Text)}\n";
    }

    private static string Stale(string directory, string name, bool accept)
    {
        if (!accept)
            return $"{name} is stale: nothing of that name is generated\n";
        File.Delete(Path.Combine(directory, name));
        return "";
    }

    private static IEnumerable<string> Verified(string directory, string prefix) => Find(directory, prefix, "verified");

    private static void DeleteReceived(string directory, string prefix)
    {
        foreach (string name in Find(directory, prefix, "received").ToList())
            File.Delete(Path.Combine(directory, name));
    }

    private static IEnumerable<string> Find(string directory, string prefix, string state) =>
        Directory.EnumerateFiles(directory, $"{prefix}*.{state}.*")
            .Select(path => Path.GetFileName(path))
            .Where(name => name.StartsWith($"{prefix}#", StringComparison.Ordinal)
                || name.StartsWith($"{prefix}.{state}.", StringComparison.Ordinal));

    private static string Difference(string expected, string actual)
    {
        var text = new StringBuilder();
        foreach (DiffPiece line in new InlineDiffBuilder(new Differ()).BuildDiffModel(expected, actual, ignoreWhitespace: false).Lines)
        {
            string mark = line.Type switch
            {
                ChangeType.Inserted => "+ ",
                ChangeType.Deleted => "- ",
                _ => "  ",
            };
            text.Append(mark).Append(line.Text).Append('\n');
        }

        return text.ToString();
    }

    private static string Normalise(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal);
}
