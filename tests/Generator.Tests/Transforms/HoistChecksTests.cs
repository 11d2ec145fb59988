using DiffGen.Generator.IR;
using DiffGen.Generator.Tests.IR;
using DiffGen.Generator.Transforms;

namespace DiffGen.Generator.Tests.Transforms;

public sealed class HoistChecksTests
{
    [Fact]
    public void The_check_of_a_sum_comes_before_the_loop()
        => Assert.Equal(
            """
            %7: i32 = 0
            %8: i32 = length %4
            opaque `global::DiffGen.Workspaces.Guard.Elements({0}, {1}, {2})`(%8, %7, %0)
            %13: f64 = for (%9: i32 = %7; < %0; 1) carry (%10: f64 = %2)
            {
                %11: f64 = %4[%9 proved]
                %12: f64 = %10 + %11
                yield %12
            }
            yield %13
            """,
            Run((b, p) => b.For(p[0], [p[2]], (i, x) => [b.Scalar(Codes.Add, x[0], b.Load(p[4], i))])));

    [Fact]
    public void Indices_with_a_fixed_part_are_checked_from_their_first_on()
        => Assert.Equal(
            """
            %7: i32 = length %4
            %8: i32 = %3 + %0
            opaque `global::DiffGen.Workspaces.Guard.Elements({0}, {1}, {2}, {3})`(%7, %8, %0, %1)
            %9: i32 = length %4
            %10: i32 = 1
            %11: i32 = %0 - %10
            opaque `global::DiffGen.Workspaces.Guard.Elements({0}, {1}, {2}, {3})`(%9, %11, %0, %1)
            %21: f64 = for (%12: i32 = %0; < %1; 1) carry (%13: f64 = %2)
            {
                %14: i32 = %3 + %12
                %15: f64 = %4[%14 proved]
                %16: i32 = 1
                %17: i32 = %12 - %16
                %18: f64 = %4[%17 proved]
                %19: f64 = %15 * %18
                %20: f64 = %13 + %19
                yield %20
            }
            yield %21
            """,
            Run((b, p) => b.For(p[0], p[1], [p[2]], (i, x) =>
            {
                Value moved = b.Load(p[4], b.Scalar(Codes.Add, p[3], i)), back = b.Load(p[4], b.Scalar(Codes.Subtract, i, b.Int32(1)));
                return [b.Scalar(Codes.Add, x[0], b.Scalar(Codes.Multiply, moved, back))];
            })));

    [Fact]
    public void An_index_with_a_carried_part_is_checked_by_each_trip()
    {
        string body = Run((b, p) => b.For(p[0], [p[3]], (i, next) => [b.Scalar(Codes.Add, next[0], b.Scalar(Ir.I32, Codes.Convert, b.Load(p[4], b.Scalar(Codes.Add, next[0], i))))]));
        Assert.Equal(0, Count(body, "Guard.Elements"));
        Assert.Equal(0, Count(body, "proved"));
    }

    [Fact]
    public void The_same_element_is_checked_once()
    {
        string body = Run((b, p) => b.For(p[0], [p[2]], (i, x) => [b.Scalar(Codes.Add, x[0], b.Scalar(Codes.Multiply, b.Load(p[4], i), b.Load(p[4], i)))]));
        Assert.Equal(1, Count(body, "Guard.Elements"));
        Assert.Equal(2, Count(body, "proved"));
    }

    [Fact]
    public void An_array_of_the_function_may_be_written()
        => Assert.Equal(2, Count(
            Run((b, p) =>
            {
                Value local = b.Alloc(ScalarKind.Float64, p[3], AllocKind.Local);
                b.For(p[0], [], (i, _) =>
                {
                    b.Store(local, i, b.Load(p[4], i));
                    return [];
                });
                return [b.Load(local, p[1])];
            }),
            "Guard.Elements"));

