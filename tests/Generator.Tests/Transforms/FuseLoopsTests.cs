using DiffGen.Generator.IR;
using DiffGen.Generator.Tests.IR;
using DiffGen.Generator.Transforms;

namespace DiffGen.Generator.Tests.Transforms;

/// <summary>Of (int n, double x, double[] y), with an array of n elements.</summary>
public sealed class FuseLoopsTests
{
    [Fact]
    public void Loops_over_the_same_elements_become_one()
        => Assert.Equal(1, Loops((b, p, d) =>
        {
            Up(b, p, i => b.Store(d, i, p[1], isProved: true));
            Up(b, p, i => Add(b, p[2], i, b.Load(d, i, isProved: true)));
        }));

    [Fact]
    public void The_second_may_count_the_other_way()
        => Assert.Equal(1, Loops((b, p, d) =>
        {
            Down(b, p, i => b.Store(d, i, b.Scalar(Codes.Multiply, p[1], p[1]), isProved: true));
            Up(b, p, i => Add(b, p[2], i, b.Load(d, i, isProved: true)));
        }));

    [Fact]
    public void Arithmetic_between_them_moves_before_both()
        => Assert.Equal(1, Loops((b, p, d) =>
        {
            Up(b, p, i => b.Store(d, i, p[1], isProved: true));
            Value factor = b.Scalar(Codes.Negate, p[1]);
            Up(b, p, i => Add(b, p[2], i, b.Scalar(Codes.Multiply, factor, b.Load(d, i, isProved: true))));
        }));

    /// <summary>A window may be proved by what control has gone through; one of constants fits anywhere.</summary>
    [Theory]
    [InlineData(true, false, 2)]
    [InlineData(false, true, 1)]
    [InlineData(false, false, 2)]
    public void A_window_between_them_moves_only_where_it_fits_anywhere(bool isProved, bool isOfConstants, int loops)
        => Assert.Equal(loops, Loops((b, p, d) =>
        {
            Value three = b.Alloc(ScalarKind.Float64, b.Int32(3), AllocKind.Local, "three");
            Up(b, p, i => b.Store(d, i, p[1], isProved: true));
            Value window = b.View(three, b.Int32(0), isOfConstants ? b.Int32(2) : p[0], isProved: isProved);
            Up(b, p, i => Add(b, p[2], i, b.Scalar(Codes.Multiply, b.Load(d, i, isProved: true), b.Load(window, b.Int32(0), isProved: true))));
        }));

    [Fact]
    public void A_store_between_them_keeps_them_apart()
        => Assert.Equal(2, Loops((b, p, d) =>
        {
            Up(b, p, i => b.Store(d, i, p[1], isProved: true));
            b.Store(d, b.Int32(0), p[1], isProved: true);
            Up(b, p, i => Add(b, p[2], i, b.Load(d, i, isProved: true)));
        }));

    [Fact]
    public void Other_bounds_keep_them_apart()
        => Assert.Equal(2, Loops((b, p, d) =>
        {
            Up(b, p, i => b.Store(d, i, p[1], isProved: true));
            b.For(b.Int32(1), p[0], [], (i, _) =>
            {
                Add(b, p[2], i, b.Load(d, i, isProved: true));
                return [];
            });
        }));

    [Fact]
    public void An_element_of_another_trip_keeps_them_apart()
        => Assert.Equal(2, Loops((b, p, d) =>
        {
            Up(b, p, i => b.Store(d, i, p[1], isProved: true));
            Up(b, p, i => Add(b, p[2], i, b.Load(d, b.Int32(0), isProved: true)));
        }));

    [Fact]
    public void What_the_first_still_reads_keeps_them_apart()
        => Assert.Equal(2, Loops((b, p, d) =>
        {
            Up(b, p, i => b.Store(d, i, b.Load(p[2], b.Int32(0), isProved: true), isProved: true));
            Up(b, p, i => Add(b, p[2], i, p[1]));
        }));

    [Fact]
    public void The_second_may_carry_a_value_if_the_first_is_independent()
        => Assert.Equal(1, Loops((b, p, d) =>
        {
            Up(b, p, i => b.Store(d, i, b.Scalar(Codes.Multiply, p[1], b.Load(p[2], i, isProved: true)), isProved: true));
            Sum(b, p, i => b.Load(d, i, isProved: true));
        }));

    [Fact]
    public void The_first_then_counts_as_the_second_does()
    {
        Assert.Equal(1, Loops((b, p, d) =>
        {
            Down(b, p, i => b.Store(d, i, b.Scalar(Codes.Multiply, p[1], b.Load(p[2], i, isProved: true)), isProved: true));
            Sum(b, p, i => b.Load(d, i, isProved: true));
        }));
        // What a trip of the second writes outside of its element depends on the order.
        Assert.Equal(1, Loops((b, p, d) =>
        {
            Up(b, p, i => b.Store(d, i, b.Scalar(Codes.Multiply, p[1], b.Converted(i, ScalarKind.Float64)), isProved: true));
            Down(b, p, i => b.Store(p[2], b.Int32(0), b.Load(d, i, isProved: true), isProved: true));
        }));
    }

