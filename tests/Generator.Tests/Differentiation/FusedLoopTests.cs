using DiffGen.Generator.Differentiation;
using DiffGen.Generator.IR;
using DiffGen.Generator.Tests.IR;

namespace DiffGen.Generator.Tests.Differentiation;

/// <summary>Which loops run both sweeps at once.</summary>
public sealed class FusedLoopTests
{
    [Fact]
    public void A_sum_is_fused()
        => Assert.NotNull(Find((b, p) => [Sum(b, p)]));

    [Fact]
    public void A_mean_is_fused_with_the_division_after_it()
    {
        Fusion fused = Find((b, p) =>
        {
            Value sum = Sum(b, p), count = b.Scalar(Ir.F64, Codes.Convert, p[0]);
            return [b.Scalar(Codes.Divide, sum, count)];
        })!;
        Assert.Equal(Codes.Divide, Assert.IsType<ScalarOp>(Assert.Single(fused.Later)).Code);
    }

    [Fact]
    public void A_sum_times_a_parameter_plus_another_is_fused()
        => Assert.NotNull(Find((b, p) => [b.Scalar(Codes.Add, p[1], b.Scalar(Codes.Negate, b.Scalar(Codes.Multiply, Sum(b, p), b.Float(ScalarKind.Float64, 3))))]));

    [Fact]
    public void Two_sums_and_a_difference_are_fused()
        => Assert.NotNull(Find((b, p) =>
        {
            Value[] sums = b.For(p[0], [p[1], p[1]], (i, x) =>
            {
                Value term = b.Load(p[2], i);
                return [b.Scalar(Codes.Subtract, x[0], term), b.Scalar(Codes.Add, b.Scalar(Codes.Add, term, x[1]), term)];
            });
            return [b.Scalar(Codes.Subtract, sums[0], sums[1])];
        }));

    [Fact]
    public void A_loop_that_writes_its_own_scratch_is_fused()
        => Assert.NotNull(Find((b, p) => b.For(p[0], [p[1]], (i, x) =>
        {
            Value scratch = b.Alloc(ScalarKind.Float64, b.Int32(1), AllocKind.Local), zero = b.Int32(0);
            b.Store(scratch, zero, b.Load(p[2], i));
            return [b.Scalar(Codes.Add, x[0], b.Load(scratch, zero))];
        })));

    [Theory, InlineData(Codes.Multiply), InlineData(Codes.Divide), InlineData("Math.Max")]
    public void A_carried_value_that_is_no_sum_is_not(string code)
        => Assert.Null(Find((b, p) => b.For(p[0], [p[1]], (i, x) => [b.Scalar(code, x[0], b.Load(p[2], i))])));

    [Fact]
    public void A_sum_that_is_subtracted_from_is_not()
        => Assert.Null(Find((b, p) => b.For(p[0], [p[1]], (i, x) => [b.Scalar(Codes.Subtract, b.Load(p[2], i), x[0])])));

    [Fact]
    public void A_sum_that_enters_twice_is_not()
        => Assert.Null(Find((b, p) => b.For(p[0], [p[1]], (i, x) => [b.Scalar(Codes.Add, b.Scalar(Codes.Add, x[0], b.Load(p[2], i)), x[0])])));

    [Fact]
    public void A_sum_that_another_value_reads_is_not()
        => Assert.Null(Find((b, p) => [b.For(p[0], [p[1], p[1]], (i, x) => [b.Scalar(Codes.Add, x[0], b.Load(p[2], i)), b.Scalar(Codes.Add, x[1], x[0])])[1]]));

    [Fact]
    public void A_sum_that_a_condition_reads_is_not()
        => Assert.Null(Find((b, p) => b.For(p[0], [p[1]], (i, x) =>
        {
            Value term = b.If(b.Scalar(Codes.Less, x[0], p[1]), () => b.Load(p[2], i), () => p[1]);
            return [b.Scalar(Codes.Add, x[0], term)];
        })));

    [Fact]
    public void A_loop_that_stores_to_a_parameter_is_not()
        => Assert.Null(Find((b, p) => b.For(p[0], [p[1]], (i, x) =>
        {
            b.Store(p[3], i, x[0]);
            return [b.Scalar(Codes.Add, x[0], b.Load(p[2], i))];
        })));

    [Fact]
    public void A_loop_that_stores_to_an_array_outside_is_not()
        => Assert.Null(Find((b, p) =>
        {
            Value scratch = b.Alloc(ScalarKind.Float64, b.Int32(4), AllocKind.Local), zero = b.Int32(0);
            return b.For(p[0], [p[1]], (i, x) =>
            {
                Value term = b.Load(p[2], i);
                b.Store(scratch, zero, term);
                return [b.Scalar(Codes.Add, x[0], b.Load(scratch, b.Int32(1)))];
            });
        }));

    [Fact]
    public void A_loop_whose_nested_loop_stores_outside_is_not()
        => Assert.Null(Find((b, p) => b.For(p[0], [p[1]], (i, x) =>
        {
            b.For(p[0], [], (j, _) =>
            {
                b.Store(p[3], j, p[1]);
                return [];
            });
            return [b.Scalar(Codes.Add, x[0], b.Load(p[2], i))];
        })));

    [Theory, InlineData("Math.Sqrt"), InlineData("Math.Exp")]
    public void A_sum_that_enters_a_function_is_not(string code)
        => Assert.Null(Find((b, p) => [b.Scalar(code, Sum(b, p))]));

