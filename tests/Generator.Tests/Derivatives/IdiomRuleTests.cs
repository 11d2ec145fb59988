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
        foreach (ScalarRule rule in IdiomRules.All.Where(rule => rule.Arity == 1))
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

    public static TheoryData<int, bool> Powers()
    {
        var powers = new TheoryData<int, bool>();
        for (int n = 2; IdiomRules.PowerOf(n) is not null; n++)
        {
            powers.Add(n, false);
            powers.Add(n, true);
        }
        return powers;
    }

    [Fact]
    public void Every_row_is_tested() => Assert.Equal(IdiomRules.All.Count(), Powers().Count / 2 + Rows().Count / 2);

    /// <summary>3 · x · … · x: the derivative is the number of factors times what the last was multiplied with.</summary>
    [Theory, MemberData(nameof(Powers))]
    public void A_power_has_the_derivative_of_a_power(int n, bool isSingle)
    {
        ScalarKind kind = isSingle ? ScalarKind.Float32 : ScalarKind.Float64;
        Function plain = Ir.Build([new IrType(kind)], (b, p) =>
        {
            Value product = b.Scalar(Codes.Multiply, b.Float(kind, 3), p[0]);
            for (int i = 1; i < n; i++) product = b.Scalar(Codes.Multiply, i % 2 == 0 ? [product, p[0]] : [p[0], product]);
            return [product];
        });
        Function found = RecogniseIdioms.Run(plain);
        Assert.Contains($"= {IdiomRules.PowerOf(n)}(%", Ir.Body(found), StringComparison.Ordinal);
        ScalarRule rule = ScalarRule.Find(IdiomRules.PowerOf(n)!, 2)!;
        Assert.True(rule.IsStep(0));
        foreach (double x in (double[])[-1.75, -0.5, 0, 0.25, 1, 1.5])
        {
            double before = 3 * Math.Pow(x, n - 1);
            double derivative = RuleFunction.Evaluate(ExpandIdioms.Run(RuleFunction.Build(IdiomRules.PowerOf(n)!, 2, 1, kind)), kind, -1, 2, [before, x]) / 2;
            Assert.Equal(n * before, derivative, Math.Abs(n * before) * (isSingle ? 1e-6 : 1e-15));
            Assert.Equal(Bits(plain, x), Bits(ExpandIdioms.Run(found), x));
        }

        long Bits(Function function, double x)
            => isSingle ? BitConverter.SingleToInt32Bits((float)IrInterpreter.Run(function, (float)x)[0]) : BitConverter.DoubleToInt64Bits((double)IrInterpreter.Run(function, x)[0]);
    }

    private static Function Expanded(string name, string exp)
        => ExpandIdioms.Run(Ir.Build([new IrType(KindOf(exp))], (b, p) => [b.Scalar(IdiomRules.CodeOf(name, exp), p[0])]));

    private static ScalarKind KindOf(string exp) => exp == "MathF.Exp" ? ScalarKind.Float32 : ScalarKind.Float64;
}
