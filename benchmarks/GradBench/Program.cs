// dotnet run -c Release --project benchmarks/GradBench
// GradBench's protocol: one JSON message a line on standard input, one response a line on standard output.
// dotnet run -c Release --project benchmarks/GradBench EVAL INPUT.json FUNCTION
// One function on one input: its output on standard output, how long it took on standard error.
using System.Text;
using DiffGen.GradBench;

using var input = new StreamReader(Console.OpenStandardInput(), new UTF8Encoding(false), bufferSize: 1 << 16);
using var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false), bufferSize: 1 << 16);
return CommandLine.Run(args, input, output, Console.Error);
