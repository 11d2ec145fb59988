using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DiffGen.Generator.Tests.Infrastructure;

/// <summary>A run of the generator with every step tracked; the next run starts from its state.</summary>
internal sealed class GeneratorRun
{
    private readonly GeneratorDriver _driver;

    private GeneratorRun(GeneratorDriver driver, CSharpCompilation input)
    {
        Input = input;
        _driver = driver.RunGeneratorsAndUpdateCompilation(
            input, out Compilation output, out _, TestContext.Current.CancellationToken);
        Output = (CSharpCompilation)output;
        Result = _driver.GetRunResult();
    }

    public CSharpCompilation Input { get; }

    /// <summary>The input with the generated trees.</summary>
    public CSharpCompilation Output { get; }

    public GeneratorDriverRunResult Result { get; }

    public IReadOnlyList<GeneratedSourceResult> Sources => Result.Results.Single().GeneratedSources;

    /// <summary>The generated text, without names, of a run that makes one file.</summary>
    public string SingleText => Sources.Single().SourceText.ToString();

    public static GeneratorRun Of(params SourceFile[] files) => Of(TestCompilation.Create(files));

    public static GeneratorRun Of(string source) => Of(new SourceFile("Sample.cs", source));

    public static GeneratorRun Of(CSharpCompilation compilation) => new(
        CSharpGeneratorDriver.Create(
            [new DifferentiableGenerator().AsSourceGenerator()],
            parseOptions: TestCompilation.ParseOptions,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true)),
        compilation);

    public GeneratorRun Next(CSharpCompilation compilation) => new(_driver, compilation);

    /// <summary>Why each output of the named step is there.</summary>
    public IReadOnlyList<IncrementalStepRunReason> Reasons(string step) =>
        [.. Outputs(step).Select(output => output.Reason)];

    /// <summary>Why each generated file is there.</summary>
    public IReadOnlyList<IncrementalStepRunReason> OutputReasons() =>
        [.. Result.Results.Single().TrackedOutputSteps.Values.SelectMany(runs => runs)
            .SelectMany(run => run.Outputs).Select(output => output.Reason)];

    /// <summary>The values that the named step holds.</summary>
    public IEnumerable<object?> Values(string step) => Outputs(step).Select(output => output.Value);

    /// <summary>None of a step that had nothing to do.</summary>
    private IEnumerable<(object Value, IncrementalStepRunReason Reason)> Outputs(string step) =>
        Result.Results.Single().TrackedSteps.TryGetValue(step, out ImmutableArray<IncrementalGeneratorRunStep> runs)
            ? runs.SelectMany(run => run.Outputs)
            : [];
}
