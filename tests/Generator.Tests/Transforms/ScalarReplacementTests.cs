using DiffGen.Generator.IR;
using DiffGen.Generator.Tests.IR;
using DiffGen.Generator.Transforms;

namespace DiffGen.Generator.Tests.Transforms;

public sealed class ScalarReplacementTests
{
    [Fact]
    public void Stores_and_loads_of_a_straight_line_are_values()
        => Assert.Equal(
            """
            %2: i32 = 1
            %3: f64 = 0
            %4: i32 = 0
            %5 t: f64 = %0 * %1
            %6: f64 = %5 + %3
            yield %6
            """,
            Run([Ir.F64, Ir.F64], (b, p) =>
            {
                Value t = Local(b, 1), zero = b.Int32(0), before = b.Load(t, zero);
                b.Store(t, zero, b.Scalar(Codes.Multiply, p[0], p[1]));
                return [b.Scalar(Codes.Add, b.Load(t, zero), before)];
            }));

    [Fact]
    public void A_branch_yields_what_it_stores()
        => Assert.Equal(
            """
            %2: i32 = 1
            %3: f64 = 0
            %4: i32 = 0
            %6 t: f64 = if %0
            {
                %5 t: f64 = neg(%1)
                yield %5
            }
            else
            {
                yield %3
            }
            yield %6
            """,
            Run([Ir.Bool, Ir.F64], (b, p) =>
            {
                Value t = Local(b, 1), zero = b.Int32(0);
                b.If(p[0], () => b.Store(t, zero, b.Scalar(Codes.Negate, p[1])));
                return [b.Load(t, zero)];
            }));

    [Fact]
    public void A_side_that_throws_yields_nothing()
        => Assert.Equal(
            """
            %2: i32 = 1
            %3: f64 = 0
            %4: i32 = 0
            %6 t: f64 = if %0
            {
                throw `new Exception()`()
            }
            else
            {
                %5 t: f64 = neg(%1)
                yield %5
            }
            yield %6
            """,
            Run([Ir.Bool, Ir.F64], (b, p) =>
            {
                Value t = Local(b, 1), zero = b.Int32(0);
                b.If(
                    p[0],
                    () =>
                    {
                        b.Store(t, zero, p[1]);
                        b.Add(new ThrowOp("new Exception()", default));
                    },
                    () => b.Store(t, zero, b.Scalar(Codes.Negate, p[1])));
                return [b.Load(t, zero)];
            }));

    [Fact]
    public void A_loop_carries_what_it_stores_and_nothing_else()
        => Assert.Equal(
            """
            %2: i32 = 2
            %3: f64 = 0
            %4: i32 = 0
            %5: i32 = 1
            %6: i32 = 0
            %10 t1: f64 = for (%7: i32 = %6; < %0; 1) carry (%8 t1: f64 = %3)
            {
                %9 t1: f64 = %8 + %1
                yield %9
            }
            yield %10, %1
            """,
            Run([Ir.I32, Ir.F64], (b, p) =>
            {
                Value t = Local(b, 2), zero = b.Int32(0), one = b.Int32(1);
                b.Store(t, zero, p[1]);
                b.For(p[0], [], (_, _) =>
                {
                    b.Store(t, one, b.Scalar(Codes.Add, b.Load(t, one), b.Load(t, zero)));
                    return [];
                });
                return [b.Load(t, one), b.Load(t, zero)];
            }));

    [Fact]
    public void The_test_of_a_while_loop_sees_what_is_carried()
        => Assert.Equal(
            """
            %1: i32 = 1
            %2: f64 = 0
            %3: i32 = 0
            %9 t: f64 = while carry (%4 t: f64 = %2)
            {
                %5: bool = %4 < %0
                yield %5
            }
            do (%6 t: f64)
            {
                %7: f64 = 1
                %8 t: f64 = %6 + %7
                yield %8
            }
            yield %9
            """,
            Run([Ir.F64], (b, p) =>
            {
                Value t = Local(b, 1), zero = b.Int32(0);
                b.While([], _ => b.Scalar(Codes.Less, b.Load(t, zero), p[0]), _ =>
                {
                    b.Store(t, zero, b.Scalar(Codes.Add, b.Load(t, zero), b.Float(ScalarKind.Float64, 1)));
                    return [];
                });
                return [b.Load(t, zero)];
            }));

