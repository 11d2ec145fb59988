using System.Text.Json;

namespace DiffGen.GradBench.Evals;

/// <summary>A function of an eval on one input, ready to be run and measured.</summary>
/// <param name="Run">Evaluates it; after the first times nothing is allocated.</param>
/// <param name="Write">Writes the output of the last run as the benchmark defines it.</param>
internal sealed record Computation(Action Run, Action<Utf8JsonWriter> Write);
