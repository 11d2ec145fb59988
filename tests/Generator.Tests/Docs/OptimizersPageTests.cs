using DiffGen.Generator.Tests.Infrastructure;

namespace DiffGen.Generator.Tests.Docs;

/// <summary>docs/optimizers.md: its C# compiles with the generator.</summary>
public sealed class OptimizersPageTests
{
    private static MarkdownPage Page => MarkdownPage.Read("docs/optimizers.md");

    public static TheoryData<int> Examples() => [.. Page.Blocks.Where(block => block.Language == "csharp").Select(block => block.Line)];

    [Theory, MemberData(nameof(Examples))]
    public void Example_compiles(int line)
    {
        CodeBlock block = Page.Blocks.Single(block => block.Line == line);
        GeneratorRun run = GeneratorRun.Of(DocCompilation.Of(block));
        Assert.NotEmpty(run.Sources);
        Assert.Empty(DocCompilation.Errors(run));
    }
}
