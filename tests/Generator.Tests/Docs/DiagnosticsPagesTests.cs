using DiffGen.Generator.Diagnostics;
using DiffGen.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DiffGen.Generator.Tests.Docs;

/// <summary>
/// The examples of the rules' pages do what the pages say: <c>```csharp // triggers DG0003</c> (all ids that it triggers,
/// and perhaps <c>without</c> an assembly) and <c>```csharp // fixed</c>.
/// </summary>
public sealed class DiagnosticsPagesTests
{
    private const string Triggers = "triggers ";
    private const string Fixed = "fixed";
    private const string Sketch = "sketch";
    private const string Without = " without ";

    /// <summary>No source brings these about in a test.</summary>
    private static readonly string[] Unreachable = ["DG0015", "DG9999"];

    public static TheoryData<string> Ids() => [.. Descriptors.All.Select(descriptor => descriptor.Id)];

    [Theory, MemberData(nameof(Ids))]
    public void Says_what_the_rule_says(string id)
    {
        string title = Descriptors.Find(id).Title.ToString(System.Globalization.CultureInfo.InvariantCulture);
        Assert.StartsWith($"# {id}: {title}\n", Page(id).Text, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Ids))]
    public void Has_examples(string id)
    {
        List<CodeBlock> blocks = [.. Page(id).Blocks.Where(block => block.Language == "csharp")];
        Assert.All(blocks, block => Assert.True(
            block.Note is Fixed or Sketch || block.Note.StartsWith(Triggers, StringComparison.Ordinal), $"line {block.Line} says not what it is"));
        bool isUnreachable = Unreachable.Contains(id);
        Assert.True(isUnreachable || blocks.Exists(block => block.Note.StartsWith(Triggers, StringComparison.Ordinal)), "no example");
        Assert.True(isUnreachable || blocks.Exists(block => block.Note == Fixed), "no fix");
    }

    [Theory, MemberData(nameof(Ids))]
    public void Examples_trigger(string id)
    {
        foreach (CodeBlock block in Page(id).Blocks.Where(block => block.Note.StartsWith(Triggers, StringComparison.Ordinal)))
        {
            string[] note = block.Note[Triggers.Length..].Split(Without);
            string[] expected = note[0].Split(' ');
            CSharpCompilation compilation = DocCompilation.Of(block);
            if (note.Length > 1)
                compilation = compilation.RemoveReferences(compilation.References.Where(reference => reference.Display!.EndsWith(note[1] + ".dll", StringComparison.Ordinal)));
            IReadOnlyList<Diagnostic> errors = DocCompilation.ErrorsAnd(id, GeneratorRun.Of(compilation));
            Assert.True(
                expected.Order(StringComparer.Ordinal).SequenceEqual(errors.Select(error => error.Id).Distinct().Order(StringComparer.Ordinal)),
                $"line {block.Line}: {string.Join('\n', errors)}");
            Assert.Contains(id, expected);
        }
    }

    [Theory, MemberData(nameof(Ids))]
    public void Fixes_are_silent(string id)
    {
        foreach (CodeBlock block in Page(id).Blocks.Where(block => block.Note == Fixed))
        {
            GeneratorRun run = GeneratorRun.Of(DocCompilation.Of(block));
            IReadOnlyList<Diagnostic> found = DocCompilation.ErrorsAnd(id, run);
            Assert.True(found.Count == 0, $"line {block.Line}: {string.Join('\n', found)}");
            Assert.NotEmpty(run.Sources);
        }
    }

    private static MarkdownPage Page(string id) => MarkdownPage.Read($"docs/diagnostics/{id}.md");
}
