using DiffGen.Generator.IR;
using DiffGen.Generator.Tests.IR;
using DiffGen.Generator.Transforms;

namespace DiffGen.Generator.Tests.Transforms;

/// <summary>Of (double x, int n, double[4] y).</summary>
public sealed class UnrollTests
{
    [Fact]
    public void Trips_follow_each_other()
        => Assert.Equal(
            """
            %3: f64 = %0 * %0
            %4: f64 = %3 * %0
            """,
            Operations(100, (b, p) => b.For(b.Int32(3), [b.Float(ScalarKind.Float64, 1)], (_, s) => [b.Scalar(Codes.Multiply, s[0], p[0])])));

    [Theory]
    [InlineData(0, 3, 1, false, "0 1 2")]
    [InlineData(0, 3, 1, true, "0 1 2 3")]
    [InlineData(0, 4, 2, false, "0 2")]
    [InlineData(0, 4, 3, true, "0 3")]
    [InlineData(0, 3, 3, true, "0 3")]
    [InlineData(3, 0, -1, true, "3 2 1 0")]
    [InlineData(3, 0, -2, false, "3 1")]
    [InlineData(3, 3, 1, true, "3")]
    [InlineData(3, 3, -1, true, "3")]
    [InlineData(3, 3, 1, false, "")]
    [InlineData(3, 2, 1, true, "")]
    [InlineData(2, 3, -1, true, "")]
    public void The_counter_is_a_literal_in_each_trip(int lower, int upper, int step, bool isInclusive, string expected)
    {
        string body = Body(Unrolled(100, (b, p) =>
        {
            Value first = b.Int32(lower), last = b.Int32(upper), counter = b.Define(Ir.I32);
            Region region = b.Region([counter], () =>
            {
                b.Store(p[2], counter, p[0]);
                return default;
            });
            b.Add(new ForOp(default, first, last, step, isInclusive, default, region));
            return [];
        }));
        Assert.DoesNotContain("for (", body, StringComparison.Ordinal);
        Assert.Equal(expected, Stored(body));
    }

    /// <summary>What passes mark is an operation, so that of the last trip isn't that of the first, though it is the same.</summary>
    [Fact]
    public void Each_trip_has_operations_of_its_own()
    {
        Function after = Unrolled(100, (b, p) => b.For(b.Int32(3), [], (_, _) =>
        {
            b.Store(p[2], p[1], p[0]);
            b.If(b.Bool(true), () => b.Add(new ClearOp(p[2])));
            return [];
        }));
        IrVerifier.Verify(after);
        Assert.Equal(3, after.Body.Operations.OfType<StoreOp>().Distinct(ReferenceEqualityComparer.Instance).Count());
        Assert.Equal(3, after.Body.Operations.OfType<ClearOp>().Distinct(ReferenceEqualityComparer.Instance).Count());
    }

    /// <summary>Two operations a trip, so four trips make eight.</summary>
    [Theory, InlineData(7, 1), InlineData(8, 0), InlineData(0, 1)]
    public void What_is_too_large_stays_a_loop(int limit, int loops) => Assert.Equal(loops, Loops(limit, (b, p) => Sum(b, p, b.Int32(4))));

    [Fact]
    public void A_limit_that_is_too_small_changes_nothing()
    {
        Function before = Function((b, p) => Sum(b, p, b.Int32(4)));
        Assert.Equal(Simplify.Run(before), Unroll.Run(before, 7));
        Assert.Same(before, Unroll.Run(before, 0));
    }

    [Fact]
    public void Trips_that_depend_on_the_data_stay_a_loop() => Assert.Equal(1, Loops(100, (b, p) => Sum(b, p, p[1])));

    /// <summary>The inner loop makes 3·2 operations, the nest 4·(3·2 + 1).</summary>
    [Theory, InlineData(5, 2), InlineData(6, 1), InlineData(27, 1), InlineData(28, 0)]
    public void A_nest_is_unrolled_from_the_inside_as_far_as_it_fits(int limit, int loops)
        => Assert.Equal(loops, Loops(limit, (b, p) => b.For(b.Int32(4), [p[0]], (_, s) =>
        {
            Value inner = b.For(b.Int32(3), s, (j, t) => [b.Scalar(Codes.Add, t[0], b.Load(p[2], j))])[0];
            return [b.Scalar(Codes.Multiply, inner, p[0])];
        })));

    /// <summary>An inner loop that stays doesn't count its trips.</summary>
    [Fact]
    public void A_loop_around_one_of_unknown_trips_is_unrolled()
        => Assert.Equal(3, Loops(100, (b, p) => b.For(b.Int32(3), [p[0]], (_, s) => b.For(p[1], s, (_, t) => [b.Scalar(Codes.Multiply, t[0], p[0])]))));

    [Fact]
    public void Bounds_of_a_triangle_become_known()
    {
        string body = Body(Unrolled(100, (b, p) =>
        {
            b.For(b.Int32(4), [], (i, _) =>
            {
                b.For(i, [], (j, _) =>
                {
                    b.Store(p[2], j, p[0]);
                    return [];
                });
                return [];
            });
            return [];
        }));
        Assert.DoesNotContain("for (", body, StringComparison.Ordinal);
        Assert.Equal("0 0 1 0 1 2", Stored(body));
    }

    [Fact]
    public void Conditions_on_the_counter_vanish()
    {
        string body = Body(Unrolled(100, (b, p) =>
        {
            b.For(b.Int32(4), [], (i, _) =>
            {
                b.If(b.Scalar(Codes.Equal, i, b.Int32(2)), () => b.Store(p[2], i, p[0]));
                return [];
            });
            return [];
        }));
        Assert.DoesNotContain("if ", body, StringComparison.Ordinal);
        Assert.Equal("2", Stored(body));
    }

