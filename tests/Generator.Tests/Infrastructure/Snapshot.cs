using System.Runtime.CompilerServices;
using DiffGen.Tests.Infrastructure;

namespace DiffGen.Generator.Tests.Infrastructure;

/// <summary>
/// The full check of one generated file: reports nothing, compiles without a warning, cached the second time, keeps no compiler
/// objects, right in value and gradient, and reads as verified.
/// </summary>
internal static class Snapshot
{
    private const string Header = "using System;\nusing DiffGen;\n\nnamespace Samples;\n\n";

    private const string AdapterHeader =
        "using System;\nusing DiffGen;\n\nnamespace Samples;\n\npublic static class Adapter\n{\n";

    /// <param name="source">The user's types; usings and namespace are added.</param>
    /// <param name="adapter">
    /// Members <c>double Value(double[] at)</c> and <c>double Gradient(double[] at, double[] gradient)</c> that call the method and
    /// its derivative.
    /// </param>
    /// <param name="points">Where the gradient is compared with differences.</param>
    /// <param name="testFile">Supplied by the compiler; the verified file stands beside it.</param>
    /// <param name="testMethod">Supplied by the compiler.</param>
    public static void Check(
        string source,
        string adapter,
        double[][] points,
        [CallerFilePath] string testFile = "",
        [CallerMemberName] string testMethod = "")
    {
        GeneratorRun run = GeneratorRun.Of(
            new SourceFile("Sample.cs", Header + source),
            new SourceFile("Adapter.cs", AdapterHeader + adapter + "\n}\n"));
        GeneratorChecks.Reports_nothing(run);
        Assert.NotEmpty(run.Sources);
        GeneratorChecks.Output_compiles_without_a_warning(run);
        GeneratorChecks.Second_run_is_cached(run);
        GeneratorChecks.No_step_holds_a_Roslyn_object(run);
        AgreesWithDifferences(run, points);
        SnapshotVerifier.Verify(
            run.Result.Results.Single(),
            Path.GetDirectoryName(testFile)!,
            $"{Path.GetFileNameWithoutExtension(testFile)}.{testMethod}",
            SnapshotVerifier.AcceptRequested());
    }

    private static void AgreesWithDifferences(GeneratorRun run, double[][] points)
    {
        using var assembly = new LoadedAssembly(run.Output);
        var primal = assembly.Method<Func<double[], double>>("Samples.Adapter", "Value");
        var derivative = assembly.Method<Func<double[], double[], double>>("Samples.Adapter", "Gradient");
        foreach (double[] at in points)
        {
            double[] gradient = [.. at.Select(_ => double.NaN)];
            double value = derivative((double[])at.Clone(), gradient);
            Close.SameBits(primal((double[])at.Clone()), value, "value");
            Close.Vectors(Differences.Gradient(Unchanged, at), gradient, 1e-7, "gradient", smallest: 1);
        }

        double Unchanged(double[] at) => primal((double[])at.Clone());
    }
}
