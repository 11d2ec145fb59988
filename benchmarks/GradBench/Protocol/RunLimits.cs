using System.Text.Json;
using DiffGen.GradBench.Evals;

namespace DiffGen.GradBench.Protocol;

/// <summary>How long a function is evaluated again.</summary>
/// <param name="Runs">The least number of runs; one run is made in any case.</param>
/// <param name="Seconds">The least time that the runs take together.</param>
internal readonly record struct RunLimits(int Runs, double Seconds)
{
    /// <summary>The limits that an input carries: <c>min_runs</c> and <c>min_seconds</c>, else one run.</summary>
    /// <param name="input">The input.</param>
    /// <exception cref="InvalidInputException">One of them is negative or not a number.</exception>
    public static RunLimits Of(JsonElement input)
    {
        if (input.ValueKind != JsonValueKind.Object)
            return default;
        int runs = input.TryGetProperty("min_runs", out _) ? input.Integer("min_runs", 0) : 0;
        double seconds = input.TryGetProperty("min_seconds", out _) ? input.Number("min_seconds") : 0;
        if (seconds < 0)
            throw new InvalidInputException($"'min_seconds' must be at least 0, not {seconds}");
        return new RunLimits(runs, seconds);
    }

    /// <summary>Whether both limits are reached.</summary>
    /// <param name="runs">The number of runs so far.</param>
    /// <param name="seconds">The time that they took.</param>
    public bool AreReached(int runs, double seconds) => runs >= Runs && seconds >= Seconds;
}
