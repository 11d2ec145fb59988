using DiffGen.Generator.IR;
using DiffGen.Generator.Tests.IR;
using DiffGen.Generator.Transforms;

namespace DiffGen.Generator.Tests.Transforms;

public sealed class InductionTests
{
    [Fact]
    public void A_carried_integer_is_computed_from_the_counter()
        => Assert.Equal(
            """
            %5: i32 = 3
            %6: i32 = %0 * %5
            %7: i32 = %2 - %6
            for (%8: i32 = %0; < %1; 1)
            {
                %9: i32 = 3
                %10: i32 = %8 * %9
                %11: i32 = %7 + %10
                %4[%11] = %3
            }
            %12: i32 = Math.Max(%0, %1)
            %13: i32 = %12 - %0
            %14: i32 = 3
            %15: i32 = %13 * %14
            %16: i32 = %2 + %15
            yield %16
            """,
            Run((b, p) => Loop(b, p, [p[2]], (_, x) =>
            {
                b.Store(p[4], x[0], p[3]);
                return [b.Scalar(Codes.Add, x[0], b.Int32(3))];
            })));

    [Fact]
    public void Growth_by_one_needs_no_product()
        => Assert.DoesNotContain("*", Run((b, p) => Loop(b, p, [p[2]], (_, x) => [b.Scalar(Codes.Add, b.Int32(1), x[0])])), StringComparison.Ordinal);

    [Fact]
    public void Two_integers_go_and_a_number_stays()
    {
        string body = Run((b, p) => Loop(b, p, [p[2], p[2], p[3]], (_, x) =>
        [
            b.Scalar(Codes.Add, x[0], b.Int32(2)), b.Scalar(Codes.Subtract, x[1], b.Int32(5)), b.Scalar(Codes.Multiply, x[2], b.Load(p[4], b.Scalar(Codes.Add, x[0], x[1]))),
        ]));
        string header = body.Split('\n').Single(line => line.Contains("for (", StringComparison.Ordinal));
        Assert.Contains("f64 = for", header, StringComparison.Ordinal);
        Assert.DoesNotContain(", %", header, StringComparison.Ordinal);
    }

    [Fact]
    public void The_name_is_kept()
        => Assert.Equal(3, Run((b, p) =>
        {
            Value[] results = Loop(b, p, [p[2]], (_, x) =>
            {
                b.Name(x[0], "k");
                b.Store(p[4], x[0], p[3]);
                return [b.Scalar(Codes.Add, x[0], b.Int32(1))];
            });
            b.Name(results[0], "k");
            return results;
        }).Split(" k: i32 = ").Length);