    [Fact]
    public void Each_loop_of_a_nest_has_its_own()
        => Assert.Equal(
            """
            %7: i32 = 0
            %8: i32 = length %5
            opaque `global::DiffGen.Workspaces.Guard.Elements({0}, {1}, {2})`(%8, %7, %0)
            %23: f64 = for (%9: i32 = %7; < %0; 1) carry (%10: f64 = %2)
            {
                %11: i32 = %9 * %1
                %12: f64 = %5[%9 proved]
                %13: i32 = 0
                %14: i32 = length %4
                %15: i32 = %11 + %13
                opaque `global::DiffGen.Workspaces.Guard.Elements({0}, {1}, {2})`(%14, %15, %1)
                %22: f64 = for (%16: i32 = %13; < %1; 1) carry (%17: f64 = %10)
                {
                    %18: i32 = %11 + %16
                    %19: f64 = %4[%18 proved]
                    %20: f64 = %12 * %19
                    %21: f64 = %17 + %20
                    yield %21
                }
                yield %22
            }
            yield %23
            """,
            Run((b, p) => b.For(p[0], [p[2]], (i, x) =>
            {
                Value row = b.Scalar(Codes.Multiply, i, p[1]), factor = b.Load(p[5], i);
                return b.For(p[1], [x[0]], (j, y) => [b.Scalar(Codes.Add, y[0], b.Scalar(Codes.Multiply, factor, b.Load(p[4], b.Scalar(Codes.Add, row, j))))]);
            })));

    [Fact]
    public void A_conditional_access_stays_and_keeps_its_check()
    {
        string body = Run((b, p) => b.For(p[0], [p[2]], (i, x) =>
        {
            Value first = b.Load(p[4], i);
            Value second = b.If(b.Scalar(Codes.Less, first, p[2]), () => b.Load(p[5], i), () => p[2]);
            return [b.Scalar(Codes.Add, x[0], b.Scalar(Codes.Add, first, second))];
        }));
        Assert.Equal(1, Count(body, "Guard.Elements"));
        Assert.Equal(1, Count(body, "proved"));
    }

    [Fact]
    public void Where_a_parameter_is_written_all_stays()
        => Stays((b, p) => b.For(p[0], [p[2]], (i, x) =>
        {
            b.Store(p[6], b.Int32(0), x[0]);
            return [b.Scalar(Codes.Add, x[0], b.Load(p[4], i))];
        }));

    [Fact]
    public void Where_a_nested_loop_writes_a_parameter_all_of_the_outer_one_stays()
        => Stays((b, p) => b.For(p[0], [p[2]], (i, x) =>
        {
            Value value = b.Load(p[4], i);
            b.For(p[0], [], (j, _) =>
            {
                b.Store(p[6], j, value);
                return [];
            });
            return [value];
        }));

    [Fact]
    public void Where_another_exception_may_come_first_all_stays()
        => Stays((b, p) => b.For(p[0], [p[2]], (i, x) =>
        {
            b.Scalar(Codes.Divide, p[1], p[3]);
            return [b.Scalar(Codes.Add, x[0], b.Load(p[4], i))];
        }));

    [Fact]
    public void Where_another_exception_may_come_first_on_a_side_all_stays()
        => Stays((b, p) => b.For(p[0], [p[2]], (i, x) =>
        {
            b.If(b.Scalar(Codes.Less, x[0], p[2]), () => b.Add(new ThrowOp("new Exception()", default)));
            return [b.Scalar(Codes.Add, x[0], b.Load(p[4], i))];
        }));

    [Fact]
    public void Where_a_call_comes_first_all_stays()
        => Stays((b, p) => b.For(p[0], [p[2]], (i, x) =>
        {
            b.Add(new CallOp(default, "G", [p[2]]));
            return [b.Scalar(Codes.Add, x[0], b.Load(p[4], i))];
        }));

    [Fact]
    public void Where_a_loop_may_never_end_all_stays()
        => Stays((b, p) => b.For(p[0], [p[2]], (i, x) =>
        {
            Value y = b.While([x[0]], y => b.Scalar(Codes.Less, y[0], p[2]), y => [y[0]])[0];
            return [b.Scalar(Codes.Add, y, b.Load(p[4], i))];
        }));

    [Fact]
    public void An_index_that_is_not_the_counter_with_something_fixed_stays()
        => Stays((b, p) => b.For(p[0], [p[2]], (i, x) =>
        {
            Value twice = b.Load(p[4], b.Scalar(Codes.Add, i, i)), product = b.Load(p[4], b.Scalar(Codes.Multiply, i, p[1])), mirrored = b.Load(p[4], b.Scalar(Codes.Subtract, p[1], i));
            return [b.Scalar(Codes.Add, twice, b.Scalar(Codes.Add, product, b.Scalar(Codes.Add, mirrored, b.Load(p[4], p[1]))))];
        }));

    [Fact]
    public void A_window_that_is_made_in_the_loop_stays()
        => Stays((b, p) => b.For(p[0], [p[2]], (i, x) => [b.Load(b.View(p[4], b.Int32(0), b.Int32(0)), i)]));

