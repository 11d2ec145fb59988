using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace DiffGen.Generator.Tests.Infrastructure;

/// <summary>Compilations as a user's project has them: C# 14, nullable, checked documentation, .NET and both DiffGen assemblies.</summary>
internal static class TestCompilation
{
    /// <summary>This Roslyn knows C# 14 by the name of its preview.</summary>
    public static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Preview, DocumentationMode.Diagnose);

    private static readonly Lazy<MetadataReference[]> References = new(FindReferences);

    public static CSharpCompilation Create(params SourceFile[] files) => CSharpCompilation.Create(
        "Sample",
        files.Select(Parse),
        References.Value,
        new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            warningLevel: 9999,
            allowUnsafe: true,
            nullableContextOptions: NullableContextOptions.Enable));

    public static SyntaxTree Parse(SourceFile file) =>
        CSharpSyntaxTree.ParseText(SourceText.From(file.Text, System.Text.Encoding.UTF8), ParseOptions, file.Path);

    public static CSharpCompilation Replace(this CSharpCompilation compilation, SourceFile file) => compilation.ReplaceSyntaxTree(
        compilation.SyntaxTrees.Single(tree => tree.FilePath == file.Path),
        Parse(file));

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
                .Append(typeof(System.Numerics.Tensors.TensorPrimitives).Assembly.Location)
                .Select(path => MetadataReference.CreateFromFile(path)),
        ];
    }
}
