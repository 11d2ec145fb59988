using DiffGen.Generator.IR;
using DiffGen.Generator.Tests.IR;

namespace DiffGen.Generator.Tests.Emission;

/// <summary>Branches and loops, and the variables that they carry.</summary>
public sealed class ControlFlowTests
{
    [Fact]
    public void Sum_has_one_variable()
    {
        Function function = Ir.Build([Ir.ReadOnly], (b, x) =>
            [b.For(b.Length(x[0]), [Float(b, 0)], (i, s) => [b.Scalar(Codes.Add, s[0], b.Scalar(Codes.Multiply, b.Load(x[0], i), b.Load(x[0], i)))])[0]]);
        Check(function, "ReadOnlySpan<double> a", """
            double value = 0;
            for (int i = 0; i < a.Length; i++)
                value += a[i] * a[i];
            return value;
            """);
    }

    [Fact]
    public void Permuted_variables_need_a_temporary()
    {
        Function function = Ir.Build([Ir.I32], (b, x) =>
            [b.For(x[0], [Float(b, 0), Float(b, 1)], (i, s) => [s[1], b.Scalar(Codes.Add, s[0], s[1])])[0]]);
        Check(function, "int n", """
            double value = 0;
            double t = 1;
            for (int i = 0; i < n; i++)
            {
                double t2 = value + t;
                value = t;
                t = t2;
            }
            return value;
            """);
    }

    [Fact]
    public void Swapped_variables_need_a_temporary()
    {
        Function function = Ir.Build([Ir.I32], (b, x) => [b.For(x[0], [Float(b, 0), Float(b, 1)], (i, s) => [s[1], s[0]])[0]]);
        Check(function, "int n", """
            double value = 0;
            double t = 1;
            for (int i = 0; i < n; i++)
            {
                double next = value;
                value = t;
                t = next;
            }
            return value;
            """);
    }

    [Fact]
    public void Cheap_branch_is_an_expression()
    {
        Check(Branch((b, x) => x, (b, x) => b.Scalar(Codes.Negate, x)), "double x", "return x > 0 ? x : -x;");
        Check(Branch((b, x) => x, (b, x) => Float(b, 0)), "double x", "return x > 0 ? x : 0;");
    }

    [Fact]
    public void Logical_operators()
    {
        Function function = Ir.Build([Ir.F64, Ir.F64], (b, x) =>
        {
            Value both = b.If(b.Scalar(Codes.Less, x[0], x[1]), () => b.Scalar(Codes.Less, x[1], Float(b, 2)), () => b.Bool(false));
            Value any = b.If(b.Scalar(Codes.Greater, x[0], Float(b, 9)), () => b.Bool(true), () => both);
            return [b.If(any, () => x[0], () => x[1])];
        });
        Check(function, "double x; double y", "return x > 9 || x < y && y < 2 ? x : y;");
    }

    [Fact]
    public void Throwing_side_has_no_else()
    {
        Function function = Ir.Build([Ir.F64], (b, x) =>
        {
            Value isNegative = b.Scalar(Codes.Less, x[0], Float(b, 0));
            Region thrown = b.Region(default, () =>
            {
                b.Add(new ThrowOp("new global::System.ArgumentException()", default));
                return default;
            });
            Region rest = b.Region(default, () => [b.Scalar("Math.Sqrt", x[0])]);
            Value result = b.Define(Ir.F64);
            b.Add(new IfOp([result], isNegative, thrown, rest));
            return [b.Scalar(Codes.Add, result, b.Scalar(Codes.Multiply, result, x[0]))];
        });
        Check(function, "double x", """
            if (x < 0) throw new global::System.ArgumentException();
            double sqrtX = Math.Sqrt(x);
            return sqrtX + sqrtX * x;
            """);
    }

