using DiffGen.Generator.Derivatives;
using DiffGen.Generator.IR;
using DiffGen.Generator.Tests.IR;
using DiffGen.Generator.Transforms;

namespace DiffGen.Generator.Tests.Transforms;

/// <summary>Expressions with a derivative of their own are found, and written out again as they were.</summary>
public sealed class IdiomTests
{
    public static TheoryData<string> Exponentials() => ["Math.Exp", "MathF.Exp", "double.Exp"];

    [Theory, MemberData(nameof(Exponentials))]
    public void One_over_one_plus_e_is_found_and_expanded(string exp)
        => Check(exp, $"falling {exp}(%0)", (b, x) =>
        {
            Value e = b.Scalar(exp, x), one = b.Float(b.TypeOf(x).Kind, 1);
            return b.Scalar(Codes.Divide, one, b.Scalar(Codes.Add, one, e));
        });

    [Theory, MemberData(nameof(Exponentials))]
    public void E_over_one_plus_e_is_found_and_expanded(string exp)
        => Check(exp, $"rising {exp}(%0)", (b, x) =>
        {
            Value e = b.Scalar(exp, x), one = b.Float(b.TypeOf(x).Kind, 1);
            return b.Scalar(Codes.Divide, e, b.Scalar(Codes.Add, one, e));
        });

    [Fact]
    public void The_order_of_the_sum_does_not_matter()
    {
        Function found = RecogniseIdioms.Run(Of((b, x) => b.Scalar(Codes.Divide, One(b), b.Scalar(Codes.Add, Exp(b, x), One(b)))));
        Assert.Contains("falling Math.Exp(%0)", Ir.Body(found), StringComparison.Ordinal);
        Assert.Equal(
            """
            %1: f64 = Math.Exp(%0)
            %2: f64 = 1
            %3: f64 = %2 + %1
            %4: f64 = %2 / %3
            yield %4
            """,
            Ir.Body(DeadCode.Run(ExpandIdioms.Run(DeadCode.Run(found)))));
    }

    [Fact]
    public void A_shared_exponential_is_evaluated_once_again()
        => Assert.Equal(
            """
            %1: f64 = Math.Exp(%0)
            %2: f64 = 1
            %3: f64 = %2 + %1
            %4: f64 = %2 / %3
            %5: f64 = %1 / %3
            yield %4, %5, %1
            """,
            Ir.Body(DeadCode.Run(CommonSubexpressions.Run(ExpandIdioms.Run(RecogniseIdioms.Run(Ir.Build([Ir.F64], (b, p) =>
            {
                Value e = Exp(b, p[0]), sum = b.Scalar(Codes.Add, One(b), e);
                return [b.Scalar(Codes.Divide, One(b), sum), b.Scalar(Codes.Divide, e, sum), e];
            })))))));

    [Fact]
    public void The_name_is_kept()
    {
        Function function = Of((b, x) =>
        {
            Value y = b.Scalar(Codes.Divide, One(b), b.Scalar(Codes.Add, One(b), Exp(b, x)));
            b.Name(y, "gate");
            return y;
        });
        Function found = RecogniseIdioms.Run(function);
        Assert.Contains("gate: f64 = falling", Ir.Body(found), StringComparison.Ordinal);
        Assert.Contains("gate: f64 = %", Ir.Body(ExpandIdioms.Run(found)), StringComparison.Ordinal);
    }

    [Fact]
    public void Powers_are_found_factor_by_factor()
        => Assert.Equal(
            """
            %2: f64 = %0 * %0
            %3: f64 = power3 *(%2, %0)
            %4: f64 = power4 *(%3, %0)
            %5: f64 = 5
            %6: f64 = %5 * %1
            %7: f64 = power2 *(%6, %1)
            %8: f64 = %4 * %1
            %9: f64 = %3 * %3
            yield %4, %7, %8, %9
            """,
            Ir.Body(RecogniseIdioms.Run(Ir.Build([Ir.F64, Ir.F64], (b, p) =>
            {
                Value square = b.Scalar(Codes.Multiply, p[0], p[0]), cube = b.Scalar(Codes.Multiply, square, p[0]), fourth = b.Scalar(Codes.Multiply, p[0], cube);
                Value five = b.Scalar(Codes.Multiply, b.Float(ScalarKind.Float64, 5), p[1]), scaled = b.Scalar(Codes.Multiply, five, p[1]);
                return [fourth, scaled, b.Scalar(Codes.Multiply, fourth, p[1]), b.Scalar(Codes.Multiply, cube, cube)];
            }))));

