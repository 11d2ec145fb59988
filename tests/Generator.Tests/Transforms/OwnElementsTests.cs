using DiffGen.Generator.IR;
using DiffGen.Generator.Tests.IR;
using DiffGen.Generator.Transforms;

namespace DiffGen.Generator.Tests.Transforms;

/// <summary>The storage that each trip of a loop touches at an element of its own.</summary>
public sealed class OwnElementsTests
{
    [Fact]
    public void An_element_at_the_counter_is_the_trip_s_own()
        => Assert.Equal([2], Find((b, p, i) => Scale(b, p[2], i)));

    [Fact]
    public void So_it_is_with_something_fixed_added()
    {
        Assert.Equal([2], Find((b, p, i) => Scale(b, p[2], b.Scalar(Codes.Add, p[1], i))));
        Assert.Equal([2], Find((b, p, i) => Scale(b, p[2], b.Scalar(Codes.Subtract, b.Scalar(Codes.Add, i, b.Int32(3)), p[1]))));
        Assert.Equal([2], Find((b, p, i) => Scale(b, p[2], b.Scalar(Codes.Subtract, p[1], i))));
    }

    [Fact]
    public void Two_arrays_each_have_a_place()
        => Assert.Equal([2, 3], Find((b, p, i) =>
        {
            Scale(b, p[2], i);
            Scale(b, p[3], b.Scalar(Codes.Add, i, b.Int32(1)));
        }));

    [Fact]
    public void In_branches_and_nested_loops_too()
        => Assert.Equal([2], Find((b, p, i) => b.If(b.Scalar(Codes.Less, p[4], p[4]), () => Scale(b, p[2], i), () => b.For(p[0], [], (_, _) =>
        {
            Scale(b, p[2], i);
            return [];
        }))));

    [Fact]
    public void The_length_does_not_matter()
        => Assert.Equal([2], Find((b, p, i) =>
        {
            b.Length(p[2]);
            Scale(b, p[2], i);
        }));

    [Fact]
    public void A_place_that_does_not_move_is_shared()
    {
        Assert.Empty(Find((b, p, _) => Scale(b, p[2], p[1])));
        Assert.Empty(Find((b, p, _) => Scale(b, p[2], b.Int32(0))));
    }

    [Fact]
    public void Two_places_are_shared()
    {
        Assert.Empty(Find((b, p, i) => b.Store(p[2], i, b.Load(p[2], b.Scalar(Codes.Subtract, i, b.Int32(1))))));
        Assert.Equal([3], Find((b, p, i) =>
        {
            Scale(b, p[3], i);
            Scale(b, p[2], i);
            Scale(b, p[2], p[1]);
        }));
    }

    [Fact]
    public void The_counter_of_a_nested_loop_does_not_move_with_the_outer_one()
    {
        Assert.Empty(Find((b, p, _) => Nested(b, p, j => Scale(b, p[2], j))));
        Assert.Empty(Find((b, p, i) => Nested(b, p, j => Scale(b, p[2], b.Scalar(Codes.Add, i, j)))));
    }

    [Fact]
    public void Products_and_multiples_of_the_counter_are_refused()
    {
        Assert.Empty(Find((b, p, i) => Scale(b, p[2], b.Scalar(Codes.Multiply, i, p[1]))));
        Assert.Empty(Find((b, p, i) => Scale(b, p[2], b.Scalar(Codes.Subtract, i, i))));
        Assert.Empty(Find((b, p, i) => Scale(b, p[2], b.Scalar(Codes.And, i, b.Int32(1)))));
    }

    [Fact]
    public void What_the_body_computes_may_change_from_trip_to_trip()
        => Assert.Empty(Find((b, p, i) => Scale(b, p[2], b.Scalar(Codes.Add, i, b.Scalar(Codes.Subtract, p[1], i)))));

    [Fact]
    public void A_window_in_the_loop_is_shared()
        => Assert.Empty(Find((b, p, i) => Scale(b, b.View(p[2], i, b.Int32(1)), b.Int32(0))));

    [Fact]
    public void A_choice_in_the_loop_is_shared()
        => Assert.Empty(Find((b, p, i) => Scale(b, b.Choose(p[1], [p[2], p[3]]), i)));

    [Fact]
    public void Storage_that_a_call_takes_or_that_is_cleared_is_shared()
    {
        Assert.Equal([3], Find((b, p, i) =>
        {
            Scale(b, p[2], i);
            Scale(b, p[3], i);
            b.Add(new CallOp(default, "G", [p[2]]));
        }));
        Assert.Equal([3], Find((b, p, i) =>
        {
            Scale(b, p[2], i);
            Scale(b, p[3], i);
            b.Add(new ClearOp(p[2]));
        }));
    }

    private static void Nested(IrBuilder b, Value[] p, Action<Value> body) => b.For(p[0], [], (j, _) =>
    {
        body(j);
        return [];
    });

    private static void Scale(IrBuilder b, Value buffer, Value index) => b.Store(buffer, index, b.Scalar(Codes.Negate, b.Load(buffer, index)));

    /// <summary>In (int, int, double[], double[], double), of a loop over the first: which parameters.</summary>
    private static int[] Find(Action<IrBuilder, Value[], Value> body)
    {
        Function function = Ir.Build([Ir.I32, Ir.I32, Ir.Buffer, Ir.Buffer, Ir.F64], (b, p) => b.For(p[0], [], (i, _) =>
        {
            body(b, p, i);
            return [];
        }));
        return [.. OwnElements.Of(function.Body.Operations.OfType<ForOp>().Single(), new Effects(function)).Select(value => value.Id).Order()];
    }
}
