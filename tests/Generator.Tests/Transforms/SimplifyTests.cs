using DiffGen.Generator.IR;
using DiffGen.Generator.Tests.IR;
using DiffGen.Generator.Transforms;

namespace DiffGen.Generator.Tests.Transforms;

public sealed class SimplifyTests
{
    [Theory]
    [InlineData("a*1", "yield %0")]
    [InlineData("1*a", "yield %0")]
    [InlineData("a/1", "yield %0")]
    [InlineData("a+-0", "yield %0")]
    [InlineData("a-0", "yield %0")]
    [InlineData("a+0", "%0 + ")]
    [InlineData("a*0", "%0 * ")]
    [InlineData("0-a", " - %0")]
    [InlineData("a*-1", "neg(%0)")]
    [InlineData("a/-1", "neg(%0)")]
    [InlineData("a+a", " * %0")]
    [InlineData("a-a", "%0 - %0")]
    [InlineData("a/a", "%0 / %0")]
    [InlineData("a<a", "bool = false")]
    [InlineData("a>a", "bool = false")]
    public void Identities_of_floats_are_exact(string expression, string expected)
    {
        string[] parts = [expression[..1], expression[1..2], expression[2..]];
        if (!"+-*/<>".Contains(parts[1])) throw new ArgumentException(expression);
        string body = Ir.Body(Run([Ir.F64], (b, p) => [b.Scalar(parts[1], Operand(parts[0]), Operand(parts[2]))]));
        Assert.Contains(expected, body, StringComparison.Ordinal);

        Value Operand(string text) => text == "a" ? new Value(0) : _builder!.Float(ScalarKind.Float64, text == "-0" ? -0.0 : double.Parse(text));
    }

    /// <summary>A number that isn't one is no more equal to itself than to others.</summary>
    [Theory, InlineData(Codes.LessOrEqual), InlineData(Codes.GreaterOrEqual), InlineData(Codes.Equal), InlineData(Codes.NotEqual)]
    public void Comparisons_that_NaN_decides_stay(string code)
        => Assert.Contains($"%0 {code} %0", Ir.Body(Run([Ir.F64], (b, p) => [b.Scalar(code, p[0], p[0])])), StringComparison.Ordinal);

    /// <summary>Where no adjoint arrives none goes on, whatever the factor is.</summary>
    [Theory]
    [InlineData("0+a", "yield %0")]
    [InlineData("a+-0", "yield %0")]
    [InlineData("a-0", "yield %0")]
    [InlineData("-0*a", "yield %1")]
    [InlineData("0-a", "neg(%0)")]
    [InlineData("0*a", "yield %1")]
    [InlineData("a*0", "yield %1")]
    [InlineData("0/a", "yield %1")]
    [InlineData("a/0", "%0 / %1")]
    public void Zeros_of_adjoints_are_structural(string expression, string expected)
    {
        int at = expression.IndexOfAny(['+', '*', '/', '-'], 1);
        string left = expression[..at], code = expression[at..(at + 1)], right = expression[(at + 1)..];
        string body = Ir.Body(Run([Ir.F64], (b, p) =>
        {
            Value zero = b.Float(ScalarKind.Float64, expression.Contains("-0", StringComparison.Ordinal) && !expression.StartsWith("a-", StringComparison.Ordinal) ? -0.0 : 0);
            b.Origin = Origin.None with { IsAdjoint = true };
            return [b.Scalar(code, left == "a" ? p[0] : zero, right == "a" ? p[0] : zero)];
        }));
        Assert.Contains(expected, body, StringComparison.Ordinal);
    }

    [Theory, InlineData("0*a", " * "), InlineData("0/a", " / "), InlineData("0+a", " + ")]
    public void Zeros_of_the_source_are_numbers(string expression, string expected)
        => Assert.Contains(expected, Ir.Body(Run([Ir.F64], (b, p) => [b.Scalar(expression[1..2], b.Float(ScalarKind.Float64, 0), p[0])])), StringComparison.Ordinal);

