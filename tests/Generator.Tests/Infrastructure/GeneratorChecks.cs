using System.Reflection;
using Microsoft.CodeAnalysis;

namespace DiffGen.Generator.Tests.Infrastructure;

/// <summary>What holds for every run of the generator.</summary>
internal static class GeneratorChecks
{
    public static IReadOnlyList<string> StepNames { get; } =
        [.. typeof(TrackingNames).GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static)
            .Where(field => field.IsLiteral)
            .Select(field => (string)field.GetRawConstantValue()!)];

    public static void Reports_nothing(GeneratorRun run)
    {
        GeneratorRunResult result = run.Result.Results.Single();
        Assert.Null(result.Exception);
        Assert.Empty(result.Diagnostics);
    }

    /// <summary>No error anywhere; in generated trees not even a hidden remark of the compiler.</summary>
    public static void Output_compiles_without_a_warning(GeneratorRun run)
    {
        var generated = run.Result.GeneratedTrees.ToHashSet();
        IEnumerable<Diagnostic> found = run.Output.GetDiagnostics(TestContext.Current.CancellationToken)
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error
                || (diagnostic.Location.SourceTree is { } tree && generated.Contains(tree)));
        Assert.True(!found.Any(), string.Join('\n', found) + "\n\n" + AllText(run));
    }

    public static void Second_run_is_cached(GeneratorRun run)
    {
        GeneratorRun second = run.Next(run.Input.Clone());
        foreach (string step in StepNames)
            Assert.All(second.Reasons(step), IsReuse);
        Assert.NotEmpty(second.OutputReasons());
        Assert.All(second.OutputReasons(), IsReuse);
        Assert.Equal(AllText(run), AllText(second));
    }

    public static void No_step_holds_a_Roslyn_object(GeneratorRun run)
    {
        Assert.NotEmpty(run.Values(TrackingNames.Lower));
        Assert.NotEmpty(run.Values(TrackingNames.Compile));
        foreach (string step in StepNames)
        {
            foreach (object? value in run.Values(step))
                Assert.Null(RoslynObjects.FindPath(value));
        }
    }

    public static void IsReuse(IncrementalStepRunReason reason) =>
        Assert.True(reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, reason.ToString());

    public static string AllText(GeneratorRun run) => string.Join(
        "\n\n",
        run.Sources.OrderBy(source => source.HintName, StringComparer.Ordinal)
            .Select(source => $"//{source.HintName}\n{source.SourceText}"));
}
