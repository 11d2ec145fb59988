using System.Globalization;
using System.Text;
using DiffGen.Minimizers;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Optimization;

namespace DiffGen.Benchmarks;

/// <summary>Evaluations and time of minimizers and of those of Math.NET Numerics, in turn in one process, on the same generated
/// gradients. An entry counts the evaluations until the first point with max |∂f/∂xᵢ| ≤ 10⁻⁶, which is each method's own
/// tolerance too, and has the time of the whole run.</summary>
internal static class MinimizerTable
{
    private const double Tolerance = 1e-6;
    private const int MaxIterations = 20_000;

    private static readonly (string Name, Func<GradientFunction<double>, double[], double> Run)[] Methods =
    [
        ("Bfgs", (f, x0) => new Bfgs { GradientTolerance = Tolerance, MaxIterations = MaxIterations }.Minimize(f, x0).Value),
        ("Math.NET BFGS", (f, x0) => new BfgsMinimizer(Tolerance, 1e-20, 1e-20, MaxIterations).FindMinimum(Objective(f), Vector<double>.Build.DenseOfArray(x0)).FunctionInfoAtMinimum.Value),
        ("Lbfgs", (f, x0) => new Lbfgs { GradientTolerance = Tolerance, MaxIterations = MaxIterations }.Minimize(f, x0).Value),
        ("Math.NET L-BFGS", (f, x0) => new LimitedMemoryBfgsMinimizer(Tolerance, 1e-20, 1e-20, 10, MaxIterations).FindMinimum(Objective(f), Vector<double>.Build.DenseOfArray(x0)).FunctionInfoAtMinimum.Value),
        ("LbfgsB", (f, x0) => new LbfgsB { GradientTolerance = Tolerance, MaxIterations = MaxIterations }.Minimize(f, x0).Value),
        ("ConjugateGradient", (f, x0) => new ConjugateGradient { GradientTolerance = Tolerance, MaxIterations = MaxIterations, MaxEvaluations = 100_000 }.Minimize(f, x0).Value),
    ];

    public static string Measured(bool isTimed, string filter)
    {
        var text = new StringBuilder();
        if (isTimed) text.AppendLine(CultureInfo.InvariantCulture, $"Evaluations and minimum of {SideBySide.Rounds} rounds, one thread, .NET {Environment.Version}, {Environment.ProcessorCount} cores.");
        text.AppendLine();
        text.AppendLine($"| function | n | {string.Join(" | ", Methods.Select(method => method.Name))} |");
        text.AppendLine($"| --- | --- |{string.Concat(Methods.Select(_ => " --- |"))}");
        foreach ((string name, GradientFunction<double> f, double[] x0) in Functions().Where(row => row.Name.Contains(filter, StringComparison.OrdinalIgnoreCase)))
        {
            string[] evaluations = [.. Methods.Select(method => Evaluations(method.Run, f, x0))];
            int[] sound = [.. Enumerable.Range(0, Methods.Length).Where(i => !evaluations[i].StartsWith("fails", StringComparison.Ordinal))];
            double[][] times = !isTimed ? [] : SideBySide.Times([.. sound.Select(i => (Func<double>)(() => Methods[i].Run(f, x0)))]);
            string[] cells = [.. evaluations];
            for (int k = 0; k < times.Length; k++) cells[sound[k]] += $", {SideBySide.Text(times[k].Min())}";
            text.AppendLine(CultureInfo.InvariantCulture, $"| {name} | {x0.Length} | {string.Join(" | ", cells)} |");
        }
        return text.ToString();
    }

    private static string Evaluations(Func<GradientFunction<double>, double[], double> run, GradientFunction<double> f, double[] x0)
    {
        int calls = 0, needed = 0;
        double Counted(ReadOnlySpan<double> x, Span<double> gradient)
        {
            calls++;
            double value = f(x, gradient), norm = 0;
            foreach (double g in gradient) norm = Math.Max(norm, Math.Abs(g));
            if (needed == 0 && norm <= Tolerance) needed = calls;
            return value;
        }

        try
        {
            run(Counted, x0);
        }
        catch (OptimizationException)
        {
            return needed > 0 ? string.Create(CultureInfo.InvariantCulture, $"fails after {needed}") : "fails";
        }
        return needed > 0 ? needed.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"not reached in {calls}");
    }

    private static IObjectiveFunction Objective(GradientFunction<double> f) => ObjectiveFunction.Gradient(x =>
    {
        var gradient = new double[x.Count];
        double value = f(x.AsArray(), gradient);
        return (value, Vector<double>.Build.Dense(gradient));
    });

    private static IEnumerable<(string Name, GradientFunction<double> F, double[] X0)> Functions()
    {
        yield return ("Rosenbrock", FormObjectives.RosenbrockGradient, [-1.2, 1]);
        yield return ("Beale", MinimizerObjectives.BealeGradient, [1, 1]);
        yield return ("Wood", MinimizerObjectives.WoodGradient, [-3, -1, -3, -1]);
        yield return ("Brown-Dennis", MinimizerObjectives.BrownDennisGradient, [25, 5, -5, -1]);
        yield return ("trigonometric", MinimizerObjectives.TrigonometricGradient, Repeated(10, 0.1));
        yield return ("ill-conditioned quadratic", MinimizerObjectives.IllConditionedGradient, new double[20]);
        yield return ("Powell singular", FormObjectives.PowellGradient, Repeated(40, 3, -1, 0, 1));
        yield return ("Broyden tridiagonal", MinimizerObjectives.BroydenTridiagonalGradient, Repeated(100, -1));
        yield return ("Rosenbrock", FormObjectives.RosenbrockGradient, Repeated(10, -1.2, 1));
        yield return ("Rosenbrock", FormObjectives.RosenbrockGradient, Repeated(100, -1.2, 1));
        yield return ("Broyden tridiagonal", MinimizerObjectives.BroydenTridiagonalGradient, Repeated(1000, -1));
    }

    private static double[] Repeated(int n, params double[] values) => [.. Enumerable.Range(0, n).Select(i => values[i % values.Length])];
}
