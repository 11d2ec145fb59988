using DiffGen.Generator.Differentiation;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Tests.Docs;

/// <summary>docs/how-it-works.md: the listings are what the compiler makes of the page's own examples.</summary>
public sealed class HowItWorksTests
{
    private const string Reverse = nameof(ReverseMode);

    [Fact]
    public void Listings_are_up_to_date()
    {
        MarkdownPage page = MarkdownPage.Read("docs/how-it-works.md");
        var example = new CompilerTrace(Source(page, "example"));
        var branch = new CompilerTrace(Source(page, "branch"));
        var loop = new CompilerTrace(Source(page, "while"));
        var fused = new CompilerTrace(Source(page, "fused"));
        var rows = new CompilerTrace(Source(page, "rows"));
        var shadow = new CompilerTrace(Source(page, "shadow"));
        Listings.Check(
            page,
            new Listing("lowered", "text", Print(example.After("Lowering")) + "\n" + string.Join('\n', example.Callees.Select(Print))),
            new Listing("inlined", "text", Print(example.After("Inline"))),
            new Listing("optimised", "text", Print(example.Before(Reverse))),
            new Listing("reversed", "text", Print(example.After(Reverse))),
            new Listing("optimised again", "text", Print(example.Last)),
            new Listing("emitted", "csharp", EmittedText.Methods(example.Emitted, "RunGradient")),
            new Listing("branch emitted", "csharp", EmittedText.Methods(branch.Emitted, "ScoreGradient")),
            new Listing("fused emitted", "csharp", EmittedText.Methods(fused.Emitted, "LossGradient")),
            new Listing("while emitted", "csharp", EmittedText.Methods(loop.Emitted, "RootGradientKernel")),
            new Listing("rows emitted", "csharp", EmittedText.Methods(rows.Emitted, "SeeJacobian")),
            new Listing("shadow emitted", "csharp", EmittedText.Methods(shadow.Emitted, "ProductGradient")));
    }

    [Fact]
    public void The_table_of_passes_is_the_compilers()
    {
        string[] rows = [.. MarkdownPage.Read("docs/how-it-works.md").Text.Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal))];
        IReadOnlyList<(string Name, Func<Function, Function> Run)> primal = Compiler.PrimalPasses(0);
        string[] expected =
        [
            .. primal.Concat(Compiler.Passes).Concat(Compiler.FinalPasses).Select(pass => pass.Name).Distinct()
                .Select(name => $"{name}: {Mark(primal, name)},{Mark(Compiler.Passes, name)},{Mark(Compiler.FinalPasses, name)}").Order(StringComparer.Ordinal),
        ];
        Assert.Equal(expected, rows.Select(row => row.Split('|')).Select(cells => $"{cells[1].Trim(' ', '`')}: {cells[3].Trim()},{cells[4].Trim()},{cells[5].Trim()}").Order(StringComparer.Ordinal));

        static string Mark(IReadOnlyList<(string Name, Func<Function, Function> Run)> passes, string name) => passes.Any(pass => pass.Name == name) ? "✓" : "";
    }

    private static string Source(MarkdownPage page, string note) => "using DiffGen;\n" + page.Blocks.Single(block => block.Note == note).Text;

    private static string Print(Function function) => IrPrinter.Print(function);
}
