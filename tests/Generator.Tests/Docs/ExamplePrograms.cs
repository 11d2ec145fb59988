using DiffGen.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;

namespace DiffGen.Generator.Tests.Docs;

/// <summary>The C# of a page that is shown by way of example: compiled with the generator.</summary>
internal static class ExamplePrograms
{
    /// <summary>A block that is compiled together with the one before it.</summary>
    private const string Continues = "continues";

    private const string MissingDocumentation = "CS1591";

    /// <summary>What isn't listed by a test itself.</summary>
    public static IEnumerable<CodeBlock> Blocks(MarkdownPage page)
    {
        string[] lines = page.Text.Split('\n');
        return page.Blocks.Where(block => block.Language == "csharp" && !lines[block.Line - 2].StartsWith("<!-- listing", StringComparison.Ordinal));
    }

    /// <summary>The lines of the blocks that begin a program.</summary>
    public static IEnumerable<int> Lines(MarkdownPage page) => Blocks(page).Where(block => block.Note != Continues).Select(block => block.Line);

    /// <summary>Compiles the program that begins at a line, without a warning.</summary>
    public static void Compiles(MarkdownPage page, int line)
    {
        List<CodeBlock> blocks = [.. Blocks(page)];
        int first = blocks.FindIndex(block => block.Line == line);
        IEnumerable<CodeBlock> program = blocks.Skip(first + 1).TakeWhile(block => block.Note == Continues).Prepend(blocks[first]);
        GeneratorRun run = GeneratorRun.Of(DocCompilation.Of([.. program.Select(block => new SourceFile($"Line{block.Line}.cs", block.Text))]));
        Assert.NotEmpty(run.Sources);
        Assert.Empty(DocCompilation.Errors(run));
        Assert.DoesNotContain(
            run.Output.GetDiagnostics(TestContext.Current.CancellationToken),
            diagnostic => diagnostic.Severity == DiagnosticSeverity.Warning && diagnostic.Id != MissingDocumentation);
    }
}