    [Fact]
    public void A_square_of_a_sum_is_not()
        => Assert.Null(Find((b, p) =>
        {
            Value sum = Sum(b, p);
            return [b.Scalar(Codes.Multiply, sum, sum)];
        }));

    [Fact]
    public void A_sum_times_an_active_value_is_not()
        => Assert.Null(Find((b, p) => [b.Scalar(Codes.Multiply, Sum(b, p), p[1])]));

    [Fact]
    public void A_number_over_a_sum_is_not()
        => Assert.Null(Find((b, p) => [b.Scalar(Codes.Divide, b.Float(ScalarKind.Float64, 1), Sum(b, p))]));

    [Fact]
    public void A_loop_before_another_one_is_not()
    {
        Fusion fused = Find((b, p) =>
        {
            Value first = Sum(b, p);
            return b.For(p[0], [first], (i, x) => [b.Scalar(Codes.Add, x[0], b.Load(p[2], i))]);
        })!;
        Assert.Equal(3, Assert.Single(fused.Loops).Position);
    }

    [Fact]
    public void Two_loops_after_each_other_are_fused()
        => Assert.Equal(2, Find((b, p) => [b.Scalar(Codes.Subtract, Sum(b, p), Sum(b, p))])!.Loops.Count);

    [Fact]
    public void A_factor_from_after_the_loop_moves_before_it()
    {
        Fusion fused = Find((b, p) =>
        {
            Value sum = Sum(b, p), factor = b.Scalar(Codes.Add, p[1], b.Float(ScalarKind.Float64, 2));
            return [b.Scalar(Codes.Multiply, sum, b.Scalar(Codes.Stop, factor))];
        })!;
        Assert.Contains(fused.Early, operation => operation is ScalarOp { Code: Codes.Stop });
        Assert.Contains(fused.Early, operation => operation is ScalarOp { Code: Codes.Add });
    }

    [Fact]
    public void A_sum_times_what_a_later_loop_finds_is_not()
        => Assert.Null(Find((b, p) =>
        {
            Value sum = Sum(b, p);
            Value largest = b.For(p[0], [p[1]], (i, x) => [b.Scalar("Math.Max", x[0], b.Load(p[2], i))])[0];
            return [b.Scalar(Codes.Multiply, sum, b.Scalar(Codes.Stop, largest))];
        }));

    [Fact]
    public void A_loop_before_a_store_to_what_it_reads_is_not()
        => Assert.Null(Find((b, p) =>
        {
            Value sum = b.For(p[0], [p[1]], (i, x) => [b.Scalar(Codes.Add, x[0], b.Load(p[3], i))])[0];
            b.Store(p[3], b.Int32(0), p[1]);
            return [sum];
        }));

    [Fact]
    public void A_loop_that_fills_an_array_before_it_reads_it_is_fused()
        => Assert.NotNull(Find((b, p) => Filled(b, p, isWhole: true)));

    [Fact]
    public void A_loop_that_fills_part_of_an_array_is_not()
        => Assert.Null(Find((b, p) => Filled(b, p, isWhole: false)));

    [Fact]
    public void A_loop_that_fills_an_array_that_is_read_later_is_not()
        => Assert.Null(Find((b, p) =>
        {
            Value scratch = b.Alloc(ScalarKind.Float64, p[0], AllocKind.Local);
            Value sum = FilledTrip(b, p, scratch, p[0])[0];
            return [b.Scalar(Codes.Add, sum, b.Load(scratch, b.Int32(0)))];
        }));

    private static Value[] Filled(IrBuilder b, Value[] p, bool isWhole)
    {
        Value scratch = b.Alloc(ScalarKind.Float64, p[0], AllocKind.Local);
        return FilledTrip(b, p, scratch, isWhole ? p[0] : b.Scalar(Codes.Subtract, p[0], b.Int32(1)));
    }

    private static Value[] FilledTrip(IrBuilder b, Value[] p, Value scratch, Value upper) => b.For(p[0], [p[1]], (i, x) =>
    {
        Value term = b.Load(p[2], i);
        b.For(upper, [], (j, _) =>
        {
            b.Store(scratch, j, term);
            return [];
        });
        return [b.Scalar(Codes.Add, x[0], b.Load(scratch, b.Int32(0)))];
    });

    [Fact]
    public void A_loop_before_a_store_is_not()
        => Assert.Null(Find((b, p) =>
        {
            Value sum = Sum(b, p);
            b.Store(p[3], b.Int32(0), sum);
            return [sum];
        }));

    [Fact]
    public void A_loop_without_an_active_result_is_not()
        => Assert.Null(Find((b, p) =>
        {
            b.For(p[0], [p[1]], (_, x) => [b.Scalar(Codes.Add, x[0], x[0])]);
            return [p[1]];
        }));

    private static Value Sum(IrBuilder b, Value[] p)
        => b.For(p[0], [p[1]], (i, x) =>
        {
            Value term = b.Load(p[2], i);
            return [b.Scalar(Codes.Add, x[0], b.Scalar(Codes.Multiply, term, term))];
        })[0];

    /// <summary>Of (int, double, readonly double[], double[]), all active.</summary>
    private static Fusion? Find(Func<IrBuilder, Value[], Value[]> body)
    {
        Function function = Ir.Build([Ir.I32, Ir.F64, Ir.ReadOnly, Ir.Buffer], body);
        var roots = new BufferRoots(function);
        var activity = new Activity(function, roots, function.Parameters.Skip(1), [function.Parameters[3]]);
        return Fusion.Find(function, function.Body, activity, new Effects(function), new Definitions(function));
    }
}