    [Fact]
    public void Negations_move_outwards_and_cancel()
    {
        string body = Ir.Body(DeadCode.Run(Run([Ir.F64, Ir.F64], (b, p) =>
        {
            Value minus = b.Scalar(Codes.Negate, p[0]);
            Value product = b.Scalar(Codes.Multiply, minus, p[1]);
            return
            [
                b.Scalar(Codes.Negate, minus), b.Scalar(Codes.Subtract, p[1], minus), b.Scalar(Codes.Add, p[1], minus), b.Scalar(Codes.Add, minus, p[1]),
                b.Scalar(Codes.Add, p[1], product), b.Scalar(Codes.Multiply, minus, minus), b.Scalar(Codes.Subtract, minus, p[0]),
            ];
        })));
        Assert.Equal(
            """
            %2: f64 = %0 * %1
            %3: f64 = %1 + %0
            %4: f64 = %1 - %0
            %5: f64 = %1 - %0
            %6: f64 = %1 - %2
            %7: f64 = %0 * %0
            %8: f64 = 2
            %9: f64 = %8 * %0
            %10: f64 = neg(%9)
            yield %0, %3, %4, %5, %6, %7, %10
            """,
            body);
    }

    [Theory]
    [InlineData(Codes.Add, 0.1, 0.2, 0.1 + 0.2)]
    [InlineData(Codes.Subtract, 1.0, 0.9, 1.0 - 0.9)]
    [InlineData(Codes.Multiply, 0.1, 3.0, 0.1 * 3.0)]
    [InlineData(Codes.Divide, 1.0, 3.0, 1.0 / 3.0)]
    [InlineData(Codes.Divide, 1.0, 0.0, double.PositiveInfinity)]
    public void Literals_fold_exactly(string code, double left, double right, double expected)
    {
        Function function = Run([], (b, p) => [b.Scalar(code, b.Float(ScalarKind.Float64, left), b.Float(ScalarKind.Float64, right))]);
        Assert.Equal(Literal.Of(ScalarKind.Float64, expected), Yielded(function));
    }

    [Fact]
    public void Float_literals_fold_in_float()
    {
        Function function = Run([], (b, p) => [b.Scalar(Codes.Multiply, b.Float(ScalarKind.Float32, 0.1), b.Float(ScalarKind.Float32, 3))]);
        Assert.Equal(Literal.Of(ScalarKind.Float32, 0.1f * 3f), Yielded(function));
    }

    [Fact]
    public void Functions_are_not_folded()
        => Assert.Null(Yielded(Run([], (b, p) => [b.Scalar("Math.Sin", b.Float(ScalarKind.Float64, 1))])));

    [Theory]
    [InlineData(Codes.Add, int.MaxValue, 1, false, int.MinValue)]
    [InlineData(Codes.Multiply, int.MaxValue, int.MaxValue, false, 1)]
    [InlineData(Codes.Divide, -7, 2, false, -3)]
    [InlineData(Codes.Remainder, -7, 2, false, -1)]
    [InlineData(Codes.ShiftLeft, 1, 33, false, 2)]
    [InlineData(Codes.ShiftRight, -8, 1, false, -4)]
    [InlineData(Codes.Xor, 6, 3, false, 5)]
    [InlineData(Codes.Add, 2, 3, true, 5)]
    public void Integers_fold_as_in_CSharp(string code, int left, int right, bool isChecked, int expected)
        => Assert.Equal(Literal.Of(expected), Yielded(Run([], (b, p) => [b.Scalar(Ir.I32, code, isChecked, b.Int32(left), b.Int32(right))])));

    [Theory]
    [InlineData(Codes.Divide, 1, 0, false)]
    [InlineData(Codes.Remainder, 1, 0, false)]
    [InlineData(Codes.Divide, int.MinValue, -1, false)]
    [InlineData(Codes.Add, int.MaxValue, 1, true)]
    public void What_throws_is_not_folded(string code, int left, int right, bool isChecked)
        => Assert.Null(Yielded(Run([], (b, p) => [b.Scalar(Ir.I32, code, isChecked, b.Int32(left), b.Int32(right))])));

