using DiffGen.Generator.IR;
using DiffGen.Generator.Tests.IR;

namespace DiffGen.Generator.Tests.Emission;

/// <summary>Parentheses, casts and literals: no more than C# needs, and never another meaning.</summary>
public sealed class ExpressionTests
{
    [Fact]
    public void Sum_of_sums_keeps_its_order()
    {
        Check("return a + b + c - (a - b);", (b, x) => b.Scalar(Codes.Subtract, Sum(b, Sum(b, x[0], x[1]), x[2]), b.Scalar(Codes.Subtract, x[0], x[1])));
        Check("return a + (b + c);", (b, x) => Sum(b, x[0], Sum(b, x[1], x[2])));
    }

    [Fact]
    public void Product_of_sums_has_parentheses()
        => Check("return (a + b) * -c / a;", (b, x) => b.Scalar(Codes.Divide, b.Scalar(Codes.Multiply, Sum(b, x[0], x[1]), b.Scalar(Codes.Negate, x[2])), x[0]));

    [Fact]
    public void Negation_of_a_negation_is_no_decrement()
        => Check("return -(-a);", (b, x) => b.Scalar(Codes.Negate, b.Scalar(Codes.Negate, x[0])));

    [Fact]
    public void Whole_number_beside_a_variable_is_short()
        => Check("return 2 * a + -1;", (b, x) => Sum(b, b.Scalar(Codes.Multiply, Float(b, 2), x[0]), Float(b, -1)));

    [Fact]
    public void Division_of_literals_stays_floating()
        => Check("return a * (1.0 / 2);", (b, x) => b.Scalar(Codes.Multiply, x[0], b.Scalar(Codes.Divide, Float(b, 1), Float(b, 2))));

    [Fact]
    public void Negated_zero_stays_floating()
        => Check("return a + -0.0;", (b, x) => Sum(b, x[0], b.Scalar(Codes.Negate, Float(b, 0))));

    [Fact]
    public void Overload_is_chosen_by_one_floating_argument()
    {
        Check("return Math.Max(a, 0);", (b, x) => b.Scalar("Math.Max", x[0], Float(b, 0)));
        Check("return Math.Max(1.0, 2);", (b, x) => b.Scalar("Math.Max", Float(b, 1), Float(b, 2)));
        Check("return Math.Abs(1.0);", (b, x) => b.Scalar("Math.Abs", Float(b, 1)));
    }

    [Fact]
    public void Integer_converts_by_itself_beside_a_floating_operand()
    {
        Check("return a * n;", (b, x) => b.Scalar(Codes.Multiply, x[0], Convert(b, x[3])));
        Check("return (double)n / n;", (b, x) => b.Scalar(Codes.Divide, Convert(b, x[3]), Convert(b, x[3])));
        Check("return Math.Sqrt((double)n);", (b, x) => b.Scalar("Math.Sqrt", Convert(b, x[3])));
    }

    [Fact]
    public void Member_of_a_result_follows_the_call()
        => Check("return Math.SinCos(a).Sin;", (b, x) => b.Scalar("Math.SinCos.Sin", x[0]));

    [Fact]
    public void Comparison_with_itself_asks_for_NaN()
        => Check("return double.IsNaN(a) ? b : c;", (b, x) => b.If(b.Scalar(Codes.NotEqual, x[0], x[0]), () => x[1], () => x[2]));

    [Fact]
    public void Long_expressions_are_cut()
    {
        string text = Body((b, x) => Enumerable.Range(0, 40).Aggregate(x[0], (sum, i) => Sum(b, sum, b.Scalar(Codes.Multiply, x[i % 3], x[(i + 1) % 3]))));
        Assert.All(text.Split('\n'), line => Assert.True(line.Length <= 110, line));
        Assert.InRange(text.Split('\n').Length, 3, 8);
    }

    [Fact]
    public void Wrapping_arithmetic_says_so_in_a_checked_project()
    {
        Function function = Ir.Build([Ir.I32], (b, x) => [b.Scalar(Codes.Multiply, x[0], x[0])]);
        string text = DiffGen.Generator.Emission.FileEmitter.Emit(
            "F.g.cs", Emitted.Context with { ProjectIsChecked = true }, [Emitted.Method(function, "int n", "int", Emitted.Return)]).Text;
        Assert.Equal("unchecked\n{\n    return n * n;\n}", Emitted.Statements(text, "F"));
    }

    [Fact]
    public void An_index_is_checked_by_the_runtime()
    {
        Function function = Ir.Build([Ir.I32, Ir.I32], (b, x) => [b.Scalar(Codes.Index, x[0], x[1])]);
        Assert.Equal("return global::DiffGen.Workspaces.Guard.Index(i, n);", Emitted.Body(Emitted.Method(function, "int i; int n", "int", Emitted.Return)));
    }

    [Fact]
    public void Checked_arithmetic_says_so()
    {
        Function function = Ir.Build([Ir.I32], (b, x) => [b.Scalar(Ir.I32, Codes.Multiply, true, x[0], b.Int32(3))]);
        Assert.Equal("return checked(n * 3);", Emitted.Body(Emitted.Method(function, "int n", "int", Emitted.Return)));
    }

    [Theory]
    [InlineData(int.MaxValue, 1, Codes.Add, "return unchecked(2147483647 + 1);", int.MinValue)]
    [InlineData(7, 0, Codes.Divide, "int n2 = 0;\nreturn 7 / n2;", null)]
    public void Constant_expressions_compile(int left, int right, string code, string expected, int? value)
    {
        Function function = Ir.Build([Ir.I32], (b, _) => [b.Scalar(code, b.Int32(left), b.Int32(right))]);
        Assert.Equal(expected, Emitted.Body(Emitted.Method(function, "int n", "int", Emitted.Return)));
        using var assembly = Emitted.Compile(Emitted.File(Emitted.Method(function, "int n", "int", Emitted.Return)));
        var method = assembly.Method<Func<int, int>>("Sample.Program", "F");
        if (value is null) Assert.Throws<DivideByZeroException>(() => method(0));
        else Assert.Equal(value, method(0));
    }

    private static Value Sum(IrBuilder builder, Value left, Value right) => builder.Scalar(Codes.Add, left, right);

    private static Value Float(IrBuilder builder, double value) => builder.Float(ScalarKind.Float64, value);

    private static Value Convert(IrBuilder builder, Value value) => builder.Scalar(Ir.F64, Codes.Convert, value);

    private static string Body(Func<IrBuilder, Value[], Value> value)
    {
        Function function = Ir.Build([Ir.F64, Ir.F64, Ir.F64, Ir.I32], (b, x) => [value(b, x)]);
        return Emitted.Body(Emitted.Method(function, "double a; double b; double c; int n", "double", Emitted.Return));
    }

    private static void Check(string expected, Func<IrBuilder, Value[], Value> value) => Assert.Equal(expected, Body(value));
}
