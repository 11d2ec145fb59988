using System.Collections.Generic;
using System.Globalization;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Derivatives;

/// <summary>
/// The rules of expressions that users write out and whose derivative is simpler than the sum of its parts. While a
/// function is differentiated such an expression is one operation; after it, its parts again, so that values keep their bits.
/// The code is the name here, a space and the code of the function that the expression is made with.
/// </summary>
internal static class IdiomRules
{
    /// <summary><c>1 / (1 + Exp(x))</c>: of <c>-x</c>, the logistic function.</summary>
    public const string Falling = "falling";

    /// <summary><c>e / (1 + e)</c> with <c>e = Exp(x)</c>: the logistic function.</summary>
    public const string Rising = "rising";

    /// <summary>
    /// <c>p * x</c>, where <c>p</c> is a constant times <c>x</c> to the power of one less: the derivative is <c>n * p</c>, and <c>p</c> counts as a constant,
    /// since it is differentiated here.
    /// </summary>
    public const string Power = "power";

    private const int LargestPower = 16;

    private static readonly Dictionary<string, ScalarRule> Rules = Table();

    public static IEnumerable<ScalarRule> All => Rules.Values;

    private static Dictionary<string, ScalarRule> Table()
    {
        var table = new Dictionary<string, ScalarRule>
        {
            [Falling] = new(Falling, (g, y, x) => -(g * (y * (1 - y)))),
            [Rising] = new(Rising, (g, y, x) => g * (y * (1 - y))),
        };
        for (int n = 2; n <= LargestPower; n++)
        {
            int power = n;
            table[$"{Power}{n}"] = new ScalarRule($"{Power}{n}", null, (g, y, x) => g * (power * x[0]));
        }
        return table;
    }

    /// <summary>The code of a product that is a power of its second factor; null where the power has no rule.</summary>
    public static string? PowerOf(int n) => n is >= 2 and <= LargestPower ? CodeOf($"{Power}{n}", Codes.Multiply) : null;

    /// <summary>Which power of its second factor a product is, or null.</summary>
    public static int? PowerOf(string code)
        => Split(code) is ({ } name, Codes.Multiply) && name.StartsWith(Power, System.StringComparison.Ordinal) ? int.Parse(name.Substring(Power.Length), CultureInfo.InvariantCulture) : null;

    public static ScalarRule? Find(string code) => Split(code) is ({ } name, _) && Rules.TryGetValue(name, out ScalarRule? rule) ? rule : null;

    /// <summary>The code of an idiom made with a function, <c>Math.Exp</c> or its like, or with an operator.</summary>
    public static string CodeOf(string name, string function) => $"{name} {function}";

    /// <summary>The name and the function of a code; null where it is no idiom's.</summary>
    public static (string Name, string Function)? Split(string code)
    {
        if (!Codes.IsIdiom(code)) return null;
        int space = code.IndexOf(' ');
        return (code.Substring(0, space), code.Substring(space + 1));
    }
}
