using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace DiffGen.Generator.Benchmarks;

/// <summary>A user's project of two files, that with the method and another one, and edits of it.</summary>
internal sealed class Project
{
    /// <summary>This Roslyn knows C# 14 by the name of its preview.</summary>
    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Preview);

    private readonly int _statements;
    private readonly SyntaxTree _method, _other;

    public Project(int statements)
    {
        _statements = statements;
        (_method, _other) = (MethodFile(0), OtherFile(0));
        Compilation = CSharpCompilation.Create(
            "Sample", [_method, _other], References(), new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
    }

    public CSharpCompilation Compilation { get; }

    /// <summary>A driver that has run nothing yet.</summary>
    public static GeneratorDriver Driver() => CSharpGeneratorDriver.Create([new DifferentiableGenerator().AsSourceGenerator()], parseOptions: ParseOptions);

    /// <summary>A keystroke in the method: another constant.</summary>
    public CSharpCompilation EditMethod(int constant) => Compilation.ReplaceSyntaxTree(_method, MethodFile(constant));

    /// <summary>A keystroke in the other file.</summary>
    public CSharpCompilation EditOther(int constant) => Compilation.ReplaceSyntaxTree(_other, OtherFile(constant));

    private SyntaxTree MethodFile(int constant) => Parse("Methods.cs", SyntheticMethod.Source(_statements, constant));

    private static SyntaxTree OtherFile(int constant)
        => Parse("Other.cs", string.Create(CultureInfo.InvariantCulture, $"namespace Synthetic;\n\npublic static class Other\n{{\n    public static int Count => {constant};\n}}\n"));

    private static SyntaxTree Parse(string path, string text) => CSharpSyntaxTree.ParseText(SourceText.From(text, Encoding.UTF8), ParseOptions, path);

    private static IEnumerable<MetadataReference> References()
    {
        string framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        string trusted = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        return trusted.Split(Path.PathSeparator).Where(path => Path.GetDirectoryName(path) == framework)
            .Append(typeof(DifferentiableAttribute).Assembly.Location).Append(typeof(ParameterLayout).Assembly.Location)
            .Select(path => MetadataReference.CreateFromFile(path));
    }
}