    /// <summary>(i, s) = (0, x); while (i != 3) (i, s) = (i + 1, s * x)</summary>
    [Fact]
    public void A_while_of_known_trips_is_unrolled()
        => Assert.Equal(0, Loops(100, (b, p) => [b.While(
            [b.Int32(0), p[0]],
            state => b.Scalar(Codes.NotEqual, state[0], b.Int32(3)),
            state => [b.Scalar(Codes.Add, state[0], b.Int32(1)), b.Scalar(Codes.Multiply, state[1], p[0])])[1]]));

    /// <summary>live = true; while (live) (live, s) = (s &lt; 10, s * x): its first trip is known, no other.</summary>
    [Fact]
    public void A_while_that_the_data_end_stays()
        => Assert.Equal(1, Loops(100, (b, p) => [b.While(
            [b.Bool(true), p[0]],
            state => state[0],
            state => [b.Scalar(Codes.Less, state[1], b.Float(ScalarKind.Float64, 10)), b.Scalar(Codes.Multiply, state[1], p[0])])[1]]));

    [Fact]
    public void A_while_without_end_stays()
        => Assert.Equal(1, Loops(100, (b, p) => [b.While([p[0]], _ => b.Bool(true), state => state)[0]]));

    [Fact]
    public void A_loop_around_a_while_that_the_data_end_is_unrolled()
        => Assert.Equal(2, Loops(100, (b, p) => b.For(b.Int32(2), [p[0]], (_, s) => b.While(s, state => b.Scalar(Codes.Less, state[0], b.Float(ScalarKind.Float64, 10)), state => [b.Scalar(Codes.Multiply, state[0], p[0])]))));

    /// <summary>Most of the trips there may be, and empty: the limit is on trips, too.</summary>
    [Fact]
    public void Trips_without_operations_count()
        => Assert.Equal(1, Loops(100, (b, p) => b.For(b.Int32(int.MaxValue), [p[0], p[0]], (_, s) => [s[1], p[0]])));

    /// <summary>for (i = 2000000000; i &lt; 2147483647; i += 1000000000) goes on at -1294967296.</summary>
    [Fact]
    public void A_counter_that_wraps_around_stays()
        => Assert.Equal(1, Loops(100, (b, p) =>
        {
            Value first = b.Int32(2_000_000_000), last = b.Int32(int.MaxValue), counter = b.Define(Ir.I32), carried = b.Define(Ir.F64);
            Region region = b.Region([counter, carried], () => [b.Scalar(Codes.Multiply, carried, p[0])]);
            Value result = b.Define(Ir.F64);
            b.Add(new ForOp([result], first, last, 1_000_000_000, false, [p[0]], region));
            return [result];
        }));

    [Fact]
    public void Loops_that_are_differentiated_at_their_solution_stay()
        => Assert.Equal(1, Loops(100, (b, p) =>
        {
            Value first = b.Int32(0), last = b.Int32(3), counter = b.Define(Ir.I32), carried = b.Define(Ir.F64);
            Region region = b.Region([counter, carried], () => [b.Scalar(Codes.Multiply, carried, p[0])]);
            Value result = b.Define(Ir.F64);
            b.Add(new ForOp([result], first, last, 1, false, [p[0]], region) { IsSolved = true });
            return [result];
        }));

    /// <summary>Each depth doubles the work if a nest is tried again for each loop around it.</summary>
    [Fact]
    public void A_deep_nest_that_is_too_large_takes_no_time()
    {
        Value[] Nest(IrBuilder b, Value[] p, Value[] s, int depth) => depth == 0
            ? [b.Scalar(Codes.Multiply, s[0], p[0])]
            : b.For(b.Int32(2), s, (_, t) => Nest(b, p, t, depth - 1));
        Assert.Equal(40 - 6, Loops(100, (b, p) => Nest(b, p, [p[0]], 40)));
    }

    private static Value[] Sum(IrBuilder b, Value[] p, Value count)
        => b.For(count, [p[0]], (i, s) => [b.Scalar(Codes.Add, s[0], b.Load(p[2], i))]);

    private static Function Function(Func<IrBuilder, Value[], Value[]> body) => Ir.Build([Ir.F64, Ir.I32, Ir.Buffer], body) with { Lengths = new[] { -1, -1, 4 }.ToEquatable() };

    /// <summary>Unrolled, and verified.</summary>
    private static Function Unrolled(int limit, Func<IrBuilder, Value[], Value[]> body)
    {
        Function before = Function(body), after = Unroll.Run(before, limit);
        IrVerifier.Verify(after);
        return after;
    }

    private static string Body(Function function) => Ir.Body(function);

    private static int Loops(int limit, Func<IrBuilder, Value[], Value[]> body)
    {
        string text = Body(Unrolled(limit, body));
        return text.Split("for (").Length + text.Split("while").Length - 2;
    }

    /// <summary>The indices of stores, in order.</summary>
    private static string Stored(string body)
    {
        Dictionary<string, string> literals = body.Split('\n').Where(line => line.Contains(": i32 = ", StringComparison.Ordinal)).ToDictionary(line => line.Split(':')[0], line => line.Split(" = ")[1]);
        return string.Join(' ', body.Split('\n').Where(line => line.StartsWith("%2[", StringComparison.Ordinal)).Select(line => literals[line[3..line.IndexOf(']', StringComparison.Ordinal)]]));
    }

    /// <summary>All but constants and the yields.</summary>
    private static string Operations(int limit, Func<IrBuilder, Value[], Value[]> body)
        => string.Join('\n', Body(DeadCode.Run(Unrolled(limit, body))).Split('\n').Where(line => line.Contains(" * ", StringComparison.Ordinal)));
}
