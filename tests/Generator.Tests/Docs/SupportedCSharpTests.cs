using DiffGen.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DiffGen.Generator.Tests.Docs;

/// <summary>docs/supported-csharp.md: what it says is supported compiles, what it says isn't is refused by the rule it names.</summary>
public sealed class SupportedCSharpTests
{
    public static TheoryData<string, string> Supported() => Rows(row => row.Id == "");

    public static TheoryData<string, string> NotYet() => Rows(row => row.Id != "");

    [Theory, MemberData(nameof(Supported))]
    public void Is_supported(string section, string construct)
    {
        GeneratorRun run = Run(Row(section, construct));
        Assert.Empty(DocCompilation.Errors(run));
        Assert.NotEmpty(run.Sources);
    }

    [Theory, MemberData(nameof(NotYet))]
    public void Is_refused(string section, string construct)
    {
        SupportedRow row = Row(section, construct);
        IReadOnlyList<Diagnostic> errors = DocCompilation.Errors(Run(row));
        Assert.True(errors.Any(error => error.Id == row.Id), $"no {row.Id}, but\n{string.Join('\n', errors)}");
        Assert.True(errors.All(error => error.Id.StartsWith("DG", StringComparison.Ordinal)), string.Join('\n', errors));
    }

    private static TheoryData<string, string> Rows(Func<SupportedRow, bool> selects)
    {
        var rows = new TheoryData<string, string>();
        foreach (SupportedRow row in SupportedRow.All.Where(selects))
            rows.Add(row.Section, row.Construct);
        return rows;
    }

    private static SupportedRow Row(string section, string construct) =>
        SupportedRow.All.Single(row => row.Section == section && row.Construct == construct);

    private static GeneratorRun Run(SupportedRow row) => GeneratorRun.Of(Compilation(row));

    /// <summary>The example of a row, in <see cref="ExampleFile"/>, beside what the page has in scope.</summary>
    internal static CSharpCompilation Compilation(SupportedRow row) => DocCompilation.Of(
        new SourceFile("Usings.cs", "global using DiffGen;\n"),
        new SourceFile("Scope.cs", MarkdownPage.Read("docs/supported-csharp.md").Blocks.Single(block => block.Note == "scope").Text),
        new SourceFile(ExampleFile, Source(row)));

    private static string Source(SupportedRow row) => row.Section switch
    {
        "Statements" or "Arrays" => Method(Parameters, $"{{ double r = x; {row.Example} return r; }}"),
        "Expressions" => Method(Parameters, $"{{ return {row.Example}; }}"),
        "Parameters" => Method($"double x, {row.Example}", "=> x * x;"),
        "Methods and types" => row.Example,
        _ => throw new InvalidOperationException($"Nothing is said of the examples in '{row.Section}'"),
    };

    internal const string ExampleFile = "Example.cs";

    private const string Parameters =
        "double x, double y, int n, double[] a, ReadOnlySpan<double> s, Span<double> w, Mode mode, Options options, List<Box> boxes";

    private static string Method(string parameters, string body) =>
        $"public static partial class Example\n{{\n    [Differentiable]\n    public static double F({parameters})\n    {body}\n}}\n";
}
