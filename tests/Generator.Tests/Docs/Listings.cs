using System.Text.RegularExpressions;
using DiffGen.Generator.Tests.Infrastructure;

namespace DiffGen.Generator.Tests.Docs;

/// <summary>
/// Compares the produced parts of a page with what is produced now, or puts it there where that is asked for. A part stands
/// between <c>&lt;!-- listing: name --&gt;</c> and <c>&lt;!-- end --&gt;</c>.
/// </summary>
internal static partial class Listings
{
    public static void Check(MarkdownPage page, params IReadOnlyList<Listing> listings)
    {
        Assert.Equal(
            listings.Select(listing => listing.Name).Order(StringComparer.Ordinal),
            Pattern().Matches(page.Text).Select(match => match.Groups["name"].Value).Order(StringComparer.Ordinal));
        string text = Pattern().Replace(page.Text, match => Replacement(listings.Single(listing => listing.Name == match.Groups["name"].Value)));
        if (text == page.Text)
            return;
        Assert.True(
            SnapshotVerifier.AcceptRequested(),
            $"{page.Name} shows what is no longer produced; to bring it up to date: {SnapshotVerifier.AcceptVariable}=1 "
            + $"dotnet test tests/Generator.Tests -c Release --filter FullyQualifiedName~.Docs.\n\n{text}");
        File.WriteAllText(page.Path, text);
    }

    private static string Replacement(Listing listing) =>
        $"<!-- listing: {listing.Name} -->\n```{listing.Language}\n{listing.Text.Trim('\n')}\n```\n<!-- end -->";

    [GeneratedRegex(@"<!-- listing: (?<name>[^\n]+?) -->\n.*?<!-- end -->", RegexOptions.Singleline)]
    private static partial Regex Pattern();
}
