using DiffGen.Generator.Tests.Infrastructure;

namespace DiffGen.Generator.Tests.Docs;

/// <summary>README.md: its C# compiles with the generator, and shows what is generated.</summary>
public sealed class ReadmeTests
{
    private static MarkdownPage Page => MarkdownPage.Read("README.md");

    /// <summary>The lines of the blocks that begin a program.</summary>
    public static TheoryData<int> Programs() => [.. ExamplePrograms.Lines(Page)];

    [Theory, MemberData(nameof(Programs))]
    public void Example_compiles(int line) => ExamplePrograms.Compiles(Page, line);

    [Fact]
    public void Listings_are_up_to_date()
    {
        GeneratorRun run = GeneratorRun.Of(DocCompilation.Of(new SourceFile("Example.cs", ExamplePrograms.Blocks(Page).First().Text)));
        Listings.Check(Page, new Listing("example emitted", "csharp", EmittedText.Methods(run.SingleText, "ValueGradient")));
    }

    [Fact]
    public void Commands_come_first()
    {
        string[] commands = [.. Page.Blocks.Take(2).Select(block => block.Text)];
        Assert.Equal(["dotnet run -c Release --project samples/Digits", "dotnet test DiffGen.sln -c Release"], commands);
    }
}