    [Fact]
    public void A_buffer_made_in_a_loop_is_new_on_each_trip()
    {
        string text = Run([Ir.I32, Ir.F64], (b, p) => b.For(p[0], [p[1]], (_, x) =>
        {
            Value t = Local(b, 1), zero = b.Int32(0);
            b.Store(t, zero, b.Scalar(Codes.Add, b.Load(t, zero), x[0]));
            return [b.Load(t, zero)];
        }));
        Assert.Contains("carry (%4: f64 = %1)", text, StringComparison.Ordinal);
        Assert.DoesNotContain("[", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Clear_and_length_are_constants()
        => Assert.Equal(
            """
            %1: i32 = 2
            %2: f64 = 0
            %3: i32 = 1
            %4: f64 = 0
            %5: i32 = 2
            yield %4, %5
            """,
            Run([Ir.F64], (b, p) =>
            {
                Value t = Local(b, 2), one = b.Int32(1);
                b.Store(t, one, p[0]);
                b.Add(new ClearOp(t));
                return [b.Load(t, one), b.Length(t)];
            }));

    [Fact]
    public void Any_other_use_keeps_the_buffer()
    {
        AssertKept((b, t, p) => b.Load(t, p[0]));
        AssertKept((b, t, p) => b.Load(t, b.Int32(2)));
        AssertKept((b, t, p) => b.Load(b.View(t, b.Int32(0), b.Int32(1)), b.Int32(0)));
        AssertKept((b, t, p) =>
        {
            b.Add(new CallOp([], "G", [t]));
            return b.Load(t, b.Int32(0));
        });
        AssertKept((b, t, p) =>
        {
            b.If(p[1], () => b.Store(t, p[0], p[2]));
            return b.Load(t, b.Int32(0));
        });

        static void AssertKept(Func<IrBuilder, Value, Value[], Value> use)
            => Assert.Contains("alloc local", Run([Ir.I32, Ir.Bool, Ir.F64], (b, p) => [use(b, Local(b, 2), p)]), StringComparison.Ordinal);
    }

    [Fact]
    public void Caches_stacks_and_long_buffers_stay()
    {
        foreach (AllocKind kind in Enum.GetValues<AllocKind>().Where(kind => kind is not (AllocKind.Arena or AllocKind.Kept)))
        {
            string text = Run([], (b, p) => [b.Load(b.Alloc(ScalarKind.Float64, b.Int32(1), kind), b.Int32(0))]);
            Assert.Equal(kind is AllocKind.Cache or AllocKind.Stack, text.Contains("alloc", StringComparison.Ordinal));
        }
        Assert.Contains("alloc", Run([], (b, p) => [b.Load(b.Alloc(ScalarKind.Float64, b.Int32(17), AllocKind.Local), b.Int32(0))]), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_a_reference_to_an_element_nothing_remains()
        => Assert.Equal(
            """
            %3: f64 = %0[%1]
            %4: f64 = %3 * %2
            %0[%1] = %4
            """,
            Ir.Body(Passes.OnPrimal(Ir.Build([Ir.Buffer, Ir.I32, Ir.F64], (b, p) =>
            {
                Value zero = b.Int32(0), at = b.Scalar(Codes.Index, p[1], b.Length(p[0]));
                Value reference = b.View(p[0], at, b.Int32(1));
                b.Store(reference, zero, b.Scalar(Codes.Multiply, b.Load(reference, zero), p[2]));
                return [];
            }))));

    [Fact]
    public void Of_calls_by_reference_nothing_remains_once_they_are_inlined()
    {
        // void Scale(ref double t, double x) => t *= x;
        Function scale = Ir.Build([Ir.Buffer, Ir.F64], (b, p) =>
        {
            Value zero = b.Int32(0);
            b.Store(p[0], zero, b.Scalar(Codes.Multiply, b.Load(p[0], zero), p[1]));
            return [];
        });
        scale = scale with { Name = "Scale", Lengths = [1, -1] };

        // double s = 1; for (int i = 0; i < a.Length; i++) { Scale(ref a[i], x); Scale(ref s, a[i]); } return s;
        Function caller = Ir.Build([Ir.Buffer, Ir.F64], (b, p) =>
        {
            Value s = b.Alloc(ScalarKind.Float64, b.Int32(1), AllocKind.Local, "s"), zero = b.Int32(0), one = b.Int32(1), length = b.Length(p[0]);
            b.Store(s, zero, b.Float(ScalarKind.Float64, 1));
            b.For(length, [], (i, _) =>
            {
                b.Add(new CallOp([], "Scale", [b.View(p[0], b.Scalar(Codes.Index, i, b.Length(p[0])), one), p[1]]));
                b.Add(new CallOp([], "Scale", [b.View(s, zero, one), b.Load(p[0], i)]));
                return [];
            });
            return [b.Load(s, zero)];
        });
        Assert.Equal(
            """
            %2: i32 = 0
            %3: i32 = length %0
            %4 s: f64 = 1
            %10 s: f64 = for (%5: i32 = %2; < %3; 1) carry (%6 s: f64 = %4)
            {
                %7: f64 = %0[%5]
                %8: f64 = %7 * %1
                %0[%5] = %8
                %9 s: f64 = %6 * %8
                yield %9
            }
            yield %10
            """,
            Ir.Body(Passes.OnPrimal(Inline.Run([caller, scale])[0])));
    }

    /// <summary>What gathers derivatives apart is added to an output in the end.</summary>
    [Fact]
    public void A_loop_that_copies_or_adds_its_elements_is_written_out()
        => Assert.Equal(
            """
            %3: i32 = 2
            %4: f64 = 0
            %5: i32 = 1
            %6 t1: f64 = %1 * %1
            %7: i32 = 0
            %8: i32 = 0
            %9: f64 = %0[%8]
            %10: f64 = %9 + %4
            %0[%8] = %10
            %11: i32 = 1
            %12: f64 = %0[%11]
            %13: f64 = %12 + %6
            %0[%11] = %13
            """,
            Run([Ir.Buffer, Ir.F64, Ir.Buffer], (b, p) =>
            {
                Value two = b.Int32(2), t = b.Alloc(ScalarKind.Float64, two, AllocKind.Shadow, "t"), one = b.Int32(1);
                b.Store(t, one, b.Scalar(Codes.Multiply, p[1], p[1]));
                b.For(two, [], (i, _) =>
                {
                    b.Store(p[0], i, b.Scalar(Codes.Add, b.Load(p[0], i), b.Load(t, i)));
                    return [];
                });
                return [];
            }));

    [Fact]
    public void A_loop_that_fills_it_from_another_array_is_written_out()
    {
        Function function = Ir.Build([Ir.Buffer, Ir.F64], (b, p) =>
        {
            Value three = b.Int32(3), t = b.Alloc(ScalarKind.Float64, three, AllocKind.Local, "t");
            b.For(three, [], (i, _) =>
            {
                b.Store(t, i, b.Load(p[0], i));
                return [];
            });
            return [b.Scalar(Codes.Subtract, b.Load(t, b.Int32(2)), b.Load(t, b.Int32(0)))];
        });
        Function after = ScalarReplacement.Run(function);
        Assert.DoesNotContain("alloc", Ir.Body(after), StringComparison.Ordinal);
        Assert.Equal(6.0, IrInterpreter.Run(after, (double[])[1, 3, 7], 0.0)[0]);
        // It throws where the copy does.
        Assert.Throws<IndexOutOfRangeException>(() => IrInterpreter.Run(after, (double[])[1, 3], 0.0));
    }

    [Theory]
    [InlineData(4, 0, false)]
    [InlineData(2, 1, false)]
    [InlineData(2, 0, true)]
    public void Loops_that_do_more_are_not(int trips, int lower, bool multiplies)
    {
        Function function = Ir.Build([Ir.Buffer, Ir.F64], (b, p) =>
        {
            Value t = b.Alloc(ScalarKind.Float64, b.Int32(3), AllocKind.Local, "t");
            b.For(b.Int32(lower), b.Int32(trips), [], (i, _) =>
            {
                Value value = b.Load(t, i);
                b.Store(p[0], i, multiplies ? b.Scalar(Codes.Multiply, value, p[1]) : value);
                return [];
            });
            return [];
        });
        Assert.Same(function, ScalarReplacement.Run(function));
    }

    private static Value Local(IrBuilder builder, int length) => builder.Alloc(ScalarKind.Float64, builder.Int32(length), AllocKind.Local, "t");

    private static string Run(IrType[] parameters, Func<IrBuilder, Value[], Value[]> body) => Ir.Body(ScalarReplacement.Run(Ir.Build(parameters, body)));
}
