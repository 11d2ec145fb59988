using DiffGen.Generator.IR;
using DiffGen.Generator.Tests.IR;
using DiffGen.Generator.Transforms;

namespace DiffGen.Generator.Tests.Transforms;

public sealed class CommonSubexpressionsTests
{
    [Fact]
    public void Equal_operations_are_one_whatever_the_order_of_commuting_operands()
        => Assert.Equal(
            """
            %2: f64 = %0 * %1
            %3: f64 = %0 - %1
            %4: f64 = %1 - %0
            yield %2, %2, %3, %4
            """,
            Run([Ir.F64, Ir.F64], (b, p) =>
            [
                b.Scalar(Codes.Multiply, p[0], p[1]), b.Scalar(Codes.Multiply, p[1], p[0]), b.Scalar(Codes.Subtract, p[0], p[1]), b.Scalar(Codes.Subtract, p[1], p[0]),
            ]));

    [Fact]
    public void A_constant_outside_serves_inside_and_not_the_other_way()
        => Assert.Equal(
            """
            %2: f64 = 2
            %5: f64 = if %0
            {
                %3: f64 = 3
                %4: f64 = %2 * %3
                yield %4
            }
            else
            {
                yield %2
            }
            %6: f64 = 3
            yield %5, %6
            """,
            Run([Ir.Bool, Ir.F64], (b, p) =>
            {
                b.Float(ScalarKind.Float64, 2);
                Value result = b.If(p[0], () => b.Scalar(Codes.Multiply, b.Float(ScalarKind.Float64, 2), b.Float(ScalarKind.Float64, 3)), () => b.Float(ScalarKind.Float64, 2));
                return [result, b.Float(ScalarKind.Float64, 3)];
            }));

    [Fact]
    public void Zeros_of_different_sign_are_different()
        => Assert.Contains("-0", Run([], (b, p) => [b.Float(ScalarKind.Float64, 0), b.Float(ScalarKind.Float64, -0.0)]), StringComparison.Ordinal);

    [Fact]
    public void Conversions_to_different_types_are_different()
        => Assert.Contains("%2: f32", Run([Ir.I32], (b, p) => [b.Scalar(Ir.F64, Codes.Convert, p[0]), b.Scalar(new IrType(ScalarKind.Float32), Codes.Convert, p[0])]), StringComparison.Ordinal);

    [Fact]
    public void A_sum_that_is_checked_is_another_one()
        => Assert.Equal(
            """
            %2: i32 = %0 + %1
            %3: i32 = %1 + %0 checked
            yield %2, %3
            """,
            Run([Ir.I32, Ir.I32], (b, p) => [b.Scalar(Codes.Add, p[0], p[1]), b.Scalar(IrType.Int32, Codes.Add, isChecked: true, p[1], p[0])]));

    [Fact]
    public void The_name_is_kept()
        => Assert.Contains("%1 a: f64", Run([Ir.F64], (b, p) =>
        {
            Value first = b.Scalar(Codes.Negate, p[0]), second = b.Scalar(Codes.Negate, p[0]);
            b.Name(second, "a");
            return [first, second];
        }), StringComparison.Ordinal);

    [Fact]
    public void Loads_are_shared_until_a_store_that_may_alias()
        => Assert.Equal(
            """
            %4: f64 = %0[%2]
            %0[%3] = %4
            %5: f64 = %0[%2]
            yield %4, %5
            """,
            Run([Ir.Buffer, Ir.Buffer, Ir.I32, Ir.I32], (b, p) =>
            {
                Value first = b.Load(p[0], p[2]), second = b.Load(p[0], p[2]);
                b.Store(p[0], p[3], second);
                return [first, b.Load(p[0], p[2])];
            }));

    [Fact]
    public void A_store_to_another_buffer_or_another_literal_index_does_not_matter()
        => Assert.Equal(
            """
            %2: i32 = 0
            %3: i32 = 1
            %4: f64 = %0[%2]
            %1[%2] = %4
            %0[%3] = %4
            yield %4
            """,
            Run([Ir.Buffer, Ir.Buffer], (b, p) =>
            {
                Value zero = b.Int32(0), one = b.Int32(1);
                Value first = b.Load(p[0], zero);
                b.Store(p[1], zero, first);
                b.Store(p[0], one, first);
                return [b.Load(p[0], zero)];
            }));

    [Fact]
    public void What_was_stored_is_loaded()
        => Assert.Equal(
            """
            %0[%1] = %2
            yield %2
            """,
            Run([Ir.Buffer, Ir.I32, Ir.F64], (b, p) =>
            {
                b.Store(p[0], p[1], p[2]);
                return [b.Load(p[0], p[1])];
            }));

    [Fact]
    public void A_load_survives_a_loop_that_writes_elsewhere()
        => Assert.Equal(
            """
            %3: f64 = %0[%2]
            %4: i32 = 0
            for (%5: i32 = %4; < %2; 1)
            {
                %1[%5] = %3
            }
            yield %3
            """,
            Run([Ir.Buffer, Ir.Buffer, Ir.I32], (b, p) =>
            {
                b.Load(p[0], p[2]);
                b.For(p[2], [], (i, _) =>
                {
                    b.Store(p[1], i, b.Load(p[0], p[2]));
                    return [];
                });
                return [b.Load(p[0], p[2])];
            }));

