using DiffGen.Generator.Derivatives;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Tests.Derivatives;

/// <summary>The conventions at kinks, ties, edges and poles, row by row.</summary>
public sealed class SpecialPointTests
{
    private const double Infinity = double.PositiveInfinity;

    [Theory]
    [InlineData("Math.Abs", 0, 0.0, 0.0)]
    [InlineData("Math.Max", 0, 0.5, 2.0, 2.0)]
    [InlineData("Math.Max", 1, 0.5, 2.0, 2.0)]
    [InlineData("Math.Max", 0, 0.5, -0.0, 0.0)]
    [InlineData("Math.Min", 0, 0.5, 2.0, 2.0)]
    [InlineData("Math.Min", 1, 0.5, 2.0, 2.0)]
    [InlineData("double.MaxNative", 0, 0.5, 2.0, 2.0)]
    [InlineData("double.MinNative", 1, 0.5, 2.0, 2.0)]
    [InlineData("double.MaxNumber", 0, 0.5, 2.0, 2.0)]
    [InlineData("double.MaxNumber", 0, 0.0, double.NaN, 2.0)]
    [InlineData("double.MaxNumber", 1, 1.0, double.NaN, 2.0)]
    [InlineData("double.MinNumber", 0, 1.0, 3.0, double.NaN)]
    [InlineData("Math.MaxMagnitude", 0, 0.5, 2.0, -2.0)]
    [InlineData("Math.MaxMagnitude", 1, 0.5, 2.0, -2.0)]
    [InlineData("Math.MaxMagnitude", 0, 1.0, -3.0, 2.0)]
    [InlineData("Math.MinMagnitude", 0, 0.5, -2.0, -2.0)]
    [InlineData("Math.MinMagnitude", 1, 1.0, -3.0, 2.0)]
    [InlineData("double.MaxMagnitudeNumber", 1, 0.5, 2.0, -2.0)]
    [InlineData("double.MinMagnitudeNumber", 0, 1.0, 2.0, double.NaN)]
    [InlineData("Math.Clamp", 0, 0.5, 1.0, 1.0, 2.0)]
    [InlineData("Math.Clamp", 1, 0.5, 1.0, 1.0, 2.0)]
    [InlineData("Math.Clamp", 2, 0.0, 1.0, 1.0, 2.0)]
    [InlineData("Math.Clamp", 0, 0.5, 2.0, 1.0, 2.0)]
    [InlineData("Math.Clamp", 1, 0.0, 2.0, 1.0, 2.0)]
    [InlineData("Math.Clamp", 2, 0.5, 2.0, 1.0, 2.0)]
    [InlineData("Math.Clamp", 0, 1.0, 1.5, 1.0, 2.0)]
    [InlineData("Math.Clamp", 0, 0.0, 0.5, 1.0, 2.0)]
    [InlineData("Math.Clamp", 1, 1.0, 0.5, 1.0, 2.0)]
    [InlineData("Math.Clamp", 2, 1.0, 2.5, 1.0, 2.0)]
    [InlineData("Math.Clamp", 0, 0.0, 1.0, 1.0, 1.0)]
    [InlineData("Math.Clamp", 1, 0.5, 1.0, 1.0, 1.0)]
    [InlineData("Math.Clamp", 2, 0.5, 1.0, 1.0, 1.0)]
    [InlineData("Math.Clamp", 0, 0.0, 0.0, 1.0, 1.0)]
    [InlineData("double.ClampNative", 0, 0.5, 1.0, 1.0, 2.0)]
    [InlineData("Math.Sqrt", 0, 0.0, 0.0)]
    [InlineData("Math.Cbrt", 0, 0.0, 0.0)]
    [InlineData("double.RootN", 0, 0.0, 0.0, 2.0)]
    [InlineData("double.RootN", 0, 0.0, 0.0, 3.0)]
    [InlineData("double.RootN", 0, 1.0, 0.0, 1.0)]
    [InlineData("Math.Pow", 0, 0.0, 0.0, 0.0)]
    [InlineData("Math.Pow", 0, 0.0, 3.0, 0.0)]
    [InlineData("Math.Pow", 0, 0.0, -3.0, 0.0)]
    [InlineData("Math.Pow", 0, 0.0, 0.0, 0.5)]
    [InlineData("Math.Pow", 0, 1.0, 0.0, 1.0)]
    [InlineData("Math.Pow", 0, 0.0, 0.0, 2.5)]
    [InlineData("Math.Pow", 0, -Infinity, 0.0, -1.0)]
    [InlineData("Math.Pow", 1, 0.0, 0.0, 0.0)]
    [InlineData("Math.Pow", 1, 0.0, 0.0, 2.0)]
    [InlineData("Math.Pow", 1, -Infinity, 0.0, -1.0)]
    [InlineData("Math.Pow", 1, double.NaN, -2.0, 2.0)]
    [InlineData("Math.Pow", 1, 0.0, 1.0, 5.0)]
    [InlineData("double.Hypot", 0, 0.0, 0.0, 0.0)]
    [InlineData("double.Hypot", 1, 0.0, 0.0, -0.0)]
    [InlineData("Math.Atan2", 0, 0.0, 0.0, 0.0)]
    [InlineData("Math.Atan2", 1, 0.0, 0.0, 0.0)]
    [InlineData("double.Atan2Pi", 0, 0.0, 0.0, 0.0)]
    [InlineData("Math.Atan2", 0, 1e200, 0.0, 1e-200)]
    [InlineData("Math.Log", 0, Infinity, 0.0)]
    [InlineData("Math.Log2", 0, Infinity, 0.0)]
    [InlineData("double.LogP1", 0, Infinity, -1.0)]
    [InlineData("Math.Asin", 0, Infinity, 1.0)]
    [InlineData("Math.Asin", 0, Infinity, -1.0)]
    [InlineData("Math.Acos", 0, -Infinity, 1.0)]
    [InlineData("Math.Atanh", 0, Infinity, 1.0)]
    [InlineData("Math.Acosh", 0, Infinity, 1.0)]
    [InlineData("/", 1, -Infinity, 1.0, 0.0)]
    [InlineData("%", 0, 1.0, 7.5, 2.0)]
    [InlineData("%", 1, -3.0, 7.5, 2.0)]
    [InlineData("%", 1, 3.0, -7.5, 2.0)]
    [InlineData("%", 1, 3.0, 7.5, -2.0)]
    [InlineData("%", 1, -9.0, 1.0, 0.1)]
    [InlineData("Math.IEEERemainder", 1, -4.0, 7.0, 2.0)]
    [InlineData("Math.IEEERemainder", 1, -2.0, 5.0, 2.0)]
    [InlineData("double.Ieee754Remainder", 1, 4.0, -7.0, 2.0)]
    [InlineData("Math.CopySign", 0, 1.0, 2.0, 3.0)]
    [InlineData("Math.CopySign", 0, -1.0, 2.0, -3.0)]
    [InlineData("Math.CopySign", 0, 1.0, -2.0, -0.0)]
    [InlineData("Math.CopySign", 0, -1.0, -0.0, 0.0)]
    [InlineData("Math.FusedMultiplyAdd", 0, 3.0, 2.0, 3.0, 4.0)]
    [InlineData("Math.FusedMultiplyAdd", 1, 2.0, 2.0, 3.0, 4.0)]
    [InlineData("Math.FusedMultiplyAdd", 2, 1.0, 2.0, 3.0, 4.0)]
    [InlineData("Math.Tanh", 0, 0.0, 1e3)]
    [InlineData("Math.Asinh", 0, 1e-200, 1e200)]
    [InlineData("Math.Acosh", 0, 1e-200, 1e200)]
    public void Derivative_is(string code, int argument, double expected, params double[] x)
    {
        double actual = RuleFunction.Derivative(code, argument, ScalarKind.Float64, 1, x);
        Assert.True(actual.Equals(expected) || Math.Abs(actual - expected) <= 1e-14 * Math.Abs(expected), $"{actual}");
    }

