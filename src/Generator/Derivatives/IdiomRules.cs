using System.Collections.Generic;
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

    private static readonly Dictionary<string, ScalarRule> Rules = new()
    {
        [Falling] = new(Falling, (g, y, x) => -(g * (y * (1 - y)))),
        [Rising] = new(Rising, (g, y, x) => g * (y * (1 - y))),
    };

    public static IEnumerable<ScalarRule> All => Rules.Values;

    public static ScalarRule? Find(string code) => Split(code) is ({ } name, _) && Rules.TryGetValue(name, out ScalarRule? rule) ? rule : null;

    /// <summary>The code of an idiom made with a function: <c>Math.Exp</c> or its like.</summary>
    public static string CodeOf(string name, string function) => $"{name} {function}";

    /// <summary>The name and the function of a code; null where it is no idiom's.</summary>
    public static (string Name, string Function)? Split(string code)
    {
        int space = code.IndexOf(' ');
        return space < 0 ? null : (code.Substring(0, space), code.Substring(space + 1));
    }
}
