using DiffGen.Generator.Derivatives;
using DiffGen.Generator.IR;
using DiffGen.Generator.Tests.IR;
using DiffGen.Generator.Transforms;

namespace DiffGen.Generator.Tests.Derivatives;

/// <summary>Every row of the table of idioms, against differences of the expression that it stands for.</summary>
public sealed class IdiomRuleTests
{
    public static TheoryData<string, string> Rows()
    {
        var rows = new TheoryData<string, string>();
        foreach (ScalarRule rule in IdiomRules.All)
        {
            rows.Add(rule.Name, "Math.Exp");
            rows.Add(rule.Name, "MathF.Exp");
        }
        return rows;
    }

    [Theory, MemberData(nameof(Rows))]
    public void It_agrees_with_differences_of_what_it_stands_for(string name, string exp)
    {
        ScalarKind kind = KindOf(exp);
        // Where the result is nearly 1, its distance from 1 has the error of a rounding at 1.
        double rounding = kind == ScalarKind.Float32 ? 1.2e-7 : 1e-12;
        Function expanded = Expanded(name, "Math.Exp"), derivative = ExpandIdioms.Run(RuleFunction.Build(IdiomRules.CodeOf(name, exp), 1, 0, kind));
        foreach (double x in (double[])[-30, -8.5, -2.25, -0.75, -0.125, 0, 0.0625, 0.5, 1.75, 6.5, 20])
        {
            double expected = FiniteDifference.Of(value => (double)IrInterpreter.Run(expanded, value)[0], x).Derivative;
            double actual = RuleFunction.Evaluate(derivative, kind, -1, 2, [x]) / 2;
            Assert.True(Math.Abs(actual - expected) <= rounding * (1 + (20 * Math.Abs(expected))), $"{name}({x}): {actual} instead of {expected}");
        }
    }

    /// <summary>The value stays the expression's, bit for bit.</summary>
    [Theory, MemberData(nameof(Rows))]
    public void It_is_found_where_it_is_written_out(string name, string exp)
    {
        Function expanded = Expanded(name, exp);
        Assert.Contains($"= {IdiomRules.CodeOf(name, exp)}(%0)", Ir.Body(RecogniseIdioms.Run(expanded)), StringComparison.Ordinal);
        Assert.Equal(Ir.Body(expanded), Ir.Body(ExpandIdioms.Run(DeadCode.Run(RecogniseIdioms.Run(expanded)))));
    }

    [Theory, MemberData(nameof(Rows))]
    public void It_needs_its_result_only(string name, string exp)
        => Assert.Equal([ScalarRule.Result], ScalarRule.Find(IdiomRules.CodeOf(name, exp), 1)!.Needs(0, KindOf(exp)));

    private static Function Expanded(string name, string exp)
        => ExpandIdioms.Run(Ir.Build([new IrType(KindOf(exp))], (b, p) => [b.Scalar(IdiomRules.CodeOf(name, exp), p[0])]));

    private static ScalarKind KindOf(string exp) => exp == "MathF.Exp" ? ScalarKind.Float32 : ScalarKind.Float64;
}
