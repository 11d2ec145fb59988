using System.Globalization;
using System.Text;
using DiffGen.Minimizers;
using DiffGen.Tests;
using DiffGen.Tests.Nist;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Optimization;
using LevenbergMarquardt = DiffGen.Minimizers.LevenbergMarquardt;

namespace DiffGen.Benchmarks;

/// <summary>Levenberg–Marquardt against Math.NET Numerics' on NIST's problems, in turn in one process, with the same generated
/// residuals and Jacobians, each with its default tolerances: time of a whole run, evaluations of the residuals, digits found of the
/// certified parameters.</summary>
internal static class LeastSquaresTable
{
    private const int MaxIterations = 1000;

    public static string Measured(string filter)
    {
        if (LocalData.Find("nist", "nist.json") is not { } path)
            return "nist/nist.json isn't here; DIFFGEN_DATA can say where the data are";
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"Minimum of {SideBySide.Rounds} rounds, one thread, .NET {Environment.Version}, {Environment.ProcessorCount} cores.");
        text.AppendLine();
        text.AppendLine("| problem | start | parameters × residuals | DiffGen: time | evaluations | digits | Math.NET: time | evaluations | digits | time ratio |");
        text.AppendLine("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        foreach (NistProblem problem in NistProblem.Read(path).Where(problem => problem.Name.Contains(filter, StringComparison.OrdinalIgnoreCase)))
        {
            for (int start = 0; start < 2; start++) text.AppendLine(Row(problem, start));
        }

        return text.ToString();
    }

    private static string Row(NistProblem problem, int start)
    {
        double[] x0 = problem.Starts[start];
        NistFunctions functions = problem.Functions;
        LeastSquaresResult ours = Ours(functions, problem.Ys.Length, x0);
        int calls = 0;
        double[]? theirs = Theirs(functions with { Residuals = (b, r) => { calls++; functions.Residuals(b, r); } }, problem.Ys.Length, x0);
        List<Func<double>> sides = [() => Ours(functions, problem.Ys.Length, x0).Cost];
        if (theirs is not null) sides.Add(() => Theirs(functions, problem.Ys.Length, x0)![0]);
        double[][] times = SideBySide.Times([.. sides]);
        string other = theirs is null
            ? string.Create(CultureInfo.InvariantCulture, $"fails | {calls} | | ")
            : string.Create(CultureInfo.InvariantCulture, $"{SideBySide.Text(times[1].Min())} | {calls} | {NistProblem.Digits(theirs, problem.Certified):F1} | {times[0].Min() / times[1].Min():F2}");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {problem.Name} | {start + 1} | {x0.Length} × {problem.Ys.Length} | {SideBySide.Text(times[0].Min())} | {ours.Evaluations} | {NistProblem.Digits(ours.Point, problem.Certified):F1} | {other} |");
    }

    private static LeastSquaresResult Ours(NistFunctions functions, int count, double[] x0)
        => new LevenbergMarquardt { MaxIterations = MaxIterations }.Minimize(functions.Jacobian, count, x0);

    private static double[]? Theirs(NistFunctions functions, int count, double[] x0)
    {
        Vector<double> Model(Vector<double> b, Vector<double> _)
        {
            var residuals = new double[count];
            functions.Residuals(b.AsArray(), residuals);
            return Vector<double>.Build.Dense(residuals);
        }

        Matrix<double> Derivatives(Vector<double> b, Vector<double> _)
        {
            double[] residuals = new double[count], jacobian = new double[count * b.Count];
            functions.Jacobian(b.AsArray(), residuals, jacobian);
            return Matrix<double>.Build.DenseOfRowMajor(count, b.Count, jacobian);
        }

        // Residuals are a model of observations 0.
        Vector<double> zero = Vector<double>.Build.Dense(count);
        try
        {
            NonlinearMinimizationResult result = new LevenbergMarquardtMinimizer(maximumIterations: MaxIterations)
                .FindMinimum(ObjectiveFunction.NonlinearModel(Model, Derivatives, zero, zero), Vector<double>.Build.Dense([.. x0]));
            return result.MinimizingPoint.ToArray();
        }
        catch (Exception exception) when (exception is OptimizationException or ArithmeticException or MathNet.Numerics.NonConvergenceException)
        {
            return null;
        }
    }
}
