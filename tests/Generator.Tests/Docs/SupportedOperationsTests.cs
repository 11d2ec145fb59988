using System.Text;
using System.Text.RegularExpressions;
using DiffGen.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DiffGen.Generator.Tests.Docs;

/// <summary>
/// The table of operations in docs/supported-csharp.md: the kinds are read from the switches of the lowering themselves, the
/// rows from the operation trees of the page's examples. A kind that no example shows, handled or refused, fails the test.
/// </summary>
public sealed partial class SupportedOperationsTests
{
    public const string Heading = "## By kind of operation";

    /// <summary>The switches that say what is lowered.</summary>
    private static readonly string[] Switches = ["LowerStatement", "Lower", "LowerPlace", "LowerFunction", "Matches"];

    /// <summary>The switch that names what is refused.</summary>
    private static readonly string[] Refusals = ["Describe"];

    /// <summary>Parentheses are an operation in Visual Basic alone. Where the method has to be async, dynamic's rarer parts, what the compiler refuses first.</summary>
    private static readonly string[] WithoutExample =
        ["IAwaitOperation", "IDynamicIndexerAccessOperation", "IDynamicInvocationOperation", "IDynamicMemberReferenceOperation", "IDynamicObjectCreationOperation", "IInvalidOperation", "IParenthesizedOperation"];

    [Fact]
    public void Table_is_up_to_date()
    {
        MarkdownPage page = MarkdownPage.Read("docs/supported-csharp.md");
        Dictionary<string, List<string>> supported = Examples(row => row.Id == ""), refused = Examples(row => row.Id != "");
        List<string> handled = [.. Kinds(Switches).Except(WithoutExample)], named = [.. Kinds(Refusals).Except(handled).Except(WithoutExample)];
        List<string> missing = [.. handled.Where(kind => !supported.ContainsKey(kind)), .. named.Where(kind => !refused.ContainsKey(kind))];
        Assert.True(missing.Count == 0, $"no example in docs/supported-csharp.md has {string.Join(", ", missing)}");

        var table = new StringBuilder("| operation | shown by | |\n| --- | --- | --- |\n");
        foreach (string kind in handled) table.Append(Row(kind, supported[kind], "yes"));
        foreach (string kind in named) table.Append(Row(kind, refused[kind], "not yet"));
        string text = TablePattern().Replace(page.Text, $"<!-- operations -->\n{table}<!-- end -->");
        Assert.Contains("<!-- operations -->", text, StringComparison.Ordinal);
        GeneratedPage.Check(page.Name, text);
    }

    private static string Row(string kind, List<string> rows, string answer)
        => $"| `{kind}` | {string.Join("; ", rows.Take(2))}{(rows.Count > 2 ? "; …" : "")} | {answer} |\n";

    /// <summary>The operations that the patterns of the switches of some methods name.</summary>
    private static IEnumerable<string> Kinds(string[] methods) => Directory.EnumerateFiles(RepositoryRoot.Combine("src", "Generator", "Lowering"), "*.cs")
        .SelectMany(path => CSharpSyntaxTree.ParseText(File.ReadAllText(path), new CSharpParseOptions(LanguageVersion.Preview), cancellationToken: TestContext.Current.CancellationToken).GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>())
        .Where(method => methods.Contains(method.Identifier.Text))
        .SelectMany(method => method.DescendantNodes().Where(node => node is SwitchExpressionArmSyntax or SwitchLabelSyntax))
        .SelectMany(label => label is SwitchExpressionArmSyntax arm ? arm.Pattern.DescendantNodesAndSelf() : label.DescendantNodes())
        .OfType<IdentifierNameSyntax>()
        .Select(name => name.Identifier.Text)
        .Where(name => OperationPattern().IsMatch(name))
        .Distinct()
        .Order(StringComparer.Ordinal);

    /// <summary>For each kind of operation, the rows whose examples contain it.</summary>
    private static Dictionary<string, List<string>> Examples(Func<SupportedRow, bool> selects)
    {
        var rows = new Dictionary<string, List<string>>();
        foreach (SupportedRow row in SupportedRow.All.Where(selects))
        {
            CSharpCompilation compilation = SupportedCSharpTests.Compilation(row);
            SyntaxTree tree = compilation.SyntaxTrees.Single(tree => tree.FilePath == SupportedCSharpTests.ExampleFile);
            SemanticModel model = compilation.GetSemanticModel(tree);
            IEnumerable<string> kinds = tree.GetRoot(TestContext.Current.CancellationToken).DescendantNodes().OfType<MethodDeclarationSyntax>()
                .SelectMany(method => model.GetOperation(method, TestContext.Current.CancellationToken)?.DescendantsAndSelf() ?? [])
                .SelectMany(operation => operation.GetType().GetInterfaces().Select(type => type.Name))
                .Where(name => OperationPattern().IsMatch(name));
            foreach (string kind in kinds.Distinct())
            {
                if (!rows.TryGetValue(kind, out List<string>? shown)) rows[kind] = shown = [];
                shown.Add(row.Construct);
            }
        }

        return rows;
    }

    [GeneratedRegex(@"^I[A-Z]\w+Operation$")]
    private static partial Regex OperationPattern();

    [GeneratedRegex("<!-- operations -->\\n.*?<!-- end -->", RegexOptions.Singleline)]
    private static partial Regex TablePattern();
}