    [Theory]
    [InlineData("Math.Abs", 0, 0.0)]
    [InlineData("Math.Sqrt", 0, 0.0)]
    [InlineData("Math.Cbrt", 0, 0.0)]
    [InlineData("Math.Pow", 0, 0.0, 0.5)]
    [InlineData("Math.Pow", 0, 0.0, 0.0)]
    [InlineData("Math.Pow", 1, 0.0, 0.0)]
    [InlineData("double.Hypot", 0, 0.0, 0.0)]
    [InlineData("Math.Atan2", 1, 0.0, 0.0)]
    public void Zero_times_a_singular_point_of_the_table_is_zero(string code, int argument, params double[] x)
        => Assert.Equal(0, RuleFunction.Derivative(code, argument, ScalarKind.Float64, 0, x));

    [Theory]
    [InlineData("Math.Log", 0, 0.0)]
    [InlineData("Math.Asin", 0, 1.0)]
    [InlineData("/", 1, 1.0, 0.0)]
    public void Zero_times_any_other_pole_is_NaN(string code, int argument, params double[] x)
        => Assert.Equal(double.NaN, RuleFunction.Derivative(code, argument, ScalarKind.Float64, 0, x));

    [Theory]
    [InlineData("Floor", 1)]
    [InlineData("Ceiling", 1)]
    [InlineData("Round", 1)]
    [InlineData("Round", 3)]
    [InlineData("Truncate", 1)]
    [InlineData("Sign", 1)]
    [InlineData("IsNaN", 1)]
    public void Steps_have_no_derivative(string name, int arity)
    {
        ScalarRule rule = ScalarRule.Find("double." + name, arity)!;
        Assert.True(rule.IsStep(0));
        Assert.Null(rule.Pull(new IrBuilder(), 0, default, _ => default, ScalarKind.Float64));
    }

