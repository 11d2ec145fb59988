using System.Collections.Generic;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Derivatives;

/// <summary>
/// The rules of the operators on floating operands. Comparisons, logic and conversions to integers are steps; operators
/// on integers are never pulled.
/// </summary>
internal static class OperatorRules
{
    private static readonly Dictionary<string, ScalarRule> Rules = Table();

    public static IEnumerable<ScalarRule> All => Rules.Values;

    public static ScalarRule? Find(string code) => Rules.TryGetValue(code, out ScalarRule? rule) ? rule : null;

    private static Dictionary<string, ScalarRule> Table()
    {
        ScalarRule[] rules =
        [
            new(Codes.Add, (g, y, x) => g, (g, y, x) => g),
            new(Codes.Subtract, (g, y, x) => g, (g, y, x) => -g),
            new(Codes.Multiply, (g, y, x) => g * x[1], (g, y, x) => g * x[0]),
            // (a/b)'_b = -a/b² = -y/b; g/b is shared with the first argument
            // of a constant numerator, from the result alone: -y²/a
            new(Codes.Divide, (g, y, x) => g / x[1], (g, y, x) => x[0].Number is not (null or 0) ? -(g * (y * y) / x[0]) : -(g / x[1] * y)),
            new(Codes.Remainder, (g, y, x) => g, (g, y, x) => -(g * MathRules.Quotient(y, x))),
            new(Codes.Negate, (g, y, x) => -g),
            new(Codes.Convert, (g, y, x) => g.ToRuleKind()),
        ];
        var table = new Dictionary<string, ScalarRule>();
        foreach (ScalarRule rule in rules) table.Add(rule.Name, rule);
        string[] steps =
        [
            Codes.Not, Codes.Complement, Codes.And, Codes.Or, Codes.Xor, Codes.ShiftLeft, Codes.ShiftRight, Codes.UnsignedShiftRight,
            Codes.Less, Codes.LessOrEqual, Codes.Greater, Codes.GreaterOrEqual, Codes.Equal, Codes.NotEqual, Codes.Index,
        ];
        foreach (string step in steps) table.Add(step, new ScalarRule(step));
        return table;
    }
}
