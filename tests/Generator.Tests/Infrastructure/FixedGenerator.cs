using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace DiffGen.Generator.Tests.Infrastructure;

/// <summary>A generator that adds one given file.</summary>
internal sealed class FixedGenerator(string hint, string text) : IIncrementalGenerator
{
    public static GeneratorRunResult Run(string hint, string text) =>
        CSharpGeneratorDriver.Create(new FixedGenerator(hint, text))
            .RunGenerators(CSharpCompilation.Create("Fixed"), TestContext.Current.CancellationToken)
            .GetRunResult().Results.Single();

    public void Initialize(IncrementalGeneratorInitializationContext context) =>
        context.RegisterPostInitializationOutput(output => output.AddSource(hint, SourceText.From(text, Encoding.UTF8)));
}
