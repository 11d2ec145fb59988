using System.Globalization;

namespace DiffGen.Fuzz;

/// <summary>What to run.</summary>
/// <param name="Seed">The seed of the first program; the others follow.</param>
/// <param name="Count">How many programs.</param>
/// <param name="IsPlanted">Each has one construct that must be refused.</param>
/// <param name="Reduces">Failures are shrunk.</param>
/// <param name="Prints">Only print the programs.</param>
public sealed record Options(int Seed = 1, int Count = 400, bool IsPlanted = false, bool Reduces = false, bool Prints = false)
{
    /// <summary>The command line.</summary>
    public static Options Parse(IReadOnlyList<string> arguments)
    {
        var options = new Options();
        for (int i = 0; i < arguments.Count; i++)
        {
            options = arguments[i] switch
            {
                "--seed" => options with { Seed = int.Parse(arguments[++i], CultureInfo.InvariantCulture) },
                "--count" => options with { Count = int.Parse(arguments[++i], CultureInfo.InvariantCulture) },
                "--planted" => options with { IsPlanted = true },
                "--reduce" => options with { Reduces = true },
                "--print" => options with { Prints = true },
                _ => throw new ArgumentException($"unknown argument '{arguments[i]}'; expected --seed S --count N [--planted] [--reduce] [--print]"),
            };
        }
        return options;
    }
}