    [Theory]
    [InlineData(ScalarKind.Int8, 300, 44)]
    [InlineData(ScalarKind.UInt8, -1, 255)]
    [InlineData(ScalarKind.UInt32, -1, 4294967295)]
    [InlineData(ScalarKind.Int64, -1, -1)]
    internal void Conversions_of_integers_wrap(ScalarKind kind, int value, long expected)
        => Assert.Equal(new Literal(kind, expected), Yielded(Run([], (b, p) => [b.Scalar(new IrType(kind), Codes.Convert, b.Int32(value))])));

    [Fact]
    public void Sums_with_constants_are_one_sum()
        => Assert.Equal(
            """
            %1: i32 = 1
            %2: i32 = %0 + %1
            yield %2
            """,
            Ir.Body(DeadCode.Run(Run([Ir.I32], (b, p) => [b.Scalar(Codes.Subtract, b.Scalar(Codes.Add, p[0], b.Int32(3)), b.Int32(2))]))));

    [Fact]
    public void A_sum_with_a_negative_constant_is_a_difference()
        => Assert.Equal(
            """
            %1: i32 = 1
            %2: i32 = %0 - %1
            %3: i32 = %0 + %1
            yield %2, %3
            """,
            Ir.Body(CommonSubexpressions.Run(DeadCode.Run(Run([Ir.I32], (b, p) =>
            [
                b.Scalar(Codes.Subtract, b.Scalar(Codes.Add, p[0], b.Int32(1)), b.Int32(2)),
                b.Scalar(Codes.Add, b.Scalar(Codes.Subtract, p[0], b.Int32(1)), b.Int32(2)),
            ])))));

    [Fact]
    public void A_negated_comparison_of_integers_is_the_opposite_one()
        => Assert.Equal(
            """
            %4: bool = %0 >= %1
            %5: bool = %2 < %3
            %6: bool = !(%5)
            %7: bool = %2 != %3
            yield %4, %6, %7
            """,
            Ir.Body(DeadCode.Run(Run([Ir.I32, Ir.I32, Ir.F64, Ir.F64], (b, p) =>
            [
                b.Scalar(Codes.Not, b.Scalar(Codes.Less, p[0], p[1])),
                b.Scalar(Codes.Not, b.Scalar(Codes.Less, p[2], p[3])),
                b.Scalar(Codes.Not, b.Scalar(Codes.Equal, p[2], p[3])),
            ]))));

    [Fact]
    public void A_known_branch_is_taken()
        => Assert.Equal(
            """
            %1: bool = true
            %2: f64 = neg(%0)
            yield %2
            """,
            Ir.Body(Run([Ir.F64], (b, p) => [b.If(b.Bool(true), () => b.Scalar(Codes.Negate, p[0]), () => p[0])])));

    [Fact]
    public void A_branch_on_a_condition_that_holds_is_taken()
        => Assert.Equal(
            """
            %3: f64 = if %0
            {
                %2: f64 = neg(%1)
                yield %2
            }
            else
            {
                yield %1
            }
            yield %3
            """,
            Ir.Body(Run([Ir.Bool, Ir.F64], (b, p) =>
            [
                b.If(p[0], () => b.If(p[0], () => b.Scalar(Codes.Negate, p[1]), () => b.Float(ScalarKind.Float64, 3)), () => p[1]),
            ])));

    [Fact]
    public void Sides_that_agree_are_no_branch()
        => Assert.Equal("yield %1", Ir.Body(Run([Ir.Bool, Ir.F64], (b, p) => [b.If(p[0], () => p[1], () => p[1])])));

    [Fact]
    public void True_or_false_is_the_condition()
        => Assert.Equal(
            """
            %1: bool = !(%0)
            yield %0, %1
            """,
            Ir.Body(Run([Ir.Bool], (b, p) =>
            [
                b.If(p[0], () => b.Bool(true), () => b.Bool(false)), b.If(p[0], () => b.Bool(false), () => b.Bool(true)),
            ])));

