using System.Globalization;
using DiffGen.Generator.Benchmarks;

// dotnet run -c Release --project benchmarks/Generator.Benchmarks
// What the generator costs at several sizes of a method: the first run, a keystroke elsewhere, a keystroke in the method.
// dotnet run -c Release --project benchmarks/Generator.Benchmarks profile STATEMENTS
// Where the time of a keystroke in the method goes, step by step.
switch (args.FirstOrDefault())
{
    case "profile":
        Console.WriteLine(StepProfile.Measured(int.Parse(args[1], CultureInfo.InvariantCulture)));
        break;
    case GeneratorTable.Cold:
        Console.WriteLine(GeneratorTable.FirstRun(int.Parse(args[1], CultureInfo.InvariantCulture)).ToString("R", CultureInfo.InvariantCulture));
        break;
    default:
        Console.WriteLine(GeneratorTable.Measured());
        break;
}
