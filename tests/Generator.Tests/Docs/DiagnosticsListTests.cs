using System.Text;
using DiffGen.Generator.Diagnostics;
using DiffGen.Generator.Tests.Diagnostics;
using DiffGen.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;

namespace DiffGen.Generator.Tests.Docs;

/// <summary>docs/diagnostics/README.md: every rule, with the test that triggers it.</summary>
public sealed class DiagnosticsListTests
{
    private const string Folder = "tests/Generator.Tests/Diagnostics";

    [Fact]
    public void Is_up_to_date() => GeneratedPage.Check("docs/diagnostics/README.md", Text());

    private static string Text()
    {
        var text = new StringBuilder(
            """
            # Diagnostics

            Every rule of the analyzer and of the generator. A page says what brings the rule about and what to do; the test class has code that
            triggers it, code that doesn't, and that a pragma silences it. The last column counts further sources that a rule refuses, each at
            the marked expression: rows of `tests/Generator.Tests/Diagnostics/UnsupportedConstructs.cs`.

            This page is written by a test, `tests/Generator.Tests/Docs/DiagnosticsListTests.cs`.

            | rule | | severity | test | further |
            | --- | --- | --- | --- | --- |

            """.Replace("\r\n", "\n", StringComparison.Ordinal));
        foreach (DiagnosticDescriptor rule in Descriptors.All.OrderBy(descriptor => descriptor.Id, StringComparer.Ordinal))
        {
            string title = rule.Title.ToString(System.Globalization.CultureInfo.InvariantCulture);
            int further = UnsupportedConstructs.All.Values.Count(row => row.Id == rule.Id);
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"| [{rule.Id}]({rule.Id}.md) | {title} | {rule.DefaultSeverity.ToString().ToLowerInvariant()} | {TestOf(rule.Id)} | {(further == 0 ? "" : further)} |\n");
        }

        return text.ToString();
    }

    private static string TestOf(string id)
    {
        string file = $"{Folder}/{id}Tests.cs";
        Assert.True(File.Exists(RepositoryRoot.Combine(file.Split('/'))), $"{file} is missing");
        return $"`{file}`";
    }
}
