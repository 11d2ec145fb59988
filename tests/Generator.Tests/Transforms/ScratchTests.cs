using DiffGen.Generator.IR;
using DiffGen.Generator.Tests.IR;
using DiffGen.Generator.Transforms;

namespace DiffGen.Generator.Tests.Transforms;

/// <summary>Arrays from outside a loop that each trip fills before it reads them.</summary>
public sealed class ScratchTests
{
    [Fact]
    public void What_a_loop_fills_first_is_private()
        => Is((b, p, t, _) =>
        {
            Fill(b, p, t);
            Read(b, p, t);
        });

    [Fact]
    public void What_is_cleared_first_is_private()
        => Is((b, p, t, _) =>
        {
            b.Add(new ClearOp(t));
            b.Store(t, p[1], b.Scalar(Codes.Add, b.Load(t, p[1]), p[3]));
        });

    [Fact]
    public void What_is_only_written_is_private()
        => Is((b, p, t, i) => b.Store(t, i, p[3]));

    [Fact]
    public void An_element_may_be_read_in_the_loop_that_fills_once_it_is_stored()
    {
        Is((b, p, t, _) => Fill(b, p, t, j => b.Store(p[2], j, b.Load(t, j))));
        IsNot((b, p, t, _) => Fill(b, p, t, j => b.Load(t, j), isBefore: true));
        IsNot((b, p, t, _) => Fill(b, p, t, _ => b.Load(t, p[1])));
    }

    [Fact]
    public void Both_sides_of_a_branch_may_fill_it()
    {
        Is((b, p, t, _) =>
        {
            b.If(Condition(b, p), () => Fill(b, p, t), () => b.Add(new ClearOp(t)));
            Read(b, p, t);
        });
        IsNot((b, p, t, _) =>
        {
            b.If(Condition(b, p), () => Fill(b, p, t));
            Read(b, p, t);
        });
    }

    [Fact]
    public void A_side_that_throws_need_not_fill_it()
        => Is((b, p, t, _) =>
        {
            b.If(Condition(b, p), () => b.Add(new ThrowOp("new Exception()", default)), () => Fill(b, p, t));
            Read(b, p, t);
        });

    [Fact]
    public void A_nested_loop_may_have_no_trip_to_fill_it_in()
    {
        IsNot((b, p, t, _) =>
        {
            b.For(p[1], [], (_, _) =>
            {
                Fill(b, p, t);
                return [];
            });
            Read(b, p, t);
        });
        Is((b, p, t, _) => b.For(p[1], [], (_, _) =>
        {
            Fill(b, p, t);
            Read(b, p, t);
            return [];
        }));
    }

    [Fact]
    public void What_is_read_first_is_not()
        => IsNot((b, p, t, _) =>
        {
            Read(b, p, t);
            Fill(b, p, t);
        });

    [Fact]
    public void What_is_filled_from_the_second_element_on_is_not()
        => IsNot((b, p, t, _) =>
        {
            b.For(b.Int32(1), p[0], [], (j, _) =>
            {
                b.Store(t, j, p[3]);
                return [];
            });
            Read(b, p, t);
        });

    [Theory]
    [InlineData(new[] { 0 }, 1, 0, true)]
    [InlineData(new[] { 1, 0 }, 2, 0, true)]
    [InlineData(new[] { 0 }, 0, 1, true)]
    [InlineData(new[] { 0, 2 }, 3, 0, false)]
    [InlineData(new[] { 1 }, 1, 0, false)]
    [InlineData(new int[0], 0, 1, false)]
    [InlineData(new[] { 0 }, 1, 1, false)]
    [InlineData(new int[0], 1, -1, true)]
    public void The_first_elements_may_be_stored_one_by_one(int[] first, int lower, int shift, bool isFilled)
    {
        Assert.Equal(isFilled, Find(Trip, null).Length == 1);

        // for (j = lower; j < n - shift; j++) t[j + shift] = …
        void Trip(IrBuilder b, Value[] p, Value t, Value i)
        {
            foreach (int index in first) b.Store(t, b.Int32(index), p[3]);
            b.For(b.Int32(lower), Plus(p[0], -shift), [], (j, _) =>
            {
                b.Store(t, Plus(j, shift), p[3]);
                return [];
            });
            Read(b, p, t);

            Value Plus(Value value, int number) => number == 0 ? value : b.Scalar(number > 0 ? Codes.Add : Codes.Subtract, value, b.Int32(Math.Abs(number)));
        }
    }

    [Fact]
    public void A_loop_that_ends_before_the_last_element_does_not_fill_it()
        => IsNot((b, p, t, _) =>
        {
            b.For(b.Scalar(Codes.Subtract, p[0], b.Int32(1)), [], (j, _) =>
            {
                b.Store(t, j, p[3]);
                return [];
            });
            Read(b, p, t);
        });

