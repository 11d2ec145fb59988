using DiffGen.Generator.IR;

namespace DiffGen.Generator.Tests.IR;

public sealed class EffectsTests
{
    [Fact]
    public void Floating_arithmetic_has_none()
        => Assert.True(Last([Ir.F64], (b, p) => b.Scalar(Codes.Divide, p[0], p[0])).IsDroppable);

    [Fact]
    public void Integer_division_may_throw() => Assert.True(Last([Ir.I32], (b, p) => b.Scalar(Codes.Divide, p[0], p[0])).Throws);

    [Fact]
    public void Division_by_a_positive_literal_does_not_throw()
        => Assert.False(Last([Ir.I32], (b, p) => b.Scalar(Codes.Remainder, p[0], b.Int32(3))).Throws);

    [Fact]
    public void Checked_arithmetic_may_throw() => Assert.True(Last([Ir.I32], (b, p) => b.Scalar(Ir.I32, Codes.Add, true, p[0], p[0])).Throws);

    [Theory]
    [InlineData("Math.Sign", true)]
    [InlineData("Math.Sin", false)]
    [InlineData("double.ClampNative", false)]
    public void Of_a_function(string code, bool throws) => Assert.Equal(throws, Last([Ir.F64], (b, p) => b.Scalar(code, p[0])).Throws);

    [Fact]
    public void Literal_bounds_and_digits_do_not_throw()
    {
        Assert.False(Last([Ir.F64], (b, p) => b.Scalar("Math.Clamp", p[0], b.Float(ScalarKind.Float64, 0), b.Float(ScalarKind.Float64, 1))).Throws);
        Assert.True(Last([Ir.F64], (b, p) => b.Scalar("Math.Clamp", p[0], b.Float(ScalarKind.Float64, 2), b.Float(ScalarKind.Float64, 1))).Throws);
        Assert.False(Last([Ir.F64], (b, p) => b.Scalar("Math.Round", p[0], b.Int32(2))).Throws);
        Assert.True(Last([Ir.F64, Ir.I32], (b, p) => b.Scalar("Math.Round", p[0], p[1])).Throws);
    }

    [Fact]
    public void A_load_reads_and_may_throw()
    {
        OperationEffects effects = Last([Ir.Buffer, Ir.I32], (b, p) => b.Load(p[0], p[1]));
        Assert.True(effects.Throws);
        Assert.Equal([new Value(0)], effects.Reads);
    }

    [Fact]
    public void A_load_at_a_counter_below_the_length_does_not_throw()
    {
        OperationEffects effects = Last([Ir.Buffer, Ir.F64], (b, p) => b.For(b.Length(p[0]), [p[1]], (i, _) => [b.Load(p[0], i)]));
        Assert.False(effects.Throws);
        Assert.Equal([new Value(0)], effects.Reads);
    }

    /// <summary>
    /// <c>t = new double[n + added]; for (i = first; i &lt; n + end; i++) for (j = from; j &lt; i + reach; j++) t[j + shift]</c>, with either comparison: what is said not to throw
    /// doesn't with any small n, and nearly all that doesn't is said not to.
    /// </summary>
    [Fact]
    public void A_load_at_a_counter_below_a_counter_throws_where_it_can()
    {
        int proved = 0, safe = 0;
        int[] small = [-1, 0, 1], few = [0, 1];
        foreach (int added in small)
            foreach (int end in small)
                foreach (int reach in small)
                    foreach (int shift in small)
                        foreach (int first in few)
                            foreach (int from in few)
                                foreach ((bool isInclusive, bool isInnerInclusive) in (ReadOnlySpan<(bool, bool)>)[(false, false), (false, true), (true, false), (true, true)])
                                {
                                    bool isSafe = IsSafe(added, end, reach, shift, first, from, isInclusive, isInnerInclusive);
                                    bool isProved = !Last([Ir.I32], (b, p) => Triangle(b, p[0], added, end, reach, shift, first, from, isInclusive, isInnerInclusive)).Throws;
                                    Assert.True(isSafe || !isProved, $"{(added, end, reach, shift, first, from, isInclusive, isInnerInclusive)} throws");
                                    safe += isSafe ? 1 : 0;
                                    proved += isProved ? 1 : 0;
                                }
        Assert.InRange(proved, safe * 9 / 10, safe);
    }

