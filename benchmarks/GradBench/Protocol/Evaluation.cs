using System.Diagnostics;
using System.Text.Json;
using DiffGen.GradBench.Evals;

namespace DiffGen.GradBench.Protocol;

/// <summary>A function evaluated on an input as often as the input asks.</summary>
internal sealed class Evaluation
{
    private readonly Computation _computation;

    private Evaluation(Computation computation, IReadOnlyList<long> nanoseconds)
    {
        _computation = computation;
        Nanoseconds = nanoseconds;
    }

    /// <summary>How long each run took, the first one first.</summary>
    public IReadOnlyList<long> Nanoseconds { get; }

    /// <summary>The number of runs, their minimum and median.</summary>
    public string Summary
    {
        get
        {
            long[] sorted = [.. Nanoseconds.Order()];
            return $"evaluate: {sorted.Length} runs, minimum {sorted[0]} ns, median {sorted[sorted.Length / 2]} ns";
        }
    }

    /// <summary>Reads the input and evaluates the function.</summary>
    /// <param name="module">The name of the eval.</param>
    /// <param name="function">The name of its function.</param>
    /// <param name="input">The input; <c>min_runs</c> and <c>min_seconds</c> in it say how long to repeat.</param>
    /// <exception cref="InvalidInputException">There is no such function, or the input isn't one of it.</exception>
    public static Evaluation Of(string module, string function, JsonElement input)
    {
        var limits = RunLimits.Of(input);
        Computation computation = EvalTable.Prepare(module, function, input);
        var nanoseconds = new List<long>();
        double seconds = 0;
        do
        {
            long start = Stopwatch.GetTimestamp();
            computation.Run();
            double elapsed = (Stopwatch.GetTimestamp() - start) / (double)Stopwatch.Frequency;
            nanoseconds.Add((long)(elapsed * 1e9));
            seconds += elapsed;
        }
        while (!limits.AreReached(nanoseconds.Count, seconds));
        return new Evaluation(computation, nanoseconds);
    }

    /// <summary>Writes the output of the last run.</summary>
    /// <param name="writer">Receives it.</param>
    public void WriteOutput(Utf8JsonWriter writer) => _computation.Write(writer);
}
