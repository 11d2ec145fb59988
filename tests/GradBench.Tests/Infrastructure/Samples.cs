using System.Text.Json;
using DiffGen.Numerics;

namespace DiffGen.Tests.Infrastructure;

/// <summary>Small inputs of the evals, the same at every run.</summary>
internal static class Samples
{
    /// <summary>The evals with their functions.</summary>
    public static readonly (string Eval, string[] Functions)[] Functions =
    [
        ("hello", ["square", "double"]), ("gmm", ["objective", "jacobian"]), ("lstm", ["objective", "jacobian"]),
        ("ba", ["objective", "jacobian"]), ("lse", ["primal", "gradient"]), ("llsq", ["primal", "gradient"]), ("ode", ["primal", "gradient"]),
    ];

    /// <summary>All pairs of an eval and a function.</summary>
    public static TheoryData<string, string> Pairs
    {
        get
        {
            var pairs = new TheoryData<string, string>();
            foreach ((string eval, string[] functions) in Functions)
            {
                foreach (string function in functions)
                    pairs.Add(eval, function);
            }

            return pairs;
        }
    }

    /// <summary>An input of an eval, as the benchmark sends it, with one run.</summary>
    /// <param name="eval">The name of the eval.</param>
    public static string Json(string eval) => eval switch
    {
        "hello" => "1.5",
        "gmm" => JsonSerializer.Serialize(new
        {
            d = 3,
            k = 2,
            n = 5,
            m = 1,
            gamma = 1.5,
            alpha = Numbers(1, 2),
            mu = Rows(2, 2, 3),
            q = Rows(3, 2, 3),
            l = Rows(4, 2, 3),
            x = Rows(5, 5, 3),
            min_runs = 1,
            min_seconds = 0.0,
        }),
        "lstm" => JsonSerializer.Serialize(new
        {
            main_params = Rows(1, 4, 12),
            extra_params = Rows(2, 3, 3),
            state = Rows(3, 4, 3),
            sequence = Rows(4, 6, 3),
            min_runs = 1,
            min_seconds = 0.0,
        }),
        "ba" => """
            {"n":3,"m":4,"p":12,"cam":[0.1,-0.2,0.3,0.5,-0.25,-4,2,0.1,-0.1,0.05,-0.01],"x":[0.3,0.2,1],"w":0.75,"feat":[0.2,0.4],
            "min_runs":1,"min_seconds":0}
            """.Replace("\n", ""),
        "lse" => JsonSerializer.Serialize(new { x = Numbers(1, 7), min_runs = 1, min_seconds = 0.0 }),
        "llsq" => JsonSerializer.Serialize(new { x = Numbers(1, 5), n = 9, min_runs = 1, min_seconds = 0.0 }),
        "ode" => JsonSerializer.Serialize(new { x = Numbers(1, 6), s = 3, min_runs = 1, min_seconds = 0.0 }),
        _ => throw new ArgumentOutOfRangeException(nameof(eval), eval, "No such eval"),
    };

    /// <summary>Numbers from −1 to 1.</summary>
    /// <param name="seed">Which ones.</param>
    /// <param name="count">How many.</param>
    public static double[] Numbers(ulong seed, int count)
    {
        var random = new Xoshiro256StarStar(seed);
        var numbers = new double[count];
        for (int i = 0; i < count; i++)
            numbers[i] = 2 * random.NextDouble() - 1;
        return numbers;
    }

    private static double[][] Rows(ulong seed, int rows, int columns) => [.. Numbers(seed, rows * columns).Chunk(columns)];
}
