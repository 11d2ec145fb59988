using System.Text.Json;

namespace DiffGen.GradBench.Evals;

/// <summary>The evals by name.</summary>
internal static class EvalTable
{
    private static readonly SortedDictionary<string, Func<JsonElement, IEval>> s_readers = new(StringComparer.Ordinal)
    {
        ["ba"] = input => new BaEval(input),
        ["gmm"] = input => new GmmEval(input),
        ["hello"] = input => new HelloEval(input),
        ["llsq"] = input => new LlsqEval(input),
        ["lse"] = input => new LseEval(input),
        ["lstm"] = input => new LstmEval(input),
        ["ode"] = input => new OdeEval(input),
    };

    /// <summary>The names.</summary>
    public static IEnumerable<string> Names => s_readers.Keys;

    /// <summary>Whether there is an eval of that name.</summary>
    /// <param name="name">The name.</param>
    public static bool Has(string name) => s_readers.ContainsKey(name);

    /// <summary>Reads the input of an eval and prepares one of its functions.</summary>
    /// <param name="name">The name of the eval.</param>
    /// <param name="function">The name of the function.</param>
    /// <param name="input">The input.</param>
    /// <exception cref="InvalidInputException">There is no such eval or function, or the input isn't one of it.</exception>
    public static Computation Prepare(string name, string function, JsonElement input)
    {
        if (!s_readers.TryGetValue(name, out Func<JsonElement, IEval>? reader))
            throw new InvalidInputException($"No module is called '{name}'");
        IReadOnlyDictionary<string, Func<Computation>> functions = reader(input).Functions;
        return functions.TryGetValue(function, out Func<Computation>? prepare)
            ? prepare()
            : throw new InvalidInputException($"'{name}' has no function '{function}'; it has {string.Join(" and ", functions.Keys)}");
    }
}
