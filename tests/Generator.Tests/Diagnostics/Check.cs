using DiffGen.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;

namespace DiffGen.Generator.Tests.Diagnostics;

/// <summary>The three questions of a rule: does it trigger exactly there, is it silent elsewhere, does a pragma suppress it.</summary>
internal static class Check
{
    /// <summary>Exactly one diagnostic of the rule on each marked text, and no error of another.</summary>
    public static void Triggers(string id, string source)
    {
        MarkedSource marked = MarkedSource.Parse(MarkedSource.Usings + source);
        GeneratorRun run = GeneratorRun.Of(marked.Text);
        GeneratorChecks.Reports_nothing(run);
        IEnumerable<string> expected = marked.Spans.OrderBy(span => span.Start).Select(span => $"{id} [{span.Start}] {marked.Text.Substring(span.Start, span.Length)}");
        IEnumerable<string> actual = ErrorsAnd(id, run).Select(error => $"{error.Id} [{error.Location.SourceSpan.Start}] {TextAt(error)}");
        Assert.Equal(expected, actual);
        Assert.NotEmpty(marked.Spans);
    }

    /// <summary>Nothing of ours at warning level or above, nor of the rule itself, and the whole compiles.</summary>
    public static void IsSilent(string source, string id = "")
    {
        GeneratorRun run = GeneratorRun.Of(MarkedSource.Usings + source);
        GeneratorChecks.Reports_nothing(run);
        Assert.DoesNotContain(AnalyzerRun.Of(run), diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning || diagnostic.Id == id);
        GeneratorChecks.Output_compiles_without_a_warning(run);
    }

    public static void IsSuppressedByPragma(string id, string source)
    {
        MarkedSource marked = MarkedSource.Parse(MarkedSource.Usings + source);
        GeneratorRun run = GeneratorRun.Of($"#pragma warning disable {id}\n{marked.Text}");
        Assert.DoesNotContain(AnalyzerRun.Of(run), diagnostic => diagnostic.Id == id);
    }

    public static IReadOnlyList<Diagnostic> Errors(GeneratorRun run) =>
        [.. AnalyzerRun.Of(run).Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)];

    /// <summary>Errors, and what a rule says that isn't one.</summary>
    public static IReadOnlyList<Diagnostic> ErrorsAnd(string id, GeneratorRun run) =>
        [.. AnalyzerRun.Of(run).Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error || diagnostic.Id == id)];

    public static string TextAt(Diagnostic diagnostic) =>
        diagnostic.Location.SourceTree!.ToString().Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length);
}
