using DiffGen.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;

namespace DiffGen.Generator.Tests.Docs;

/// <summary>README.md: its C# compiles with the generator, and shows what is generated.</summary>
public sealed class ReadmeTests
{
    /// <summary>A block that is compiled together with the one before it.</summary>
    private const string Continues = "continues";

    private const string MissingDocumentation = "CS1591";

    private static MarkdownPage Page => MarkdownPage.Read("README.md");

    /// <summary>The lines of the blocks that begin a program.</summary>
    public static TheoryData<int> Programs() => [.. Examples().Where(block => block.Note != Continues).Select(block => block.Line)];

    [Theory, MemberData(nameof(Programs))]
    public void Example_compiles(int line)
    {
        List<CodeBlock> blocks = [.. Examples()];
        int first = blocks.FindIndex(block => block.Line == line);
        IEnumerable<CodeBlock> program = blocks.Skip(first + 1).TakeWhile(block => block.Note == Continues).Prepend(blocks[first]);
        GeneratorRun run = GeneratorRun.Of(DocCompilation.Of([.. program.Select(block => new SourceFile($"Line{block.Line}.cs", block.Text))]));
        Assert.NotEmpty(run.Sources);
        Assert.Empty(DocCompilation.Errors(run));
        Assert.DoesNotContain(
            run.Output.GetDiagnostics(TestContext.Current.CancellationToken),
            diagnostic => diagnostic.Severity == DiagnosticSeverity.Warning && diagnostic.Id != MissingDocumentation);
    }

    [Fact]
    public void Listings_are_up_to_date()
    {
        GeneratorRun run = GeneratorRun.Of(DocCompilation.Of(new SourceFile("Example.cs", Examples().First().Text)));
        Listings.Check(Page, new Listing("example emitted", "csharp", EmittedText.Methods(run.SingleText, "ValueGradient")));
    }

    [Fact]
    public void Commands_come_first()
    {
        string[] commands = [.. Page.Blocks.Take(2).Select(block => block.Text)];
        Assert.Equal(["dotnet run -c Release --project samples/Digits", "dotnet test DiffGen.sln -c Release"], commands);
    }

    /// <summary>What isn't listed by a test itself.</summary>
    private static IEnumerable<CodeBlock> Examples()
    {
        string[] lines = Page.Text.Split('\n');
        return Page.Blocks.Where(block => block.Language == "csharp" && !lines[block.Line - 2].StartsWith("<!-- listing", StringComparison.Ordinal));
    }
}
