using System.Globalization;
using System.Text;
using DiffGen.Minimizers;
using DiffGen.Tests;
using DiffGen.Tests.Nist;

namespace DiffGen.Benchmarks;

/// <summary>How many certified digits the minimizers find of NIST's problems, from both starts, with their default options.</summary>
/// <remarks>BFGS and L-BFGS-B minimize the sum of squares by its gradient, with the parameters in units of their starting values, until
/// a step moves none of them by more than 10⁻¹² of it.</remarks>
internal static class NistTable
{
    public static string Made()
    {
        if (LocalData.Find("nist", "nist.json") is not { } path)
            return "nist/nist.json isn't here; DIFFGEN_DATA can say where the data are";
        var text = new StringBuilder();
        text.AppendLine("| problem | start | LM: calls | parameters | std. errors | dogleg: calls | parameters | BFGS: calls | parameters | L-BFGS-B: calls | parameters |");
        text.AppendLine("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        foreach (NistProblem problem in NistProblem.Read(path))
        {
            for (int start = 0; start < 2; start++)
            {
                double[] x0 = problem.Starts[start];
                LeastSquaresResult fit = new LevenbergMarquardt().Minimize(problem.Functions.Jacobian, problem.Ys.Length, x0);
                LeastSquaresResult dogleg = new Dogleg().Minimize(problem.Functions.Jacobian, problem.Ys.Length, x0);
                string errors = problem.Name == "Lanczos1" ? "" : Digits(fit.StandardErrors, problem.CertifiedErrors);
                text.AppendLine(CultureInfo.InvariantCulture,
                    $"| {problem.Name} | {start + 1} | {fit.Evaluations} | {Digits(fit.Point, problem.Certified)} | {errors} | {dogleg.Evaluations} | {Digits(dogleg.Point, problem.Certified)} | {QuasiNewton(problem, x0, new Bfgs { GradientTolerance = 0, ParameterTolerance = 1e-12 })} | {QuasiNewton(problem, x0, new LbfgsB { GradientTolerance = 0, ParameterTolerance = 1e-12 })} |");
            }
        }

        return text.ToString();
    }

    private static string QuasiNewton(NistProblem problem, double[] x0, IMinimizer minimizer)
    {
        MinimizationResult result = minimizer.Minimize(Scaled(problem.Functions.Gradient, x0), [.. x0.Select(_ => 1.0)]);
        double[] point = [.. result.Point.Select((z, j) => z * x0[j])];
        return string.Create(CultureInfo.InvariantCulture, $"{result.Evaluations} | {Digits(point, problem.Certified)}");
    }

    // f(D·z) with its gradient D·∇f.
    private static GradientFunction<double> Scaled(GradientFunction<double> f, double[] units) => (z, gradient) =>
    {
        var x = new double[units.Length];
        for (int j = 0; j < x.Length; j++) x[j] = z[j] * units[j];
        double value = f(x, gradient);
        for (int j = 0; j < x.Length; j++) gradient[j] *= units[j];
        return value;
    };

    private static string Digits(double[] actual, double[] expected)
        => NistProblem.Digits(actual, expected).ToString("F1", CultureInfo.InvariantCulture);
}
