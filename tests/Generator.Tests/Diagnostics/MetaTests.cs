using System.Text.RegularExpressions;
using DiffGen.Generator.Diagnostics;
using DiffGen.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;

namespace DiffGen.Generator.Tests.Diagnostics;

/// <summary>Every rule has a page, a test class and a message in the house style.</summary>
public sealed partial class MetaTests
{
    /// <summary>Reported by the generator for a bug of ours: no source brings it about.</summary>
    private const string InternalError = "DG9999";

    public static TheoryData<string> Ids() => [.. Descriptors.All.Select(descriptor => descriptor.Id)];

    [Theory, MemberData(nameof(Ids))]
    public void Has_a_page(string id)
    {
        string page = RepositoryRoot.Combine("docs", "diagnostics", $"{id}.md");
        Assert.True(File.Exists(page), $"docs/diagnostics/{id}.md is missing");
        Assert.Contains(id, File.ReadAllText(page), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Ids))]
    public void Has_a_test_class(string id)
    {
        Type? tests = typeof(MetaTests).Assembly.GetType($"{typeof(MetaTests).Namespace}.{id}Tests");
        Assert.True(tests is not null, $"{id}Tests is missing");
    }

    [Theory, MemberData(nameof(Ids))]
    public void Is_written_in_the_house_style(string id)
    {
        DiagnosticDescriptor descriptor = Descriptors.Find(id);
        string message = descriptor.MessageFormat.ToString(System.Globalization.CultureInfo.InvariantCulture);
        Assert.Matches(IdPattern(), id);
        Assert.Equal("DiffGen", descriptor.Category);
        Assert.False(message.EndsWith('.'), message);
        Assert.EndsWith($"docs/diagnostics/{id}.md", descriptor.HelpLinkUri, StringComparison.Ordinal);
        Assert.True(descriptor.IsEnabledByDefault);
    }

    [Fact]
    public void Ids_are_unique() => Assert.Distinct(Descriptors.All.Select(descriptor => descriptor.Id));

    [Fact]
    public void Analyzer_supports_every_rule()
    {
        IEnumerable<string> supported = new DifferentiableAnalyzer().SupportedDiagnostics.Select(descriptor => descriptor.Id);
        Assert.Empty(Descriptors.All.Select(descriptor => descriptor.Id).Where(id => id != InternalError).Except(supported));
    }

    [Fact]
    public void Every_page_is_of_a_rule()
    {
        IEnumerable<string> pages = Directory.EnumerateFiles(RepositoryRoot.Combine("docs", "diagnostics"), "DG*.md")
            .Select(path => Path.GetFileNameWithoutExtension(path));
        Assert.Empty(pages.Except(Descriptors.All.Select(descriptor => descriptor.Id)));
    }

    [GeneratedRegex(@"^DG\d{4}$")]
    private static partial Regex IdPattern();
}