    [Fact]
    public void Empty_side_is_negated_and_preset()
    {
        Function function = Ir.Build([Ir.F64, Ir.Buffer], (b, x) =>
        {
            Value result = b.If(b.Scalar(Codes.Less, x[0], Float(b, 0)), () => x[0], () =>
            {
                b.Store(x[1], b.Int32(0), x[0]);
                return b.Scalar("Math.Exp", x[0]);
            });
            b.Store(x[1], b.Int32(1), result);
            return [result];
        });
        Check(function, "double x; Span<double> a", """
            double value = x;
            if (!(x < 0))
            {
                a[0] = x;
                value = Math.Exp(x);
            }
            a[1] = value;
            return value;
            """);
    }

    [Fact]
    public void Last_branch_returns_from_both_sides()
    {
        Function function = Ir.Build([Ir.F64], (b, x) =>
        {
            Value isPositive = b.Scalar(Codes.Greater, x[0], Float(b, 0));
            Region first = b.Region(default, () => [b.Scalar(Codes.Multiply, x[0], x[0]), b.Scalar(Codes.Multiply, Float(b, 2), x[0])]);
            Region second = b.Region(default, () => [b.Scalar("Math.Exp", x[0]), Float(b, 1)]);
            Value value = b.Define(Ir.F64), derivative = b.Define(Ir.F64, "dX");
            b.Add(new IfOp([value, derivative], isPositive, first, second));
            return [value, derivative];
        });
        Assert.Equal(
            """
            if (x > 0)
            {
                dX = 2 * x;
                return x * x;
            }
            dX = 1;
            return Math.Exp(x);
            """,
            Emitted.Body(Emitted.Method(function, "double x; out double dX", "double", Emitted.Return, Emitted.Assign("dX"))));
    }

    [Fact]
    public void While_condition_is_inline()
    {
        Function function = Ir.Build([Ir.F64], (b, x) =>
        {
            Value half = Float(b, 0.5);
            return [b.While([x[0]], s => b.Scalar(Codes.Greater, s[0], Float(b, 1)), s => [b.Scalar(Codes.Multiply, s[0], half)])[0]];
        });
        Check(function, "double x", """
            double value = x;
            while (value > 1)
                value *= 0.5;
            return value;
            """);
    }

    [Fact]
    public void Flag_that_starts_true_makes_a_do_loop()
    {
        Function function = Ir.Build([Ir.F64], (b, x) =>
        {
            Value[] results = b.While([x[0], b.Bool(true)], s => s[1], s =>
            {
                Value next = b.Scalar("Math.Cos", s[0]);
                return [next, b.Scalar(Codes.Greater, b.Scalar("Math.Abs", b.Scalar(Codes.Subtract, next, s[0])), Float(b, 1e-9))];
            });
            return [results[0]];
        });
        Check(function, "double x", """
            double value = x;
            bool condition;
            do
            {
                double cosValue = Math.Cos(value);
                condition = Math.Abs(cosValue - value) > 1E-09;
                value = cosValue;
            } while (condition);
            return value;
            """);
    }

    [Fact]
    public void Nested_loops_have_their_own_counters()
    {
        Function function = Ir.Build([Ir.I32], (b, x) =>
            [b.For(x[0], [Float(b, 0)], (i, s) => [b.For(i, s, (j, t) => [b.Scalar(Codes.Add, t[0], b.Scalar(Ir.F64, Codes.Convert, j))])[0]])[0]]);
        Check(function, "int n", """
            double value = 0;
            for (int i = 0; i < n; i++)
            {
                for (int j = 0; j < i; j++)
                    value += j;
            }
            return value;
            """);
    }

    private static Function Branch(Func<IrBuilder, Value, Value> then, Func<IrBuilder, Value, Value> otherwise)
        => Ir.Build([Ir.F64], (b, x) => [b.If(b.Scalar(Codes.Greater, x[0], Float(b, 0)), () => then(b, x[0]), () => otherwise(b, x[0]))]);

    private static Value Float(IrBuilder builder, double value) => builder.Float(ScalarKind.Float64, value);

    private static void Check(Function function, string parameters, string expected)
        => Assert.Equal(expected, Emitted.Body(Emitted.Method(function, parameters, "double", Emitted.Return)));
}