    [Fact]
    public void An_element_that_is_stored_may_be_read_before_the_others_are()
    {
        Is((b, p, t, _) =>
        {
            b.Store(t, b.Int32(0), p[3]);
            b.Store(p[2], p[1], b.Load(t, b.Int32(0)));
            Fill(b, p, t);
        });
        IsNot((b, p, t, _) =>
        {
            b.Store(t, b.Int32(0), p[3]);
            b.Store(p[2], p[1], b.Load(t, b.Int32(1)));
            Fill(b, p, t);
        });
    }

    [Fact]
    public void What_one_side_of_a_branch_stores_is_not_there()
        => IsNot((b, p, t, _) =>
        {
            b.If(Condition(b, p), () => b.Store(t, b.Int32(0), p[3]), () => b.Store(t, b.Int32(1), p[3]));
            b.For(b.Int32(1), p[0], [], (j, _) =>
            {
                b.Store(t, j, p[3]);
                return [];
            });
            Read(b, p, t);
        });

    [Fact]
    public void What_is_filled_at_another_index_is_not()
        => IsNot((b, p, t, _) =>
        {
            b.For(p[0], [], (j, _) =>
            {
                b.Store(t, b.Scalar(Codes.Subtract, j, p[1]), p[3]);
                return [];
            });
            Read(b, p, t);
        });

    [Fact]
    public void What_is_filled_on_a_side_only_is_not()
        => IsNot((b, p, t, _) =>
        {
            b.For(p[0], [], (j, _) =>
            {
                b.If(Condition(b, p), () => b.Store(t, j, p[3]));
                return [];
            });
            Read(b, p, t);
        });

    [Fact]
    public void A_window_reads_too()
        => IsNot((b, p, t, _) =>
        {
            b.Load(b.View(t, b.Int32(0), b.Int32(1)), b.Int32(0));
            Fill(b, p, t);
        });

    [Fact]
    public void What_is_chosen_is_not()
        => IsNot((b, p, t, _) =>
        {
            Fill(b, p, t);
            b.Load(b.Choose(p[1], [t, p[2]]), p[1]);
        });

    [Fact]
    public void What_a_call_takes_unfilled_is_not()
        => IsNot((b, p, t, _) => b.Add(new CallOp(default, "G", [t])));

    [Fact]
    public void What_is_read_or_written_outside_of_the_loop_is_not()
    {
        IsNot((b, p, t, _) => Fill(b, p, t), (b, p, t) => b.Load(t, p[1]));
        IsNot((b, p, t, _) => Fill(b, p, t), (b, p, t) => b.Store(t, p[1], p[3]));
        IsNot((b, p, t, _) => Fill(b, p, t), (b, p, t) => b.Choose(p[1], [t, p[2]]));
        Is((b, p, t, _) => Fill(b, p, t), (b, p, t) => b.Length(t));
    }

    [Fact]
    public void What_the_loop_only_reads_is_not()
        => IsNot((b, p, t, _) => b.Load(t, p[1]));

    private static Value Condition(IrBuilder b, Value[] p) => b.Scalar(Codes.Less, p[3], p[3]);

    private static void Fill(IrBuilder b, Value[] p, Value t, Action<Value>? inside = null, bool isBefore = false) => b.For(p[0], [], (j, _) =>
    {
        if (isBefore) inside?.Invoke(j);
        b.Store(t, j, p[3]);
        if (!isBefore) inside?.Invoke(j);
        return [];
    });

    private static void Read(IrBuilder b, Value[] p, Value t) => b.Store(p[2], p[1], b.Load(t, p[1]));

    private static void Is(Action<IrBuilder, Value[], Value, Value> trip, Action<IrBuilder, Value[], Value>? after = null) => Assert.Single(Find(trip, after));

    private static void IsNot(Action<IrBuilder, Value[], Value, Value> trip, Action<IrBuilder, Value[], Value>? after = null) => Assert.Empty(Find(trip, after));

    /// <summary>In (int, int, double[], double), with an array of the first length, of a loop over the second.</summary>
    private static Value[] Find(Action<IrBuilder, Value[], Value, Value> trip, Action<IrBuilder, Value[], Value>? after)
    {
        Function function = Ir.Build([Ir.I32, Ir.I32, Ir.Buffer, Ir.F64], (b, p) =>
        {
            Value scratch = b.Alloc(ScalarKind.Float64, p[0], AllocKind.Local);
            b.For(p[1], [], (i, _) =>
            {
                trip(b, p, scratch, i);
                return [];
            });
            after?.Invoke(b, p, scratch);
            return [];
        });
        return [.. Scratch.Of(function.Body, function.Body.Operations.OfType<ForOp>().First(), new Effects(function))];
    }
}
