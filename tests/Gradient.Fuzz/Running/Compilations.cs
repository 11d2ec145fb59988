using System.Collections.Immutable;
using System.Reflection;
using System.Text;
using DiffGen.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace DiffGen.Fuzz.Running;

/// <summary>Compilations as a user's project has them, and the generator on them.</summary>
internal static class Compilations
{
    // This Roslyn knows C# 14 by the name of its preview.
    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Preview, DocumentationMode.Diagnose);

    private static readonly CSharpCompilationOptions Options = new(
        OutputKind.DynamicallyLinkedLibrary,
        warningLevel: 9999,
        allowUnsafe: true,
        optimizationLevel: OptimizationLevel.Release,
        nullableContextOptions: NullableContextOptions.Enable);

    private static readonly Lazy<MetadataReference[]> References = new(FindReferences);

    private static readonly SyntaxTree Usings = Parse(
        "Usings.cs",
        "global using System; global using System.Collections.Generic; global using System.Linq; global using System.Numerics; global using DiffGen;");

    public static SyntaxTree Parse(string path, string text) => CSharpSyntaxTree.ParseText(SourceText.From(text, Encoding.UTF8), ParseOptions, path);

    public static CSharpCompilation Create(IEnumerable<SyntaxTree> trees) => CSharpCompilation.Create("Fuzz", trees.Prepend(Usings), References.Value, Options);

    /// <summary>What the generator adds.</summary>
    public static (IReadOnlyList<SyntaxTree> Trees, IReadOnlyList<Diagnostic> Diagnostics) Generate(CSharpCompilation compilation)
    {
        GeneratorDriver driver = CSharpGeneratorDriver.Create([new DifferentiableGenerator().AsSourceGenerator()], parseOptions: ParseOptions);
        GeneratorDriverRunResult result = driver.RunGenerators(compilation).GetRunResult();
        return (result.GeneratedTrees, result.Diagnostics);
    }

    /// <summary>What the analyzer reports, its own crashes too.</summary>
    public static IReadOnlyList<Diagnostic> Analyze(CSharpCompilation compilation) => compilation
        .WithAnalyzers([new DifferentiableAnalyzer()])
        .GetAnalyzerDiagnosticsAsync(CancellationToken.None).GetAwaiter().GetResult();

    /// <summary>The differentiated method in the tree.</summary>
    public static IMethodSymbol Entry(CSharpCompilation compilation, SyntaxTree tree)
    {
        MethodDeclarationSyntax declaration = tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>().Single(method => method.AttributeLists.Count > 0);
        return compilation.GetSemanticModel(tree).GetDeclaredSymbol(declaration)!;
    }

    private static MetadataReference[] FindReferences()
    {
        string framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        var trusted = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        return
        [
            .. trusted.Split(Path.PathSeparator)
                .Where(path => Path.GetDirectoryName(path) == framework)
                .Append(typeof(DifferentiableAttribute).Assembly.Location)
                .Append(typeof(ParameterLayout).Assembly.Location)
                .Select(path => MetadataReference.CreateFromFile(path)),
        ];
    }
}
