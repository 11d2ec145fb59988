using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace DiffGen.Benchmarks;

/// <summary>
/// Times the sides of a workload in turn, round after round, so that a slow moment of the machine hits all of them;
/// reports minimum and median, and ratios of minima.
/// </summary>
internal sealed class SideBySide
{
    public const int Rounds = 25;

    private const double RoundSeconds = 0.02;

    private const int EnoughCalls = 100;

    private readonly List<string> _rows = [];

    public void Measure(Workload workload)
    {
        double[][] times = Times([workload.Primal, workload.HandWritten, workload.Generated]);
        double difference = workload.Difference();
        double[] best = [.. times.Select(side => side.Min())];
        string[] cells = [.. times.Select(side => $"{Text(side.Min())} ({Text(Median(side))})")];
        _rows.Add(string.Create(
            CultureInfo.InvariantCulture,
            $"| {workload.Name} | {workload.Size} | {string.Join(" | ", cells)} | {best[2] / best[0]:F2} | {best[2] / best[1]:F2} | {difference:E0} |"));
    }

    /// <summary>The seconds of each round of each side.</summary>
    public static double[][] Times(Func<double>[] sides)
    {
        foreach (Func<double> side in sides) WarmUp(side);
        int[] runs = [.. sides.Select(RunsPerRound)];
        double[][] times = [.. sides.Select(_ => new double[Rounds])];
        for (int round = 0; round < Rounds; round++)
            for (int i = 0; i < sides.Length; i++) times[i][round] = Time(sides[i], runs[i]);
        return times;
    }

    public string ToMarkdown()
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"Minimum (median) of {Rounds} rounds, one thread, .NET {Environment.Version}, {Environment.ProcessorCount} cores.");
        text.AppendLine();
        text.AppendLine("| workload | size | plain method | hand-written gradient | generated gradient | generated / plain | generated / hand-written | largest difference |");
        text.AppendLine("| --- | --- | --- | --- | --- | --- | --- | --- |");
        foreach (string row in _rows) text.AppendLine(row);
        return text.ToString();
    }

    /// <summary>Long enough for every tier of the JIT: it looks for methods called 30 times, and a while after the last new one.</summary>
    private static void WarmUp(Func<double> side)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < EnoughCalls || Stopwatch.GetElapsedTime(start).TotalSeconds < 0.5; i++)
        {
            side();
            if (i == EnoughCalls / 2) Thread.Sleep(200);
            if (i > EnoughCalls / 2 + 10 && Stopwatch.GetElapsedTime(start).TotalSeconds > 2) return;
        }
    }

    private static int RunsPerRound(Func<double> side)
    {
        int runs = 1;
        while (Time(side, runs) * runs < RoundSeconds && runs < 1 << 24) runs *= 2;
        return runs;
    }

    private static double Time(Func<double> side, int runs)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < runs; i++) side();
        return Stopwatch.GetElapsedTime(start).TotalSeconds / runs;
    }

    public static double Median(double[] times) => times.Order().ElementAt(times.Length / 2);

    public static string Text(double seconds) => seconds switch
    {
        < 1e-6 => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1e9:F1} ns"),
        < 1e-3 => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1e6:F2} µs"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1e3:F2} ms"),
    };
}
