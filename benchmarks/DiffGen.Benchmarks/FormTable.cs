using System.Globalization;
using System.Text;

namespace DiffGen.Benchmarks;

/// <summary>What the forms of a method cost, in units of the method itself: all in turn, round after round.</summary>
internal static class FormTable
{
    public static string Measured(string filter)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"Minimum of {SideBySide.Rounds} rounds, one thread, .NET {Environment.Version}, {Environment.ProcessorCount} cores.");
        text.AppendLine();
        text.AppendLine("| objective | inputs | plain method | gradient / plain | Jvp / plain | Hvp / plain | Hessian / (n · plain) |");
        text.AppendLine("| --- | --- | --- | --- | --- | --- | --- |");
        foreach ((string name, int n, Func<double>[] sides) in All().Where(row => row.Name.Contains(filter, StringComparison.OrdinalIgnoreCase)))
        {
            double[] best = [.. SideBySide.Times(sides).Select(side => side.Min())];
            string hessian = sides.Length < 5 ? "" : (best[4] / (n * best[0])).ToString("F2", CultureInfo.InvariantCulture);
            text.AppendLine(CultureInfo.InvariantCulture, $"| {name} | {n} | {SideBySide.Text(best[0])} | {best[1] / best[0]:F2} | {best[2] / best[0]:F2} | {best[3] / best[0]:F2} | {hessian} |");
        }
        Sparse(text, filter);
        return text.ToString();
    }

    private static void Sparse(StringBuilder text, string filter)
    {
        text.AppendLine();
        text.AppendLine("| sparse matrix | inputs | elements | passes | plain method | sparse / plain | dense / plain |");
        text.AppendLine("| --- | --- | --- | --- | --- | --- | --- |");
        foreach ((string name, SparsityPattern pattern, int passes, Func<double>[] sides) in AllSparse().Where(row => row.Name.Contains(filter, StringComparison.OrdinalIgnoreCase)))
        {
            double[] best = [.. SideBySide.Times(sides).Select(side => side.Min())];
            text.AppendLine(CultureInfo.InvariantCulture, $"| {name} | {pattern.ColumnCount} | {pattern.Count} | {passes} | {SideBySide.Text(best[0])} | {best[1] / best[0]:F1} | {best[2] / best[0]:F0} |");
        }
    }

    private static IEnumerable<(string Name, SparsityPattern Pattern, int Passes, Func<double>[] Sides)> AllSparse()
    {
        double[] x = Vector(1000), r = new double[1000], g = new double[1000], dense = new double[1_000_000];
        double[] elements = new double[FormObjectives.BroydenJacobianPattern.Count], blocks = new double[FormObjectives.PowellBlocksHessianPattern.Count];
        yield return ("Jacobian of Broyden's tridiagonal function", FormObjectives.BroydenJacobianPattern, 1, [
            () => Last(() => FormObjectives.Broyden(x, r), r), () => Last(() => FormObjectives.BroydenSparseJacobian(x, r, elements), r), () => Last(() => FormObjectives.BroydenJacobian(x, r, dense), r)]);
        yield return ("Hessian of the extended Powell function", FormObjectives.PowellBlocksHessianPattern, 1, [
            () => FormObjectives.PowellBlocks(x), () => FormObjectives.PowellBlocksSparseHessian(x, g, blocks), () => FormObjectives.PowellBlocksHessian(x, g, dense)]);
    }

    private static double Last(Action run, double[] outputs)
    {
        run();
        return outputs[^1];
    }

    private static IEnumerable<(string Name, int N, Func<double>[] Sides)> All()
    {
        foreach (int n in (int[])[10, 100, 1000])
        {
            double[] x = Vector(n), v = Vector(n), g = new double[n], h = new double[n * n];
            yield return ("Rosenbrock", n, [
                () => FormObjectives.Rosenbrock(x), () => FormObjectives.RosenbrockGradient(x, g), () => FormObjectives.RosenbrockJvp(x, v, out _),
                () => FormObjectives.RosenbrockHvp(x, v, g), () => FormObjectives.RosenbrockHessian(x, g, h)]);
        }
        foreach (int n in (int[])[8, 100, 1000])
        {
            double[] x = Vector(n), v = Vector(n), g = new double[n], h = new double[n * n];
            yield return ("extended Powell", n, [
                () => FormObjectives.Powell(x), () => FormObjectives.PowellGradient(x, g), () => FormObjectives.PowellJvp(x, v, out _),
                () => FormObjectives.PowellHvp(x, v, g), () => FormObjectives.PowellHessian(x, g, h)]);
        }
        foreach (int rows in (int[])[20, 1000])
        {
            const int d = 10, k = 5, n = k + k * d + k * d * (d + 1) / 2;
            double[] theta = Vector(n), v = Vector(n), g = new double[n], x = Vector(rows * d);
            yield return ($"Gaussian mixture, d = 10, k = 5, {rows} rows", n, [
                () => FormObjectives.Mixture(theta, x, d, k), () => FormObjectives.MixtureGradient(theta, x, d, k, g), () => FormObjectives.MixtureJvp(theta, x, d, k, v, out _),
                () => FormObjectives.MixtureHvp(theta, x, d, k, v, g)]);
        }
    }

    private static double[] Vector(int n)
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, n).Select(_ => random.NextDouble() - 0.5)];
    }
}
