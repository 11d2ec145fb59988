using System.Globalization;
using System.Text;

namespace DiffGen.Benchmarks.Evals;

/// <summary>The evals side by side: the plain method and gradients generated and written by hand, in C# and in C.</summary>
internal static class EvalTable
{
    public static string Measured(string filter)
    {
        using CCompiler? compiler = CCompiler.Find();
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{DateTime.UtcNow:yyyy-MM-dd}, {Machine.Processor}, {Environment.ProcessorCount} cores, .NET {Environment.Version}, {compiler?.Version ?? "no C compiler"}. Minimum (median) of {SideBySide.Rounds} rounds, one thread.");
        text.AppendLine();
        text.AppendLine("| eval | size | plain method | generated gradient | hand-written gradient | plain C | gradient in C | generated / plain | hand-written / plain | C gradient / plain C | generated / hand-written | difference to hand-written | to C |");
        text.AppendLine("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        foreach (Workload workload in EvalWorkloads.All(compiler).Where(workload => workload.Name.Contains(filter, StringComparison.OrdinalIgnoreCase)))
            text.AppendLine(Row(workload));
        return text.ToString();
    }

    private static string Row(Workload workload)
    {
        Func<double>?[] sides = [workload.Primal, workload.Generated, workload.HandWritten, workload.PlainC, workload.GradientC];
        double[][] times = SideBySide.Times([.. sides.OfType<Func<double>>()]);
        double?[] best = [.. sides.Select((side, i) => side is null ? (double?)null : times[i].Min())];
        IEnumerable<string> cells = sides.Select((side, i) => side is null ? "–" : $"{SideBySide.Text(times[i].Min())} ({SideBySide.Text(SideBySide.Median(times[i]))})");
        string[] rest =
        [
            Text(best[1] / best[0], "F2"), Text(best[2] / best[0], "F2"), Text(best[4] / best[3], "F2"), Text(best[1] / best[2], "F2"),
            Text(workload.Difference(), "E0"), Text(workload.DifferenceC?.Invoke(), "E0"),
        ];
        return $"| {workload.Name} | {workload.Size} | {string.Join(" | ", cells.Concat(rest))} |";
    }

    private static string Text(double? number, string format) => number?.ToString(format, CultureInfo.InvariantCulture) ?? "–";
}