    [Fact]
    public void The_sign_of_CopySign_has_no_derivative() => Assert.True(ScalarRule.Find("Math.CopySign", 2)!.IsStep(1));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(-1)]
    [InlineData(-2)]
    [InlineData(64)]
    public void A_literal_integer_power_is_differentiated_by_multiplications(int exponent)
    {
        Function function = RuleFunction.Build("Math.Pow", 2, 0, ScalarKind.Float64, null, exponent);
        Assert.Equal(1, function.Body.Operations.OfType<ScalarOp>().Count(operation => operation.Code == "Math.Pow"));
        Assert.DoesNotContain(function.Body.Operations, operation => operation is IfOp);
        foreach (double x in (double[])[-1.25, -0.5, 0.75, 1.5])
        {
            double expected = exponent == 0 ? 0 : exponent * Math.Pow(x, exponent - 1);
            double actual = RuleFunction.Evaluate(function, ScalarKind.Float64, -1, 1, [x, exponent]);
            Assert.Equal(expected, actual, 1e-13 * Math.Abs(expected));
        }
    }

    [Theory]
    [InlineData(2.5, 0)]
    [InlineData(-0.5, 0)]
    [InlineData(0.5, 1)]
    public void A_literal_power_branches_only_where_zero_is_singular(double exponent, int branches)
    {
        Function function = RuleFunction.Build("Math.Pow", 2, 0, ScalarKind.Float64, null, exponent);
        Assert.Equal(branches, function.Body.Operations.Count(operation => operation is IfOp));
    }

    [Fact]
    public void The_exponent_of_a_positive_literal_base_has_no_branch()
    {
        Function function = RuleFunction.Build("Math.Pow", 2, 1, ScalarKind.Float64, 2);
        Assert.DoesNotContain(function.Body.Operations, operation => operation is IfOp);
    }

    [Theory]
    [InlineData(ScalarKind.Float64, ScalarKind.Float32)]
    [InlineData(ScalarKind.Float32, ScalarKind.Float64)]
    internal void A_conversion_converts_to_the_type_asked_for(ScalarKind from, ScalarKind to)
    {
        var builder = new IrBuilder();
        Value g = builder.Define(new IrType(from));
        Value pulled = ScalarRule.Find(Codes.Convert, 1)!.Pull(builder, 0, g, _ => default, to)!.Value;
        Assert.Equal(new IrType(to), builder.TypeOf(pulled));
    }

    [Fact]
    public void A_conversion_to_the_same_type_is_nothing()
    {
        var builder = new IrBuilder();
        Value g = builder.Define(IrType.Float64);
        Assert.Equal(g, ScalarRule.Find(Codes.Convert, 1)!.Pull(builder, 0, g, _ => default, ScalarKind.Float64));
    }

    [Theory]
    [InlineData("Math.Tanh", 1, 0, "-1")]
    [InlineData("Math.Exp", 1, 0, "-1")]
    [InlineData("Math.Sqrt", 1, 0, "-1")]
    [InlineData("Math.Sin", 1, 0, "0")]
    [InlineData("*", 2, 0, "1")]
    [InlineData("/", 2, 0, "1")]
    [InlineData("/", 2, 1, "-1,1")]
    [InlineData("+", 2, 0, "")]
    public void Needs_only(string code, int arity, int argument, string needed)
        => Assert.Equal(needed, string.Join(",", ScalarRule.Find(code, arity)!.Needs(argument, ScalarKind.Float64)));
}
