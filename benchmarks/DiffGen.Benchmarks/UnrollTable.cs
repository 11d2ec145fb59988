using System.Globalization;
using System.Text;

namespace DiffGen.Benchmarks;

/// <summary>What unrolling brings: gradients of the same method with its loops and without, in turn, round after round.</summary>
internal static class UnrollTable
{
    public static string Measured(string filter)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"Minimum (median) of {SideBySide.Rounds} rounds, one thread, .NET {Environment.Version}, {Environment.ProcessorCount} cores.");
        text.AppendLine();
        text.AppendLine("| method | plain method | gradient, UnrollLimit = 0 | gradient, UnrollLimit = 2000 | loops / unrolled |");
        text.AppendLine("| --- | --- | --- | --- | --- |");
        foreach ((string name, Func<double>[] sides) in All().Where(row => row.Name.Contains(filter, StringComparison.OrdinalIgnoreCase)))
        {
            double[][] times = SideBySide.Times(sides);
            IEnumerable<string> cells = times.Select(side => $"{SideBySide.Text(side.Min())} ({SideBySide.Text(SideBySide.Median(side))})");
            text.AppendLine(CultureInfo.InvariantCulture, $"| {name} | {string.Join(" | ", cells)} | {times[1].Min() / times[2].Min():F2} |");
        }
        return text.ToString();
    }

    private static IEnumerable<(string Name, Func<double>[] Sides)> All()
    {
        double[] w = Vector(32), bias = Vector(8), v = Vector(8), x = Vector(4), dW = new double[32], dBias = new double[8], dV = new double[8];
        yield return ("network 4-8-1", [
            () => UnrollObjectives.Network(w, bias, v, 0.1, x, 0.3),
            () => UnrollObjectives.NetworkGradient(w, bias, v, 0.1, x, 0.3, dW, dBias, dV, out _),
            () => UnrollObjectives.NetworkUnrolledGradient(w, bias, v, 0.1, x, 0.3, dW, dBias, dV, out _)]);
        double[] l = Vector(10), b = Vector(4), dL = new double[10], dB = new double[4];
        yield return ("triangular system of 4", [
            () => UnrollObjectives.Triangular(l, b),
            () => UnrollObjectives.TriangularGradient(l, b, dL, dB),
            () => UnrollObjectives.TriangularUnrolledGradient(l, b, dL, dB)]);
        double[] c = Vector(6), dC = new double[6];
        yield return ("polynomial of degree 5", [
            () => UnrollObjectives.Horner(c, 0.7),
            () => UnrollObjectives.HornerGradient(c, 0.7, dC, out _),
            () => UnrollObjectives.HornerUnrolledGradient(c, 0.7, dC, out _)]);
        yield return ("spring, 100 steps", [
            () => UnrollObjectives.Spring(1.1, 0.4, 0.2, 0.9, -0.3),
            () => UnrollObjectives.SpringGradient(1.1, 0.4, 0.2, 0.9, -0.3, out _, out _, out _, out _, out _),
            () => UnrollObjectives.SpringUnrolledGradient(1.1, 0.4, 0.2, 0.9, -0.3, out _, out _, out _, out _, out _)]);
    }

    private static double[] Vector(int n)
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, n).Select(_ => 0.5 + random.NextDouble())];
    }
}
