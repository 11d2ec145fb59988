// Fits seven curves by Levenberg–Marquardt with generated Jacobians, and reports one fit in full.
using System.Globalization;
using DiffGen.Minimizers;
using DiffGen.Samples.CurveFit;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
bool converged = true;
Console.WriteLine($"{"fit",-17} {"points",6} {"calls",5}  parameters ± standard errors");
foreach (Fit fit in Fit.All(Path.Combine(AppContext.BaseDirectory, "data")))
{
    LeastSquaresResult result = fit.Run();
    converged &= result.Converged;
    IEnumerable<string> numbers = fit.Parameters.Select((name, j) => $"{name} {result.Point[j]:G6} ± {result.StandardErrors[j]:G3}");
    Console.WriteLine($"{fit.Name,-17} {fit.Count,6} {result.Evaluations,5}  {string.Join(", ", numbers)}");
}

Fit puromycin = Fit.All(Path.Combine(AppContext.BaseDirectory, "data"))[0];
Console.WriteLine($"\n{puromycin.Name}\n{puromycin.Run().FullReport(puromycin.Parameters)}");
return converged ? 0 : 1;
