using System.Text.RegularExpressions;

namespace DiffGen.Generator.Tests.Docs;

/// <summary>A row of docs/supported-csharp.md.</summary>
/// <param name="Section">The heading above it.</param>
/// <param name="Construct">The first column.</param>
/// <param name="Example">The code.</param>
/// <param name="Id">The rule that refuses it; empty where it is supported.</param>
internal sealed partial record SupportedRow(string Section, string Construct, string Example, string Id)
{
    public static IReadOnlyList<SupportedRow> All { get; } = [.. Read(MarkdownPage.Read("docs/supported-csharp.md"))];

    private static IEnumerable<SupportedRow> Read(MarkdownPage page)
    {
        string section = "";
        foreach (string line in page.Text.Split('\n').TakeWhile(line => line != SupportedOperationsTests.Heading))
        {
            if (line.StartsWith("## ", StringComparison.Ordinal))
                section = line[3..];
            if (!line.StartsWith("| ", StringComparison.Ordinal) || line is "| construct | example | |" or "| --- | --- | --- |")
                continue;
            Match row = RowPattern().Match(line);
            Assert.True(row.Success, $"no row of the table: {line}");
            yield return new SupportedRow(
                section,
                row.Groups["construct"].Value,
                row.Groups["example"].Value.Replace(@"\|", "|", StringComparison.Ordinal),
                row.Groups["id"].Value);
        }
    }

    [GeneratedRegex(@"^\| (?<construct>.+?) \| `(?<example>[^`]+)` \| (yes|\[not yet\]\(diagnostics/(?<id>DG\d{4})\.md\)) \|$")]
    private static partial Regex RowPattern();
}
