using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DiffGen.Generator.Benchmarks;

/// <summary>What the generator costs: its run alone, by Roslyn's driver, without parsing.</summary>
internal static class GeneratorTable
{
    /// <summary>Asks a process of its own for its first run.</summary>
    public const string Cold = "cold";

    private const int Runs = 21, ColdRuns = 3;
    private const double WarmUpSeconds = 3;

    private static readonly int[] Sizes = [10, 100, 1000];

    public static string Measured()
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{DateTime.UtcNow:yyyy-MM-dd}, {Environment.ProcessorCount} cores, .NET {Environment.Version}. Median (minimum) of {Runs} runs in ms, of {ColdRuns} processes for the first column.");
        text.AppendLine();
        text.AppendLine("| statements | lines generated | first run of a process | first run of a driver | keystroke elsewhere | keystroke in the method |");
        text.AppendLine("| --- | --- | --- | --- | --- | --- |");
        foreach (int statements in Sizes)
        {
            string[] cells =
            [
                Text([.. Enumerable.Range(0, ColdRuns).Select(_ => InAnotherProcess(statements))]),
                Text(FirstRuns(statements)),
                Text(Keystrokes(statements, (project, i) => project.EditOther(i))),
                Text(Keystrokes(statements, (project, i) => project.EditMethod(i))),
            ];
            text.AppendLine(CultureInfo.InvariantCulture, $"| {statements} | {Lines(statements)} | {string.Join(" | ", cells)} |");
        }
        return text.ToString();
    }

    /// <summary>Milliseconds of the first run of a new driver.</summary>
    public static double FirstRun(int statements) => Time(Project.Driver(), new Project(statements).Compilation).Milliseconds;

    private static double[] FirstRuns(int statements)
    {
        WarmUp(() => FirstRun(statements));
        return [.. Enumerable.Range(0, Runs).Select(_ => FirstRun(statements))];
    }

    private static double[] Keystrokes(int statements, Func<Project, int, CSharpCompilation> edit)
    {
        var project = new Project(statements);
        GeneratorDriver driver = Project.Driver().RunGenerators(project.Compilation);
        int edits = 0;
        WarmUp(() => Next());
        return [.. Enumerable.Range(0, Runs).Select(_ => Next())];

        double Next()
        {
            CSharpCompilation edited = edit(project, ++edits);
            (driver, double milliseconds) = Time(driver, edited);
            return milliseconds;
        }
    }

    private static (GeneratorDriver Driver, double Milliseconds) Time(GeneratorDriver driver, CSharpCompilation compilation)
    {
        long start = Stopwatch.GetTimestamp();
        GeneratorDriver after = driver.RunGenerators(compilation);
        double milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        if (after.GetRunResult() is not { Diagnostics.IsEmpty: true, GeneratedTrees.Length: 1 }) throw new InvalidOperationException("The synthetic method isn't differentiated");
        return (after, milliseconds);
    }

    private static void WarmUp(Func<double> run)
    {
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start).TotalSeconds < WarmUpSeconds) run();
    }

    private static double InAnotherProcess(int statements)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet") start.ArgumentList.Add(Environment.GetCommandLineArgs()[0]);
        start.ArgumentList.Add(Cold);
        start.ArgumentList.Add(statements.ToString(CultureInfo.InvariantCulture));
        using Process process = Process.Start(start)!;
        string text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return double.Parse(text, CultureInfo.InvariantCulture);
    }

    private static int Lines(int statements)
        => Project.Driver().RunGenerators(new Project(statements).Compilation).GetRunResult().GeneratedTrees[0].GetText().Lines.Count;

    private static string Text(double[] milliseconds)
        => string.Create(CultureInfo.InvariantCulture, $"{milliseconds.Order().ElementAt(milliseconds.Length / 2):F1} ({milliseconds.Min():F1})");
}
