using DiffGen.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DiffGen.Generator.Tests.Diagnostics;

/// <summary>DG0016: generated code needs the runtime.</summary>
public sealed class DG0016Tests
{
    private const string Source = MarkedSource.Usings
        + "public static partial class Sample { [Differentiable] public static double F(double x) => x * x; }";

    [Fact]
    public void Triggers()
    {
        Diagnostic error = Assert.Single(Errors(TestCompilation.Create(new SourceFile("Sample.cs", Source)), withRuntime: false));
        Assert.Equal("DG0016", error.Id);
        Assert.Equal("F", Check.TextAt(error));
    }

    [Fact]
    public void Is_silent() => Assert.Empty(Errors(TestCompilation.Create(new SourceFile("Sample.cs", Source)), withRuntime: true));

    [Fact]
    public void Is_suppressed_by_a_pragma() => Assert.Empty(
        Errors(TestCompilation.Create(new SourceFile("Sample.cs", "#pragma warning disable DG0016\n" + Source)), withRuntime: false));

    private static IReadOnlyList<Diagnostic> Errors(CSharpCompilation compilation, bool withRuntime)
    {
        IEnumerable<MetadataReference> removed = compilation.References
            .Where(reference => !withRuntime && reference.Display!.EndsWith("DiffGen.Runtime.dll", StringComparison.Ordinal));
        return Check.Errors(GeneratorRun.Of(compilation.RemoveReferences(removed)));
    }
}
