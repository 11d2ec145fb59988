// Minimizes Rosenbrock's function in ten dimensions; the method group of the generated gradient is the objective.
using DiffGen.Minimizers;
using DiffGen.Samples.Rosenbrock;

double[] start = [-1.2, 1, -1.2, 1, -1.2, 1, -1.2, 1, -1.2, 1];
MinimizationResult result = new Lbfgs { GradientTolerance = 1e-10 }.Minimize(Rosenbrock.ValueGradient, start);

Console.WriteLine("iteration           value   gradient norm      step");
foreach (MinimizationStep step in result.History)
{
    if (step.Iteration % 10 == 0 || step.Iteration == result.Iterations)
        Console.WriteLine($"{step.Iteration,9}  {step.Value,14:E6}  {step.GradientNorm,14:E3}  {step.Step,8:G3}");
}

Console.WriteLine(result);
Console.WriteLine($"x = ({string.Join(", ", result.Point.Select(x => x.ToString("F8")))})");
return result.Converged ? 0 : 1;