    [Fact]
    public void A_product_with_an_integer_is_none()
    {
        Function function = Ir.Build([Ir.I32], (b, p) => [b.Scalar(Codes.Multiply, b.Scalar(Codes.Multiply, p[0], p[0]), p[0])]);
        Assert.Equal(Ir.Body(function), Ir.Body(RecogniseIdioms.Run(function)));
    }

    public static TheoryData<string> Others() => ["2/(1+e)", "1/(2+e)", "1/(1-e)", "1/(1+f)", "e/(1+f)", "e/(2+e)", "1/e", "1*(1+e)", "(1+e)/1", "-1/(1+e)", "1/(1+l)"];

    [Theory, MemberData(nameof(Others))]
    public void Anything_else_stays(string expression)
    {
        Function function = Ir.Build([Ir.F64, Ir.F64], (b, p) =>
        {
            Value one = One(b), two = b.Float(ScalarKind.Float64, 2), e = Exp(b, p[0]), f = Exp(b, p[1]);
            return
            [
                expression switch
                {
                    "2/(1+e)" => b.Scalar(Codes.Divide, two, b.Scalar(Codes.Add, one, e)),
                    "1/(2+e)" => b.Scalar(Codes.Divide, one, b.Scalar(Codes.Add, two, e)),
                    "1/(1-e)" => b.Scalar(Codes.Divide, one, b.Scalar(Codes.Subtract, one, e)),
                    "1/(1+f)" => b.Scalar(Codes.Divide, one, b.Scalar(Codes.Add, one, b.Scalar("Math.Exp2", p[0]))),
                    "e/(1+f)" => b.Scalar(Codes.Divide, e, b.Scalar(Codes.Add, one, f)),
                    "e/(2+e)" => b.Scalar(Codes.Divide, e, b.Scalar(Codes.Add, two, e)),
                    "1/e" => b.Scalar(Codes.Divide, one, e),
                    "1*(1+e)" => b.Scalar(Codes.Multiply, one, b.Scalar(Codes.Add, one, e)),
                    "(1+e)/1" => b.Scalar(Codes.Divide, b.Scalar(Codes.Add, one, e), one),
                    "-1/(1+e)" => b.Scalar(Codes.Divide, b.Float(ScalarKind.Float64, -1), b.Scalar(Codes.Add, one, e)),
                    "1/(1+l)" => b.Scalar(Codes.Divide, one, b.Scalar(Codes.Add, one, b.Scalar("Math.Log", p[0]))),
                    _ => throw new ArgumentException(expression),
                },
            ];
        });
        Assert.Equal(Ir.Body(function), Ir.Body(RecogniseIdioms.Run(function)));
        Assert.Same(function, ExpandIdioms.Run(function));
    }

    private static void Check(string exp, string expected, Func<IrBuilder, Value, Value> build)
    {
        ScalarKind kind = exp.StartsWith("MathF", StringComparison.Ordinal) ? ScalarKind.Float32 : ScalarKind.Float64;
        Function function = Ir.Build([new IrType(kind)], (b, p) => [build(b, p[0])]), found = DeadCode.Run(RecogniseIdioms.Run(function));
        Assert.Equal($"%1: {(kind == ScalarKind.Float32 ? "f32" : "f64")} = {expected}\nyield %1", Ir.Body(found));
        Assert.Equal(Ir.Body(function), Ir.Body(ExpandIdioms.Run(found)));
    }

    private static Function Of(Func<IrBuilder, Value, Value> build) => Ir.Build([Ir.F64], (b, p) => [build(b, p[0])]);

    private static Value One(IrBuilder b) => b.Float(ScalarKind.Float64, 1);

    private static Value Exp(IrBuilder b, Value x) => b.Scalar("Math.Exp", x);
}