    /// <summary>A difference of the smallest integers is a large number.</summary>
    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    [InlineData(1, false)]
    public void A_counter_of_unknown_sign_may_wrap_around(int reach, bool throws)
        => Assert.Equal(throws, Last([Ir.Buffer, Ir.I32], (b, p) =>
        {
            b.For(p[1], b.Scalar(Codes.Subtract, b.Length(p[0]), b.Int32(1)), [], (i, _) =>
            {
                b.For(reach == 0 ? i : b.Scalar(reach > 0 ? Codes.Add : Codes.Subtract, i, b.Int32(Math.Abs(reach))), [], (j, _) =>
                {
                    b.Load(p[0], j);
                    return [];
                });
                return [];
            });
        }).Throws);

    private static bool IsSafe(int added, int end, int reach, int shift, int first, int from, bool isInclusive, bool isInnerInclusive)
    {
        for (int n = Math.Max(0, -added); n < 7; n++)
        {
            for (int i = first; isInclusive ? i <= n + end : i < n + end; i++)
            {
                for (int j = from; isInnerInclusive ? j <= i + reach : j < i + reach; j++)
                {
                    if (j + shift < 0 || j + shift >= n + added) return false;
                }
            }
        }
        return true;
    }

    private static void Triangle(IrBuilder b, Value n, int added, int end, int reach, int shift, int first, int from, bool isInclusive, bool isInnerInclusive)
    {
        Value array = b.Alloc(ScalarKind.Float64, Plus(n, added), AllocKind.Local);
        Loop(first, Plus(n, end), isInclusive, i => Loop(from, Plus(i, reach), isInnerInclusive, j => b.Load(array, Plus(j, shift))));

        Value Plus(Value value, int number) => number == 0 ? value : b.Scalar(number > 0 ? Codes.Add : Codes.Subtract, value, b.Int32(Math.Abs(number)));

        void Loop(int lower, Value upper, bool isInclusive, Action<Value> build)
        {
            Value start = b.Int32(lower), counter = b.Define(Ir.I32);
            Region body = b.Region([counter], () =>
            {
                build(counter);
                return default;
            });
            b.Add(new ForOp(default, start, upper, 1, isInclusive, default, body));
        }
    }

    [Fact]
    public void A_load_at_a_literal_within_a_literal_length_does_not_throw()
        => Assert.False(Last([], (b, p) => b.Load(b.Alloc(ScalarKind.Float64, b.Int32(3), AllocKind.Local), b.Int32(2))).Throws);

    [Fact]
    public void A_load_at_a_literal_beyond_a_literal_length_throws()
        => Assert.True(Last([], (b, p) => b.Load(b.Alloc(ScalarKind.Float64, b.Int32(3), AllocKind.Local), b.Int32(3))).Throws);

    [Fact]
    public void An_array_of_unknown_length_may_throw_and_a_cache_does_not()
    {
        Assert.True(Last([Ir.I32], (b, p) => b.Alloc(ScalarKind.Float64, p[0], AllocKind.Local)).Throws);
        Assert.False(Last([Ir.I32], (b, p) => b.Alloc(ScalarKind.Float64, p[0], AllocKind.Cache)).Throws);
    }