    [Fact]
    public void What_is_proved_already_stays()
        => Stays((b, p) => b.For(b.Length(p[4]), [p[2]], (i, x) => [b.Scalar(Codes.Add, x[0], b.Load(p[4], i))]));

    [Theory, InlineData(2, true), InlineData(-1, false), InlineData(2, false)]
    public void Loops_of_other_kinds_stay(int step, bool isInclusive)
        => Stays((b, p) =>
        {
            Value counter = b.Define(Ir.I32), carried = b.Define(Ir.F64);
            Region body = b.Region([counter, carried], () => [b.Scalar(Codes.Add, carried, b.Load(p[4], counter))]);
            Value result = b.Define(Ir.F64);
            b.Add(new ForOp([result], p[0], p[1], step, isInclusive, [p[2]], body));
            return [result];
        });

    [Fact]
    public void A_loop_that_includes_its_bound_is_checked_through_it()
        => Assert.Equal(
            """
            %7: i32 = length %4
            opaque `global::DiffGen.Workspaces.Guard.ElementsThrough({0}, {1}, {2}, {3})`(%7, %0, %0, %1)
            %12: f64 = for (%8: i32 = %0; <= %1; 1) carry (%9: f64 = %2)
            {
                %10: f64 = %4[%8 proved]
                %11: f64 = %9 + %10
                yield %11
            }
            yield %12
            """,
            Run((b, p) =>
            {
                Value counter = b.Define(Ir.I32), carried = b.Define(Ir.F64);
                Region body = b.Region([counter, carried], () => [b.Scalar(Codes.Add, carried, b.Load(p[4], counter))]);
                Value result = b.Define(Ir.F64);
                b.Add(new ForOp([result], p[0], p[1], 1, true, [p[2]], body));
                return [result];
            }));

    [Fact]
    public void Rows_one_after_the_other_are_checked_before_the_first()
        => Assert.Equal(
            """
            %7: i32 = 0
            %8: i32 = length %4
            %9: i32 = 1
            %10: i32 = %0 - %9
            %11: i32 = -1
            opaque `global::DiffGen.Workspaces.Guard.Rows({0}, {1}, {2}, {3}, {4})`(%8, %3, %0, %10, %11)
            %26: f64, %27: i32 = for (%12: i32 = %7; < %0; 1) carry (%13: f64 = %2, %14: i32 = %3)
            {
                %15: i32 = 1
                %16: i32 = %12 + %15
                %17: i32 = %14 - %16
                %23: f64 = for (%18: i32 = %16; < %0; 1) carry (%19: f64 = %13)
                {
                    %20: i32 = %17 + %18
                    %21: f64 = %4[%20 proved]
                    %22: f64 = %19 + %21
                    yield %22
                }
                %24: i32 = %0 - %16
                %25: i32 = %14 + %24
                yield %23, %25
            }
            yield %26, %27
            """,
            Run(Below(1)));

    /// <summary>for (i…) { for (j = i + shift; j &lt; n; j++) sum += b[next - (i + shift) + j]; next += n - (i + shift) }</summary>
    private static Func<IrBuilder, Value[], Value[]> Below(int shift, bool isOrdered = true) => (b, p) => b.For(p[0], [p[2], p[3]], (i, x) =>
    {
        Value start = shift == 0 ? i : b.Scalar(Codes.Add, i, b.Int32(shift)), first = b.Scalar(Codes.Subtract, x[1], start);
        Value sum = b.For(start, p[0], [x[0]], (j, y) => [b.Scalar(Codes.Add, y[0], b.Load(p[4], b.Scalar(Codes.Add, first, j)))])[0];
        Value length = isOrdered ? b.Scalar(Codes.Subtract, p[0], start) : b.Scalar(Codes.Subtract, b.Scalar("Math.Max", start, p[0]), start);
        return [sum, b.Scalar(Codes.Add, x[1], length)];
    });

    /// <summary>for (i…) { for (j = 0; j &lt; i + shift; j++) sum += b[next + j]; next += i + shift }, or with the bound included.</summary>
    private static Func<IrBuilder, Value[], Value[]> UpTo(int shift, bool isInclusive, int grows = 0) => (b, p) => b.For(p[0], [p[2], p[3]], (i, x) =>
    {
        Value end = shift == 0 ? i : b.Scalar(Codes.Add, i, b.Int32(shift)), zero = b.Int32(0), counter = b.Define(Ir.I32), carried = b.Define(Ir.F64);
        Region body = b.Region([counter, carried], () => [b.Scalar(Codes.Add, carried, b.Load(p[4], b.Scalar(Codes.Add, x[1], counter)))]);
        Value sum = b.Define(Ir.F64);
        b.Add(new ForOp([sum], zero, end, 1, isInclusive, [x[0]], body));
        int more = grows + (isInclusive ? 1 : 0);
        return [sum, b.Scalar(Codes.Add, x[1], more == 0 ? end : b.Scalar(Codes.Add, end, b.Int32(more)))];
    });