    [Fact]
    public void The_second_may_have_loops_in_it()
        => Assert.Equal(2, Loops((b, p, d) =>
        {
            Up(b, p, i => b.Store(d, i, p[1], isProved: true));
            Down(b, p, i => Up(b, p, j => Add(b, p[2], j, b.Load(d, i, isProved: true))));
        }));

    [Fact]
    public void Two_that_carry_values_are_kept_apart()
        => Assert.Equal(2, Loops((b, p, d) =>
        {
            Value last = b.For(p[0], [p[1]], (i, x) =>
            {
                b.Store(d, i, x[0], isProved: true);
                return [b.Scalar(Codes.Multiply, x[0], p[1])];
            })[0];
            b.Store(p[2], b.Int32(1), last, isProved: true);
            Sum(b, p, i => b.Load(d, i, isProved: true));
        }));

    [Fact]
    public void A_first_that_is_not_independent_keeps_its_order()
    {
        Assert.Equal(2, Loops((b, p, d) =>
        {
            Up(b, p, i =>
            {
                b.Store(d, i, p[1], isProved: true);
                b.Store(p[2], b.Int32(1), b.Converted(i, ScalarKind.Float64), isProved: true);
            });
            Sum(b, p, i => b.Load(d, i, isProved: true));
        }));
        Assert.Equal(3, Loops((b, p, d) =>
        {
            Up(b, p, i => Up(b, p, j => b.Store(d, i, b.Converted(j, ScalarKind.Float64), isProved: true)));
            Sum(b, p, i => b.Load(d, i, isProved: true));
        }));
    }

    [Fact]
    public void A_sum_of_all_before_keeps_them_apart()
        => Assert.Equal(2, Loops((b, p, d) =>
        {
            Up(b, p, i => b.Store(d, i, p[1], isProved: true));
            Sum(b, p, i => b.Scalar(Codes.Add, b.Load(d, i, isProved: true), b.Load(d, b.Int32(2), isProved: true)));
        }));

    [Fact]
    public void A_loop_that_needs_nothing_of_the_first_and_carries_a_value_is_left_alone()
        => Assert.Equal(2, Loops((b, p, d) =>
        {
            Up(b, p, i => b.Store(d, i, p[1], isProved: true));
            Sum(b, p, i => b.Load(p[2], i, isProved: true));
            b.Store(p[2], b.Int32(0), b.Load(d, b.Int32(1), isProved: true), isProved: true);
        }));

    [Fact]
    public void What_may_throw_keeps_them_apart()
        => Assert.Equal(2, Loops((b, p, d) =>
        {
            Up(b, p, i => b.Store(d, i, p[1], isProved: true));
            Up(b, p, i => b.Store(p[2], i, b.Load(d, i, isProved: true)));
        }));

    private static void Sum(IrBuilder b, Value[] p, Func<Value, Value> term)
    {
        Value sum = b.For(p[0], [p[1]], (i, x) => [b.Scalar(Codes.Add, x[0], term(i))])[0];
        b.Store(p[2], b.Int32(0), sum, isProved: true);
    }

    private static void Up(IrBuilder b, Value[] p, Action<Value> body) => b.For(p[0], [], (i, _) =>
    {
        body(i);
        return [];
    });

    private static void Down(IrBuilder b, Value[] p, Action<Value> body)
    {
        Value last = b.Scalar(Codes.Subtract, p[0], b.Int32(1)), first = b.Int32(0), counter = b.Define(Ir.I32);
        Region region = b.Region([counter], () =>
        {
            body(counter);
            return default;
        });
        b.Add(new ForOp(default, last, first, -1, true, default, region));
    }

    private static void Add(IrBuilder b, Value buffer, Value index, Value term)
        => b.Store(buffer, index, b.Scalar(Codes.Add, b.Load(buffer, index, isProved: true), term), isProved: true);

    private static int Loops(Action<IrBuilder, Value[], Value> body)
    {
        Function before = Ir.Build([Ir.I32, Ir.F64, Ir.Buffer], (b, p) =>
        {
            body(b, p, b.Alloc(ScalarKind.Float64, p[0], AllocKind.Local));
            return [];
        });
        Function after = FuseLoops.Run(before);
        double[] expected = [1, 2, 3], actual = [1, 2, 3];
        IrInterpreter.Run(before, 3, 0.7, expected);
        IrInterpreter.Run(after, 3, 0.7, actual);
        Assert.Equal(expected, actual);
        return Ir.Body(after).Split("for (").Length - 1;
    }
}
