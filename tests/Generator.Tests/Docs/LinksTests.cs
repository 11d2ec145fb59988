using System.Text.RegularExpressions;
using DiffGen.Generator.Tests.Infrastructure;

namespace DiffGen.Generator.Tests.Docs;

/// <summary>What the pages point at is there: links, and files and folders named in code spans.</summary>
public sealed partial class LinksTests
{
    public static TheoryData<string> Pages() => [.. MarkdownPage.Names()];

    [Theory, MemberData(nameof(Pages))]
    public void Links_lead_somewhere(string name)
    {
        string folder = Path.GetDirectoryName(RepositoryRoot.Combine(name.Split('/')))!;
        List<string> dead = [.. LinkPattern().Matches(Prose(name)).Select(match => match.Groups[1].Value)
            .Where(link => !link.Contains("://", StringComparison.Ordinal) && !link.StartsWith('#'))
            .Where(link => !Path.Exists(Path.Combine(folder, link.Split('#')[0])))];
        Assert.True(dead.Count == 0, string.Join('\n', dead));
    }

    [Theory, MemberData(nameof(Pages))]
    public void Paths_are_there(string name)
    {
        List<string> missing = [.. PathPattern().Matches(Prose(name)).Select(match => match.Groups[1].Value)
            .Where(path => !path.Contains("DGxxxx", StringComparison.Ordinal))
            .Where(path => !Path.Exists(RepositoryRoot.Combine(path.Split('/'))))];
        Assert.True(missing.Count == 0, string.Join('\n', missing));
    }

    private static string Prose(string name) => FencePattern().Replace(MarkdownPage.Read(name).Text, "");

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex LinkPattern();

    [GeneratedRegex(@"`((?:src|tests|samples|docs)/[^`*\s]*)`")]
    private static partial Regex PathPattern();

    [GeneratedRegex("^```.*?^```$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex FencePattern();
}
