using DiffGen.Fuzz;

FuzzSummary summary = new Fuzzer(Options.Parse(args), Console.Out).Run();
return summary.Failures == 0 ? 0 : 1;
