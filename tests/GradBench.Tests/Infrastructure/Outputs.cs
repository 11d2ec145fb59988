using System.Text.Json;
using DiffGen.GradBench.Evals;

namespace DiffGen.Tests.Infrastructure;

/// <summary>Outputs of evals, as the benchmark sees them.</summary>
internal static class Outputs
{
    /// <summary>The output of one run.</summary>
    /// <param name="eval">The name of the eval.</param>
    /// <param name="function">The name of the function.</param>
    /// <param name="input">The input as JSON.</param>
    public static JsonElement Of(string eval, string function, string input)
    {
        Computation computation = Prepared(eval, function, input);
        computation.Run();
        return Parsed(JsonOutput.Line(computation.Write));
    }

    /// <summary>A function on an input, not yet run.</summary>
    /// <inheritdoc cref="Of"/>
    public static Computation Prepared(string eval, string function, string input) => EvalTable.Prepare(eval, function, Parsed(input));

    /// <summary>JSON text as an element.</summary>
    /// <param name="json">The text.</param>
    public static JsonElement Parsed(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}