    [Fact]
    public void An_index_check_throws_and_what_it_checked_does_not()
    {
        Assert.True(Last([Ir.Buffer, Ir.I32], (b, p) => b.Scalar(Codes.Index, p[1], b.Length(p[0]))).Throws);
        Assert.False(Last([Ir.I32], (b, p) => b.Scalar(Codes.Index, b.Int32(2), b.Int32(3))).Throws);
        Assert.False(Last([Ir.Buffer, Ir.I32], (b, p) => b.Load(p[0], b.Scalar(Codes.Index, p[1], b.Length(p[0])))).Throws);
        Assert.False(Last([Ir.Buffer, Ir.I32], (b, p) => b.View(p[0], b.Scalar(Codes.Index, p[1], b.Length(p[0])), b.Int32(1))).Throws);
        Assert.True(Last([Ir.Buffer, Ir.I32], (b, p) => b.View(p[0], b.Scalar(Codes.Index, p[1], b.Length(p[0])), b.Int32(2))).Throws);
        Assert.True(Last([Ir.Buffer, Ir.Buffer, Ir.I32], (b, p) => b.Load(p[0], b.Scalar(Codes.Index, p[2], b.Length(p[1])))).Throws);
    }

    [Fact]
    public void A_window_stands_for_its_storage()
        => Assert.Equal([new Value(0)], Last([Ir.Buffer, Ir.I32, Ir.F64], (b, p) => b.Store(b.View(p[0], p[1], p[1]), p[1], p[2])).Writes);

    [Fact]
    public void A_region_hides_its_allocations()
    {
        OperationEffects effects = Last([Ir.I32, Ir.F64], (b, p) => b.For(p[0], [], (_, _) =>
        {
            Value local = b.Alloc(ScalarKind.Float64, b.Int32(1), AllocKind.Local);
            b.Store(local, b.Int32(0), p[1]);
            return [];
        }));
        Assert.True(effects.IsDroppable);
    }

    [Fact]
    public void A_while_loop_may_run_forever()
        => Assert.True(Last([Ir.Bool], (b, p) => b.While([p[0]], x => x[0], x => x)).MayDiverge);

    /// <summary>An array as long as one parameter has the length of another one that is as long; a stack may have grown in the meantime.</summary>
    [Theory]
    [InlineData(false, true, true)]
    [InlineData(false, false, false)]
    [InlineData(true, true, false)]
    public void The_length_of_an_array_is_that_of_a_parameter_as_long(bool isStack, bool isAsLong, bool expected)
    {
        Value array = Value.None, length = Value.None;
        IrType type = isStack ? Ir.ReadOnly with { Shape = IrShape.Stack } : Ir.ReadOnly;
        Function function = Ir.Build([type, type], (b, p) =>
        {
            array = b.Alloc(ScalarKind.Float64, b.Length(p[0]), AllocKind.Local);
            length = b.Length(p[1]);
            return [];
        }) with
        { Lengths = [-1, isAsLong ? DiffGen.Generator.IR.Function.SameAs(0) : -1] };
        Assert.Equal(expected, function.Effects.IsExactLengthOf(length, array));
    }

    [Theory]
    [InlineData(4, 0, 0L)]
    [InlineData(3, 1, 1L)]
    [InlineData(2, 1, null)]
    [InlineData(4, 1, null)]
    public void A_loop_of_literals_goes_to_the_end_of_an_array_or_not(int upper, int added, long? first)
    {
        Value array = Value.None, index = Value.None;
        Function function = Ir.Build([], (b, p) =>
        {
            array = b.Alloc(ScalarKind.Float64, b.Int32(4), AllocKind.Local);
            b.For(b.Int32(upper), [], (i, _) =>
            {
                index = b.Scalar(Codes.Add, i, b.Int32(added));
                return [];
            });
            return [];
        });
        Assert.Equal(first, function.Effects.FirstOf(function.Body.Operations.OfType<ForOp>().Single(), index, array));
    }

    private static OperationEffects Last(IrType[] parameters, Action<IrBuilder, Value[]> body)
    {
        Function function = Ir.Build(parameters, (b, p) =>
        {
            body(b, p);
            return [];
        });
        return new Effects(function).Of(function.Body.Operations[^1]);
    }
}