    [Fact]
    public void A_loop_that_writes_ends_a_load_from_its_first_trip_on()
        => Assert.Equal(
            """
            %2: f64 = %0[%1]
            %3: i32 = 0
            for (%4: i32 = %3; < %1; 1)
            {
                %5: f64 = %0[%1]
                %0[%4] = %5
            }
            %6: f64 = %0[%1]
            yield %2, %6
            """,
            Run([Ir.Buffer, Ir.I32], (b, p) =>
            {
                Value first = b.Load(p[0], p[1]);
                b.For(p[1], [], (i, _) =>
                {
                    b.Store(p[0], i, b.Load(p[0], p[1]));
                    return [];
                });
                return [first, b.Load(p[0], p[1])];
            }));

    [Fact]
    public void A_write_in_one_side_leaves_the_other_side_alone()
        => Assert.Equal(
            """
            %3: f64 = %0[%1]
            %5: f64 = if %2
            {
                clear %0
                %4: f64 = %0[%1]
                yield %4
            }
            else
            {
                yield %3
            }
            %6: f64 = %0[%1]
            yield %3, %5, %6
            """,
            Run([Ir.Buffer, Ir.I32, Ir.Bool], (b, p) =>
            {
                Value first = b.Load(p[0], p[1]);
                Value second = b.If(p[2], () => Cleared(b, p), () => b.Load(p[0], p[1]));
                return [first, second, b.Load(p[0], p[1])];
            }));

    [Fact]
    public void Stateful_code_is_not_merged()
        => Assert.Contains("%1", Run([], (b, p) =>
        {
            Value first = b.Define(Ir.F64);
            b.Add(new OpaqueOp(first, "random.NextDouble()", default, true));
            Value second = b.Define(Ir.F64);
            b.Add(new OpaqueOp(second, "random.NextDouble()", default, true));
            return [first, second];
        }), StringComparison.Ordinal);

    [Fact]
    public void A_store_of_what_the_element_holds_goes()
        => Assert.Equal(
            """
            %2: f64 = %0[%1]
            yield %2
            """,
            Run([Ir.Buffer, Ir.I32], (b, p) =>
            {
                Value element = b.Load(p[0], p[1]);
                b.Store(p[0], p[1], element);
                b.Store(p[0], p[1], b.Load(p[0], p[1]));
                return [element];
            }));

    [Fact]
    public void A_store_of_what_was_stored_goes()
        => Assert.Equal("%0[%1] = %2", Run([Ir.Buffer, Ir.I32, Ir.F64], (b, p) =>
        {
            b.Store(p[0], p[1], p[2]);
            b.Store(p[0], p[1], p[2]);
            return [];
        }));

    [Fact]
    public void A_store_of_what_the_element_held_stays()
        => Assert.Equal(
            """
            %4: f64 = %0[%1]
            %0[%2] = %3
            %0[%1] = %4
            """,
            Run([Ir.Buffer, Ir.I32, Ir.I32, Ir.F64], (b, p) =>
            {
                Value element = b.Load(p[0], p[1]);
                b.Store(p[0], p[2], p[3]);
                b.Store(p[0], p[1], element);
                return [];
            }));

    [Fact]
    public void A_store_of_what_another_element_holds_stays()
        => Assert.Contains("%0[%2] = %3", Run([Ir.Buffer, Ir.I32, Ir.I32], (b, p) =>
        {
            b.Store(p[0], p[2], b.Load(p[0], p[1]));
            return [];
        }), StringComparison.Ordinal);

    [Fact]
    public void A_store_in_a_loop_of_what_the_element_held_before_it_stays()
        => Assert.Equal(2, Run([Ir.Buffer, Ir.I32, Ir.F64], (b, p) =>
        {
            Value element = b.Load(p[0], p[1]);
            b.For(p[1], [], (_, _) =>
            {
                b.Store(p[0], p[1], element);
                b.Store(p[0], p[1], p[2]);
                return [];
            });
            return [];
        }).Split("] = %").Length - 1);

    [Fact]
    public void Equal_branches_are_one()
        => Assert.Equal(
            """
            %6: f64 = if %0
            {
                %3: f64 = neg(%1)
                %4: f64 = %3 * %2
                yield %4
            }
            else
            {
                %5: f64 = 0
                yield %5
            }
            yield %6, %6
            """,
            Run([Ir.Bool, Ir.F64, Ir.F64], (b, p) =>
            [
                b.If(p[0], () => b.Scalar(Codes.Multiply, b.Scalar(Codes.Negate, p[1]), p[2]), () => b.Float(ScalarKind.Float64, 0)),
                b.If(p[0], () => b.Scalar(Codes.Multiply, b.Scalar(Codes.Negate, p[1]), p[2]), () => b.Float(ScalarKind.Float64, 0)),
            ]));

