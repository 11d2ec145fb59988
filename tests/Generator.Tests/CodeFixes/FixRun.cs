using System.Collections.Immutable;
using DiffGen.Generator.Tests.Diagnostics;
using DiffGen.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace DiffGen.Generator.Tests.CodeFixes;

/// <summary>A code fix, run in memory on what a build reports.</summary>
internal static class FixRun
{
    /// <summary>The source with all diagnostics of a rule fixed at once; the result is generated from and compiled, and reports no more of them.</summary>
    public static void Fixes(CodeFixProvider fix, string id, string source, string expected, int remaining = 0)
    {
        (Document document, ImmutableArray<Diagnostic> found) = Analyze(id, source);
        Assert.NotEmpty(found);
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        CodeAction first = found.SelectMany(diagnostic => Actions(fix, document, diagnostic)).First();
        var context = new FixAllContext(document, fix, FixAllScope.Document, first.EquivalenceKey, [id], new Known(found), cancellation);
        CodeAction all = fix.GetFixAllProvider()!.GetFixAsync(context).GetAwaiter().GetResult()!;
        string text = Apply(all, document);
        Assert.Equal(expected, text);
        GeneratorRun run = GeneratorRun.Of(text);
        Assert.Equal(remaining, AnalyzerRun.Of(run).Count(diagnostic => diagnostic.Id == id || diagnostic.Severity == DiagnosticSeverity.Error));
        GeneratorChecks.Output_compiles_without_a_warning(run);
    }

    /// <summary>The source with the first diagnostic of a rule fixed.</summary>
    public static string First(CodeFixProvider fix, string id, string source)
    {
        (Document document, ImmutableArray<Diagnostic> found) = Analyze(id, source);
        return Apply(Actions(fix, document, found[0]).Single(), document);
    }

    /// <summary>What the fix offers, by title.</summary>
    public static IReadOnlyList<string> Titles(CodeFixProvider fix, string id, string source)
    {
        (Document document, ImmutableArray<Diagnostic> found) = Analyze(id, source);
        Assert.NotEmpty(found);
        return [.. found.SelectMany(diagnostic => Actions(fix, document, diagnostic)).Select(action => action.Title)];
    }

    /// <summary>The project as an editor has it: with the generated files.</summary>
    private static (Document Document, ImmutableArray<Diagnostic> Found) Analyze(string id, string source)
    {
        GeneratorRun run = GeneratorRun.Of(source);
        var workspace = new AdhocWorkspace();
        Project project = workspace.AddProject("Sample", LanguageNames.CSharp)
            .WithCompilationOptions(run.Input.Options)
            .WithParseOptions(TestCompilation.ParseOptions)
            .WithMetadataReferences(run.Input.References);
        foreach (GeneratedSourceResult generated in run.Sources) project = project.AddDocument(generated.HintName, generated.SourceText).Project;
        Document document = project.AddDocument("Sample.cs", SourceText.From(source));
        Compilation compilation = document.Project.GetCompilationAsync().GetAwaiter().GetResult()!;
        SyntaxTree tree = document.GetSyntaxTreeAsync().GetAwaiter().GetResult()!;
        ImmutableArray<Diagnostic> found = compilation.WithAnalyzers([new DifferentiableAnalyzer()]).GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult();
        return (document, [.. found.Where(diagnostic => diagnostic.Id == id && diagnostic.Location.SourceTree == tree).OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start)]);
    }

    private static List<CodeAction> Actions(CodeFixProvider fix, Document document, Diagnostic diagnostic)
    {
        var actions = new List<CodeAction>();
        fix.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), TestContext.Current.CancellationToken)).GetAwaiter().GetResult();
        return actions;
    }

    private static string Apply(CodeAction action, Document document)
    {
        ApplyChangesOperation change = action.GetOperationsAsync(TestContext.Current.CancellationToken).GetAwaiter().GetResult().OfType<ApplyChangesOperation>().Single();
        return change.ChangedSolution.GetDocument(document.Id)!.GetTextAsync().GetAwaiter().GetResult().ToString();
    }

    private sealed class Known(ImmutableArray<Diagnostic> found) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>(found);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>([]);

        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>(found);
    }
}