    [Fact]
    public void A_branch_on_a_negation_is_turned()
        => Assert.Equal(
            """
            %2: bool = !(%0)
            %4: f64 = if %0
            {
                yield %1
            }
            else
            {
                %3: f64 = neg(%1)
                yield %3
            }
            yield %4
            """,
            Ir.Body(Run([Ir.Bool, Ir.F64], (b, p) => [b.If(b.Scalar(Codes.Not, p[0]), () => b.Scalar(Codes.Negate, p[1]), () => p[1])])));

    [Fact]
    public void A_known_throw_stays()
        => Assert.Contains("throw", Ir.Body(Run([], (b, p) =>
        {
            b.If(b.Bool(true), () => b.Add(new ThrowOp("new Exception()", default)));
            return [];
        })), StringComparison.Ordinal);

    [Fact]
    public void A_loop_without_trips_is_its_initial_values()
        => Assert.DoesNotContain("for", Ir.Body(Run([Ir.F64], (b, p) => b.For(b.Int32(0), [p[0]], (_, x) => [b.Scalar(Codes.Negate, x[0])]))), StringComparison.Ordinal);

    [Fact]
    public void A_carried_value_that_never_changes_is_its_initial_value()
        => Assert.Equal(
            """
            %3: i32 = 0
            %7: f64 = for (%4: i32 = %3; < %0; 1) carry (%5: f64 = %1)
            {
                %6: f64 = %5 + %2
                yield %6
            }
            yield %7, %2
            """,
            Ir.Body(Run([Ir.I32, Ir.F64, Ir.F64], (b, p) => b.For(p[0], [p[1], p[2]], (_, x) => [b.Scalar(Codes.Add, x[0], x[1]), x[1]]))));

    [Fact]
    public void Lengths_and_whole_windows_are_what_they_stand_for()
        => Assert.Equal(
            """
            %3: i32 = 0
            %4: i32 = length %0
            %5: f64 = %0[%1]
            %6: i32 = 4
            %7: f64[] = view %0(%1, %6)
            yield %5, %6
            """,
            Ir.Body(Run([Ir.Buffer, Ir.I32, Ir.I32], (b, p) =>
            {
                Value whole = b.View(p[0], b.Int32(0), b.Length(p[0]));
                return [b.Load(whole, p[1]), b.Length(b.View(p[0], p[1], b.Int32(4)))];
            })));

    [Fact]
    public void A_variable_length_of_a_window_stays_its_length()
        => Assert.Contains(
            "length %3",
            Ir.Body(Run([Ir.Buffer, Ir.I32, Ir.I32], (b, p) => [b.Length(b.View(p[0], p[1], p[2]))])),
            StringComparison.Ordinal);

    [Fact]
    public void A_window_on_a_window_is_one_window_where_neither_throws()
        => Assert.Contains(
            "view %2(",
            Ir.Body(DeadCode.Run(Run([Ir.I32], (b, p) =>
            {
                Value local = b.Alloc(ScalarKind.Float64, b.Int32(8), AllocKind.Local);
                Value inner = b.View(local, b.Int32(2), b.Int32(5));
                return [b.Load(b.View(inner, b.Int32(1), b.Int32(3)), p[0])];
            }))),
            StringComparison.Ordinal);

    [Fact]
    public void A_known_choice_is_made()
        => Assert.DoesNotContain("choose", Ir.Body(Run([Ir.Buffer, Ir.Buffer, Ir.I32], (b, p) =>
        [
            b.Load(b.Choose(b.Int32(1), [p[0], p[1]]), p[2]), b.Load(b.Choose(p[2], [p[0], p[0]]), p[2]),
        ])), StringComparison.Ordinal);

    private IrBuilder? _builder;

    private Function Run(IrType[] parameters, Func<IrBuilder, Value[], Value[]> body)
        => Simplify.Run(Ir.Build(parameters, (b, p) => body(_builder = b, p)));

    /// <summary>The literal that the function yields, or null.</summary>
    private static Literal? Yielded(Function function)
    {
        IrVerifier.Verify(function);
        return new Effects(function).LiteralOf(function.Body.Yields[0]);
    }
}