    [Fact]
    public void A_branch_outside_serves_inside_and_not_the_other_way()
    {
        string body = Run([Ir.Bool, Ir.F64, Ir.F64, Ir.I32], (b, p) =>
        {
            Value outside = Larger(b, p);
            Value[] sums = b.For(p[3], [outside], (_, x) => [b.Scalar(Codes.Add, x[0], Larger(b, p))]);
            Value[] others = b.For(p[3], [outside], (_, x) => [b.Scalar(Codes.Add, x[0], Smaller(b, p))]);
            return [sums[0], others[0], Smaller(b, p)];
        });
        Assert.Equal(3, body.Split("if %").Length - 1);

        static Value Larger(IrBuilder b, Value[] p) => b.If(p[0], () => p[1], () => p[2]);
        static Value Smaller(IrBuilder b, Value[] p) => b.If(p[0], () => p[2], () => p[1]);
    }

    public static TheoryData<string> Differences() => ["condition", "operation", "operand", "constant", "yield", "order"];

    [Theory, MemberData(nameof(Differences))]
    public void Branches_that_differ_stay(string difference)
        => Assert.Equal(2, Run([Ir.Bool, Ir.F64, Ir.F64, Ir.Bool], (b, p) =>
        [
            Branch(b, p, ""), Branch(b, p, difference),
        ]).Split("if %").Length - 1);

    private static Value Branch(IrBuilder b, Value[] p, string difference)
    {
        return b.If(difference == "condition" ? p[3] : p[0], difference == "order" ? Zero : Sum, difference == "order" ? Sum : Zero);

        Value Sum()
        {
            Value product = b.Scalar(difference == "operation" ? Codes.Divide : Codes.Multiply, p[1], difference == "operand" ? p[1] : p[2]), negative = b.Scalar(Codes.Negate, product);
            return difference == "yield" ? product : negative;
        }

        Value Zero() => b.Float(ScalarKind.Float64, difference == "constant" ? -0.0 : 0);
    }

    [Fact]
    public void Branches_that_convert_to_different_types_stay()
    {
        Function function = Ir.Build([Ir.Bool, Ir.F64], (b, p) => [Rounded(b, p, new IrType(ScalarKind.Float32)), Rounded(b, p, Ir.I32)]), shared = CommonSubexpressions.Run(function);
        Assert.Equal(IrInterpreter.Run(function, true, 1.25), IrInterpreter.Run(shared, true, 1.25));
        Assert.Equal(IrInterpreter.Run(function, false, 1.25), IrInterpreter.Run(shared, false, 1.25));

        static Value Rounded(IrBuilder b, Value[] p, IrType type) => b.If(p[0], () => b.Scalar(Ir.F64, Codes.Convert, b.Scalar(type, Codes.Convert, p[1])), () => p[1]);
    }

    [Fact]
    public void Branches_that_read_or_throw_stay()
    {
        Assert.Equal(2, Run([Ir.Bool, Ir.F64, Ir.Buffer], (b, p) => [b.If(p[0], () => b.Load(p[2], b.Int32(0)), () => p[1]), b.If(p[0], () => b.Load(p[2], b.Int32(0)), () => p[1])]).Split("if %").Length - 1);
        Assert.Equal(2, Run([Ir.Bool, Ir.I32], (b, p) => [b.If(p[0], () => b.Scalar(Codes.Divide, p[1], p[1]), () => p[1]), b.If(p[0], () => b.Scalar(Codes.Divide, p[1], p[1]), () => p[1])]).Split("if %").Length - 1);
    }

    /// <summary>What stands inside a branch is known inside of it; what stands before it, everywhere behind.</summary>
    [Fact]
    public void Branches_are_known_where_their_results_are()
    {
        string text = Run([Ir.Bool, Ir.F64, Ir.Bool], (b, p) =>
        {
            Value before = Either(b, p, "Math.Cos");
            Value inside = b.If(p[0], () => b.Scalar(Codes.Add, Either(b, p, "Math.Sin"), Either(b, p, "Math.Sin")), () => p[1]);
            Value behind = b.Scalar(Codes.Add, Either(b, p, "Math.Sin"), Either(b, p, "Math.Sin"));
            Value later = b.If(p[0], () => Either(b, p, "Math.Sin"), () => Either(b, p, "Math.Cos"));
            return [before, inside, behind, later];
        });
        // One of the cosine; of the sine one inside the branch and one behind it.
        Assert.Equal(3, text.Split("if %2").Length - 1);

        static Value Either(IrBuilder b, Value[] p, string function) => b.If(p[2], () => b.Scalar(function, p[1]), () => p[1]);
    }

    private static Value Cleared(IrBuilder builder, Value[] parameters)
    {
        builder.Add(new ClearOp(parameters[0]));
        return builder.Load(parameters[0], parameters[1]);
    }

    private static string Run(IrType[] parameters, Func<IrBuilder, Value[], Value[]> body)
        => Ir.Body(CommonSubexpressions.Run(Ir.Build(parameters, body)));
}
