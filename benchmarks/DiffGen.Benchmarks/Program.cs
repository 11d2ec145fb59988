using DiffGen.Benchmarks;
using DiffGen.Benchmarks.Evals;

// dotnet run -c Release --project benchmarks/DiffGen.Benchmarks [name]
// Side by side in one process: the plain method, a careful hand-written gradient, the generated gradient.
// dotnet run -c Release --project benchmarks/DiffGen.Benchmarks forms [name]
// The plain method and each form: gradient, Jvp, Hvp, Hessian.
// dotnet run -c Release --project benchmarks/DiffGen.Benchmarks minimizers [evaluations] [name]
// Minimizers against those of Math.NET Numerics, on the same functions: evaluations and time, or evaluations alone.
// dotnet run -c Release --project benchmarks/DiffGen.Benchmarks optimizers [name]
// A step of each optimizer against the time that memory needs for the same bytes.
if (args.FirstOrDefault() == "forms")
{
    Console.WriteLine(FormTable.Measured(args.ElementAtOrDefault(1) ?? ""));
    return;
}

// dotnet run -c Release --project benchmarks/DiffGen.Benchmarks unroll [name]
// Gradients with loops and with loops unrolled.
if (args.FirstOrDefault() == "unroll")
{
    Console.WriteLine(UnrollTable.Measured(args.ElementAtOrDefault(1) ?? ""));
    return;
}

// dotnet run -c Release --project benchmarks/DiffGen.Benchmarks evals [name]
// GradBench's evals: the plain method, gradients generated and by hand, in C# and, if there is a compiler, in C.
if (args.FirstOrDefault() == "evals")
{
    Console.WriteLine(EvalTable.Measured(args.ElementAtOrDefault(1) ?? ""));
    return;
}

if (args.FirstOrDefault() == "optimizers")
{
    Console.WriteLine(OptimizerTable.Measured(args.ElementAtOrDefault(1) ?? ""));
    return;
}

if (args.FirstOrDefault() == "minimizers")
{
    bool isTimed = args.ElementAtOrDefault(1) != "evaluations";
    Console.WriteLine(MinimizerTable.Measured(isTimed, args.ElementAtOrDefault(isTimed ? 1 : 2) ?? ""));
    return;
}

// dotnet run -c Release --project benchmarks/DiffGen.Benchmarks nist
// How many digits of NIST's certified parameters the minimizers find.
if (args.FirstOrDefault() == "nist")
{
    Console.WriteLine(NistTable.Made());
    return;
}

// dotnet run -c Release --project benchmarks/DiffGen.Benchmarks least-squares [name]
// Levenberg–Marquardt against that of Math.NET Numerics: time, evaluations, digits.
if (args.FirstOrDefault() == "least-squares")
{
    Console.WriteLine(LeastSquaresTable.Measured(args.ElementAtOrDefault(1) ?? ""));
    return;
}

// dotnet run -c Release --project benchmarks/DiffGen.Benchmarks plot docs/images/convergence.svg
// How minimizers converge on Rosenbrock's function, as a picture.
if (args.FirstOrDefault() == "plot")
{
    File.WriteAllText(args[1], ConvergencePlot.Svg());
    return;
}

string filter = args.FirstOrDefault() ?? "";
var table = new SideBySide();
foreach (Workload workload in Workloads.All().Where(workload => workload.Name.Contains(filter, StringComparison.OrdinalIgnoreCase)))
    table.Measure(workload);
Console.WriteLine(table.ToMarkdown());
