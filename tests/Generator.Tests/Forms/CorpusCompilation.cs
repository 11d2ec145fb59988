using System.Collections;
using System.Reflection;
using System.Text.RegularExpressions;
using DiffGen.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DiffGen.Generator.Tests.Forms;

/// <summary>The corpus of programs of the other test project, to be compiled with other requests.</summary>
internal static class CorpusCompilation
{
    private static readonly Regex Limit = new(@", UnrollLimit = \d+(?=\)\])");

    private static readonly Regex Request = new(@"\[Differentiable(?:\(([^\])]*)\))?\]");

    /// <summary>Its files, with nothing unrolled.</summary>
    public static List<SourceFile> Files() =>
    [
        .. new[] { "Corpus", "Infrastructure" }
            .SelectMany(folder => Directory.GetFiles(RepositoryRoot.Combine("tests", "Gradient.Tests", folder), "*.cs").Order(StringComparer.Ordinal))
            .Select(path => new SourceFile(path, Limit.Replace(File.ReadAllText(path), ""))),
    ];

    /// <summary>The files with a limit of unrolling on every method.</summary>
    public static List<SourceFile> Unrolled(IEnumerable<SourceFile> files, int limit) =>
    [
        .. files.Select(file => file with
        {
            Text = Request.Replace(file.Text, match => $"[Differentiable({(match.Groups[1].Length > 0 ? match.Groups[1].Value + ", " : "")}UnrollLimit = {limit})]"),
        }),
    ];

    public static CSharpCompilation Create(IEnumerable<SourceFile> files)
    {
        var trusted = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        const string usings = "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Threading; global using System.Threading.Tasks; global using Xunit;";
        return TestCompilation.Create([new SourceFile("Usings.cs", usings), .. files])
            .WithReferences(trusted.Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path)));
    }

    /// <summary>With what is generated, in which no warning is expected.</summary>
    public static LoadedAssembly Load(IEnumerable<SourceFile> files)
    {
        GeneratorRun run = GeneratorRun.Of(Create(files));
        HashSet<SyntaxTree> generated = [.. run.Result.GeneratedTrees];
        var loaded = new LoadedAssembly(run.Output);
        List<string> findings = [.. loaded.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Warning && diagnostic.Location.SourceTree is { } tree && generated.Contains(tree))
            .Select(diagnostic => diagnostic.ToString())];
        Assert.True(findings.Count == 0, string.Join("\n", findings.Take(40)));
        return loaded;
    }

    /// <summary>The programs of a loaded corpus: name, test program, points.</summary>
    public static IEnumerable<(string Id, object Program, double[][] Points)> Programs(Assembly assembly)
    {
        var all = (IEnumerable)assembly.GetType("DiffGen.Tests.Corpus.CorpusPrograms", throwOnError: true)!.GetProperty("All")!.GetValue(null)!;
        foreach (object pair in all)
        {
            object entry = Get(pair, "Value");
            yield return ((string)Get(pair, "Key"), Get(entry, "Program"), (double[][])Get(entry, "Points"));
        }
    }

    public static object Get(object from, string property) => from.GetType().GetProperty(property)!.GetValue(from)!;
}