    /// <summary>Of steps, kinds of bound, and starts and ends of the loop.</summary>
    public static TheoryData<int, bool, int> Kinds()
    {
        var kinds = new TheoryData<int, bool, int>();
        foreach (int step in (int[])[1, -1])
            foreach (bool isInclusive in (bool[])[false, true])
                foreach (int amount in (int[])[1, -1, 4, int.MaxValue, int.MinValue]) kinds.Add(step, isInclusive, amount);
        return kinds;
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Each_trip_and_what_is_after_the_loop_are_the_same(int step, bool isInclusive, int amount)
    {
        Function before = Traced(step, isInclusive, amount), after = Induction.Run(before);
        Assert.DoesNotContain("carry", Ir.Body(DeadCode.Run(after)), StringComparison.Ordinal);
        foreach (int lower in (int[])[-3, 0, 5, int.MaxValue - 5, int.MinValue + 5])
        {
            for (int distance = -2; distance <= 4; distance++)
            {
                int upper = lower + (step * distance);
                double[] expected = new double[8], actual = new double[8];
                object[] first = IrInterpreter.Run(before, lower, upper, 11, 0.5, expected), second = IrInterpreter.Run(after, lower, upper, 11, 0.5, actual);
                Assert.Equal(first, second);
                Assert.Equal(expected, actual);
            }
        }
    }

    [Theory]
    [InlineData(1, false, int.MaxValue, int.MinValue), InlineData(1, false, int.MaxValue, -2), InlineData(1, false, 3, int.MinValue)]
    [InlineData(1, true, int.MaxValue, int.MinValue), InlineData(1, true, 3, int.MinValue), InlineData(1, true, int.MaxValue, -2)]
    [InlineData(-1, false, int.MinValue, int.MaxValue), InlineData(-1, false, -3, int.MaxValue), InlineData(-1, false, int.MinValue, 2)]
    [InlineData(-1, true, int.MinValue, int.MaxValue), InlineData(-1, true, -3, int.MaxValue), InlineData(-1, true, int.MinValue, 2)]
    public void A_loop_without_trips_adds_nothing_however_far_apart_the_bounds_are(int step, bool isInclusive, int lower, int upper)
        => Assert.Equal(11, IrInterpreter.Run(Induction.Run(Traced(step, isInclusive, 3)), lower, upper, 11, 0.5, new double[8])[0]);

    [Fact]
    public void Checked_growth_stays()
        => Stays((b, p) => Loop(b, p, [p[2]], (_, x) => [b.Scalar(Ir.I32, Codes.Add, true, x[0], b.Int32(1))]));

    [Fact]
    public void Growth_by_a_parameter_stays()
        => Stays((b, p) => Loop(b, p, [p[2]], (_, x) => [b.Scalar(Codes.Add, x[0], p[1])]));

    [Fact]
    public void Growth_by_the_counter_stays()
        => Stays((b, p) => Loop(b, p, [p[2]], (i, x) => [b.Scalar(Codes.Add, x[0], i)]));

    [Fact]
    public void Growth_on_one_side_of_a_branch_stays()
        => Stays((b, p) => Loop(b, p, [p[2]], (_, x) => [b.If(b.Scalar(Codes.Less, p[3], p[3]), () => b.Scalar(Codes.Add, x[0], b.Int32(1)), () => x[0])]));

    [Fact]
    public void A_product_stays()
        => Stays((b, p) => Loop(b, p, [p[2]], (_, x) => [b.Scalar(Codes.Multiply, x[0], b.Int32(2))]));

    [Fact]
    public void A_literal_minus_the_integer_stays()
        => Stays((b, p) => Loop(b, p, [p[2]], (_, x) => [b.Scalar(Codes.Subtract, b.Int32(2), x[0])]));

    [Fact]
    public void The_other_carried_integer_plus_a_literal_stays()
        => Stays((b, p) => Loop(b, p, [p[2], p[1]], (_, x) => [b.Scalar(Codes.Add, x[1], b.Int32(1)), x[0]]));

    [Fact]
    public void An_integer_that_does_not_change_stays()
        => Stays((b, p) => Loop(b, p, [p[2]], (_, x) => [x[0]]));

    [Fact]
    public void A_number_stays()
        => Stays((b, p) => Loop(b, p, [p[3]], (_, x) => [b.Scalar(Codes.Add, x[0], b.Float(ScalarKind.Float64, 1))]));

    [Theory, InlineData(2), InlineData(-2), InlineData(3)]
    public void A_loop_of_another_step_stays(int step)
    {
        Function function = Traced(step, false, 1);
        Assert.Equal(Ir.Body(function), Ir.Body(Induction.Run(function)));
    }

    [Fact]
    public void A_loop_that_tests_stays()
        => Stays((b, p) => b.While([p[0]], x => b.Scalar(Codes.Less, x[0], p[1]), x => [b.Scalar(Codes.Add, x[0], b.Int32(1))]));

    /// <summary>Notes the carried integer of each trip in the array, and yields what it is after the loop.</summary>
    private static Function Traced(int step, bool isInclusive, int amount) => Build((b, p) =>
    {
        Value counter = b.Define(Ir.I32), carried = b.Define(Ir.I32);
        Region body = b.Region([counter, carried], () =>
        {
            Value place = b.Scalar(Codes.And, counter, b.Int32(7));
            b.Store(p[4], place, b.Scalar(Ir.F64, Codes.Convert, carried));
            // Two increments.
            return [b.Scalar(Codes.Add, b.Scalar(Codes.Subtract, carried, b.Int32(2)), b.Int32(unchecked(amount + 2)))];
        });
        Value result = b.Define(Ir.I32);
        b.Add(new ForOp([result], p[0], p[1], step, isInclusive, [p[2]], body));
        return [result];
    });

    private static Value[] Loop(IrBuilder b, Value[] p, Value[] inits, Func<Value, Value[], Value[]> body) => b.For(p[0], p[1], inits, body);

    private static void Stays(Func<IrBuilder, Value[], Value[]> body) => Assert.Equal(Ir.Body(Build(body)), Ir.Body(Induction.Run(Build(body))));

    private static string Run(Func<IrBuilder, Value[], Value[]> body) => Ir.Body(DeadCode.Run(Induction.Run(Build(body))));

    /// <summary>Of (int, int, int, double, double[]).</summary>
    private static Function Build(Func<IrBuilder, Value[], Value[]> body) => Ir.Build([Ir.I32, Ir.I32, Ir.I32, Ir.F64, Ir.Buffer], body);
}