    public static TheoryData<string, bool> Triangles => new()
    {
        { "below the diagonal", true },
        { "from the diagonal on", true },
        { "up to the diagonal", true },
        { "with the diagonal", true },
        { "beyond the diagonal", true },
        { "with gaps", false },
        { "of any length", false },
        { "from two below the diagonal on", false },
    };

    [Theory, MemberData(nameof(Triangles))]
    public void Rows_throw_where_they_did_and_only_there(string name, bool isChecked)
    {
        Function before = Build(name switch
        {
            "below the diagonal" => Below(1),
            "from the diagonal on" => Below(0),
            "up to the diagonal" => UpTo(0, isInclusive: false),
            "with the diagonal" => UpTo(0, isInclusive: true),
            "beyond the diagonal" => UpTo(1, isInclusive: false),
            "with gaps" => UpTo(0, isInclusive: false, grows: 1),
            "of any length" => Below(1, isOrdered: false),
            _ => Below(2),
        });
        Function after = HoistChecks.Run(before);
        Assert.Equal(isChecked, Ir.Body(after).Contains("Guard.Rows", StringComparison.Ordinal));
        int thrown = 0;
        for (int n = -1; n < 5; n++)
        {
            for (int length = 0; length < 17; length++)
            {
                foreach (int next in (int[])[-2, 0, 1])
                {
                    (object[]? expected, object[]? actual) = (Observe(before, n, 0, next, length), Observe(after, n, 0, next, length));
                    Assert.Equal(expected, actual);
                    if (actual is null) thrown++;
                }
            }
        }
        Assert.InRange(thrown, 40, 250);
    }

    [Fact]
    public void It_throws_where_the_loop_did_and_only_there()
    {
        Function before = Build((b, p) => b.For(p[0], p[1], [p[2]], (i, x) =>
        {
            Value shifted = b.Load(p[4], b.Scalar(Codes.Add, i, p[3]));
            return [b.Scalar(Codes.Add, x[0], b.Scalar(Codes.Multiply, shifted, b.Load(p[5], i)))];
        }));
        Function after = HoistChecks.Run(before);
        Assert.Contains("proved", Ir.Body(after), StringComparison.Ordinal);
        int thrown = 0;
        foreach (int shift in (int[])[-2, 0, 1, int.MaxValue, int.MinValue])
            foreach ((int lower, int upper) in ((int, int)[])[(0, 0), (0, 4), (0, 5), (1, 4), (2, 6), (2, 1), (-1, 2), (-3, -1), (-5, -9), (int.MaxValue, int.MinValue), (1, int.MinValue), (int.MaxValue, -2), (-2_000_000_000, 2_000_000_000), (int.MinValue, int.MaxValue), (-1, int.MaxValue)])
            {
                (object[]? expected, object[]? actual) = (Observe(before, lower, upper, shift), Observe(after, lower, upper, shift));
                Assert.Equal(expected, actual);
                if (actual is null) thrown++;
            }
        Assert.InRange(thrown, 20, 60);
    }

    private static object[]? Observe(Function function, int lower, int upper, int shift, int length = 4)
    {
        try
        {
            return IrInterpreter.Run(function, lower, upper, 0.5, shift, Enumerable.Range(1, length).Select(i => (double)i).ToArray(), (double[])[5, 6, 7, 8], new double[2]);
        }
        catch (IndexOutOfRangeException)
        {
            return null;
        }
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    private static void Stays(Func<IrBuilder, Value[], Value[]> body) => Assert.Equal(Ir.Body(Build(body)), Run(body));

    private static string Run(Func<IrBuilder, Value[], Value[]> body) => Ir.Body(HoistChecks.Run(Build(body)));

    /// <summary>Of (int, int, double, int, readonly double[], readonly double[], double[]).</summary>
    private static Function Build(Func<IrBuilder, Value[], Value[]> body) => Ir.Build([Ir.I32, Ir.I32, Ir.F64, Ir.I32, Ir.ReadOnly, Ir.ReadOnly, Ir.Buffer], body);
}
