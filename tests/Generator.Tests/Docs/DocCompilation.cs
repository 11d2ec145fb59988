using DiffGen.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DiffGen.Generator.Tests.Docs;

/// <summary>Code of a page, compiled as in a project with implicit usings.</summary>
internal static class DocCompilation
{
    /// <summary>Those of the SDK.</summary>
    public static readonly SourceFile ImplicitUsings = new(
        "ImplicitUsings.cs",
        "global using System;\nglobal using System.Collections.Generic;\nglobal using System.IO;\nglobal using System.Linq;\n"
        + "global using System.Net.Http;\nglobal using System.Threading;\nglobal using System.Threading.Tasks;\n");

    /// <summary>Examples leave out <c>using DiffGen;</c>.</summary>
    private static readonly SourceFile DiffGenUsing = new("DiffGenUsing.cs", "global using DiffGen;\n");

    /// <summary>A block on its own; a line <c>// ---- Name.cs</c> begins another file.</summary>
    public static CSharpCompilation Of(CodeBlock block) => Of([.. Files(block), DiffGenUsing]);

    /// <summary>With top-level statements, a program.</summary>
    public static CSharpCompilation Of(params IReadOnlyList<SourceFile> files)
    {
        CSharpCompilation compilation = TestCompilation.Create([.. files, ImplicitUsings]);
        bool isProgram = compilation.SyntaxTrees.Any(tree => tree.GetCompilationUnitRoot().Members.OfType<GlobalStatementSyntax>().Any());
        return isProgram ? compilation.WithOptions(compilation.Options.WithOutputKind(OutputKind.ConsoleApplication)) : compilation;
    }

    /// <summary>What a build would report of errors: the compiler's on the whole, and the analyzer's.</summary>
    public static IReadOnlyList<Diagnostic> Errors(GeneratorRun run) =>
    [
        .. run.Result.Diagnostics
            .Concat(Diagnostics.AnalyzerRun.Of(run))
            .Concat(run.Output.GetDiagnostics(TestContext.Current.CancellationToken))
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error),
    ];

    /// <summary>Errors, and what a rule says that isn't one.</summary>
    public static IReadOnlyList<Diagnostic> ErrorsAnd(string id, GeneratorRun run) =>
        [.. Errors(run), .. Diagnostics.AnalyzerRun.Of(run).Where(diagnostic => diagnostic.Severity != DiagnosticSeverity.Error && diagnostic.Id == id)];

    private static IEnumerable<SourceFile> Files(CodeBlock block)
    {
        const string mark = "// ---- ";
        string name = "Example.cs";
        var lines = new List<string>();
        foreach (string line in block.Text.Split('\n'))
        {
            if (!line.StartsWith(mark, StringComparison.Ordinal))
            {
                lines.Add(line);
                continue;
            }

            if (lines.Count > 0)
                yield return new SourceFile(name, string.Join('\n', lines));
            name = line[mark.Length..];
            lines = [];
        }

        yield return new SourceFile(name, string.Join('\n', lines));
    }
}
