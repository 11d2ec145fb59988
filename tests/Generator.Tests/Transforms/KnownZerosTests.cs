using DiffGen.Generator.IR;
using DiffGen.Generator.Tests.IR;
using DiffGen.Generator.Transforms;

namespace DiffGen.Generator.Tests.Transforms;

/// <summary>Of (int n, double x, double[] d): loads from a zeroed array of n elements that are known to give 0.</summary>
public sealed class KnownZerosTests
{
    [Fact]
    public void The_first_addition_to_each_element_finds_zero()
        => Assert.Equal(0, Loads((b, p, d) => Each(b, p, i => Add(b, d, i, p[1]))));

    [Fact]
    public void The_second_addition_does_not()
        => Assert.Equal(1, Loads((b, p, d) =>
        {
            Each(b, p, i => Add(b, d, i, p[1]));
            Each(b, p, i => Add(b, d, i, p[1]));
        }));

    [Fact]
    public void Nor_does_the_second_in_one_trip()
        => Assert.Equal(1, Loads((b, p, d) => Each(b, p, i =>
        {
            Add(b, d, i, p[1]);
            Add(b, d, i, p[1]);
        })));

    [Fact]
    public void A_cleared_buffer_of_the_caller_is_zero()
        => Assert.Equal(0, Loads((b, p, _) =>
        {
            b.Add(new ClearOp(p[2]));
            Each(b, p, i => Add(b, p[2], i, p[1]));
        }));

    [Fact]
    public void A_buffer_of_the_caller_is_not()
        => Assert.Equal(1, Loads((b, p, _) => Each(b, p, i => Add(b, p[2], i, p[1]))));

    [Fact]
    public void A_loop_that_zeroes_what_it_takes_leaves_zeros()
        => Assert.Equal(1, Loads((b, p, d) => b.For(p[0], [], (_, _) =>
        {
            Each(b, p, i => Add(b, d, i, p[1]));
            Each(b, p, i => Take(b, d, i, p[2]));
            return [];
        })));

    [Fact]
    public void One_that_leaves_the_first_element_does_not()
        => Assert.Equal(2, Loads((b, p, d) => b.For(p[0], [], (_, _) =>
        {
            Each(b, p, i => Add(b, d, i, p[1]));
            b.For(b.Int32(1), b.Length(d), [], (i, _) =>
            {
                Take(b, d, i, p[2]);
                return [];
            });
            return [];
        })));

    [Fact]
    public void Unless_that_is_zeroed_by_itself()
        => Assert.Equal(2, Loads((b, p, d) => b.For(p[0], [], (_, _) =>
        {
            Each(b, p, i => Add(b, d, i, p[1]));
            b.For(b.Int32(1), b.Length(d), [], (i, _) =>
            {
                Take(b, d, i, p[2]);
                return [];
            });
            Take(b, d, b.Int32(0), p[2]);
            return [];
        })));

    [Fact]
    public void One_that_may_leave_some_at_the_beginning_does_not()
        => Assert.Equal(2, Loads((b, p, d) =>
        {
            Each(b, p, i => Add(b, d, i, p[1]));
            b.For(b.Scalar(Codes.Divide, p[0], b.Int32(2)), b.Length(d), [], (i, _) =>
            {
                Take(b, d, i, p[2]);
                return [];
            });
            Each(b, p, i => Take(b, d, i, p[2]));
        }));

    [Fact]
    public void What_one_trip_adds_the_next_finds()
        => Assert.Equal(1, Loads((b, p, d) => b.For(p[0], [], (_, _) =>
        {
            Each(b, p, i => Add(b, d, i, p[1]));
            return [];
        })));

    [Fact]
    public void What_a_branch_may_have_added_is_found()
        => Assert.Equal(1, Loads((b, p, d) =>
        {
            b.If(b.Scalar(Codes.Less, p[1], p[1]), () => b.Store(d, b.Int32(0), p[1]));
            Each(b, p, i => Add(b, d, i, p[1]));
        }));

    [Fact]
    public void What_was_added_through_a_window_is_found()
        => Assert.Equal(1, Loads((b, p, d) =>
        {
            b.Store(b.View(d, b.Int32(0), p[0]), b.Int32(0), p[1], isProved: true);
            Each(b, p, i => Add(b, d, i, p[1]));
        }));

    [Fact]
    public void Another_literal_element_is_still_zero()
        => Assert.Equal(1, Loads((b, p, d) =>
        {
            b.Store(d, b.Int32(3), p[1]);
            Add(b, d, b.Int32(1), p[1]);
            Add(b, d, b.Int32(3), p[1]);
        }));

    [Fact]
    public void Below_and_above_the_stored_ones()
        => Assert.Equal(2, Loads((b, p, d) =>
        {
            foreach (int i in (int[])[3, 1, 5, 2, 4, 1, 4]) Add(b, d, b.Int32(i), p[1]);
        }));

    [Fact]
    public void A_branch_keeps_apart_what_either_side_stored()
        => Assert.Equal(2, Loads((b, p, d) =>
        {
            b.If(b.Scalar(Codes.Less, p[1], p[1]), () => b.Store(d, b.Int32(1), p[1]), () => b.Store(d, b.Int32(3), p[1]));
            foreach (int i in (int[])[0, 1, 2, 3, 4]) Add(b, d, b.Int32(i), p[1]);
        }));

    [Fact]
    public void An_index_of_the_data_may_be_any()
        => Assert.Equal(2, Loads((b, p, d) =>
        {
            b.Store(d, b.Int32(1), p[1]);
            b.Store(d, p[0], p[1], isProved: true);
            Add(b, d, b.Int32(0), p[1]);
            Add(b, d, b.Int32(2), p[1]);
        }));

    [Fact]
    public void An_element_that_is_zeroed_again_is_zero()
        => Assert.Equal(1, Loads((b, p, d) =>
        {
            b.Store(d, b.Int32(1), p[1]);
            b.Store(d, b.Int32(3), p[1]);
            b.Store(d, b.Int32(1), b.Float(ScalarKind.Float64, 0));
            Add(b, d, b.Int32(1), p[1]);
            Add(b, d, b.Int32(3), p[1]);
        }));

    [Fact]
    public void A_loop_may_store_literal_elements_many_times()
        => Assert.Equal(2, Loads((b, p, d) => b.For(p[0], [], (_, _) =>
        {
            Add(b, d, b.Int32(1), p[1]);
            Add(b, d, b.Int32(0), p[1]);
            return [];
        })));

    [Fact]
    public void A_run_gives_what_it_gave_before()
    {
        Function before = Build((b, p, d) => b.For(p[0], [], (_, _) =>
        {
            Each(b, p, i => Add(b, d, i, p[1]));
            Each(b, p, i => Add(b, d, i, b.Scalar(Codes.Multiply, p[1], p[1])));
            Each(b, p, i => Take(b, d, i, p[2]));
            return [];
        }));
        double[] expected = [1, 2, 3], actual = [1, 2, 3];
        IrInterpreter.Run(before, 3, 0.7, expected);
        IrInterpreter.Run(KnownZeros.Run(before), 3, 0.7, actual);
        Assert.Equal(expected, actual);
    }

    /// <summary>What is known is not copied for each of them.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Branches_and_loops_take_memory_as_their_number(bool isLoop)
    {
        Assert.InRange(Allocated(800) / Allocated(200), 1, 6);

        double Allocated(int count)
        {
            Function function = Build((b, p, d) =>
            {
                for (int k = 0; k < count; k++)
                {
                    int index = k;
                    // Of one array it is the elements that are many, else the arrays.
                    Value array = isLoop ? b.Alloc(ScalarKind.Float64, p[0], AllocKind.Shadow) : d;
                    if (isLoop) Each(b, p, i => Add(b, array, i, p[1]));
                    else b.If(b.Scalar(Codes.Less, p[1], b.Float(ScalarKind.Float64, index)), () => Add(b, array, b.Int32(index), p[1]), () => { });
                }
            });
            _ = function.Effects;
            long before = GC.GetAllocatedBytesForCurrentThread();
            KnownZeros.Run(function);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    private static void Each(IrBuilder b, Value[] p, Action<Value> body) => b.For(p[0], [], (i, _) =>
    {
        body(i);
        return [];
    });

    private static void Add(IrBuilder b, Value buffer, Value index, Value term)
        => b.Store(buffer, index, b.Scalar(Codes.Add, b.Load(buffer, index, isProved: true), term), isProved: true);

    /// <summary><c>to[i] = from[i]; from[i] = 0</c></summary>
    private static void Take(IrBuilder b, Value from, Value index, Value to)
    {
        b.Store(to, index, b.Load(from, index, isProved: true), isProved: true);
        b.Store(from, index, b.Float(ScalarKind.Float64, 0), isProved: true);
    }

    private static int Loads(Action<IrBuilder, Value[], Value> body)
        => Ir.Body(KnownZeros.Run(Build(body))).Split('\n').Count(line => line.Contains(": f64 = %", StringComparison.Ordinal) && line.EndsWith(']'));

    private static Function Build(Action<IrBuilder, Value[], Value> body) => Ir.Build([Ir.I32, Ir.F64, Ir.Buffer], (b, p) =>
    {
        body(b, p, b.Alloc(ScalarKind.Float64, p[0], AllocKind.Shadow));
        return [];
    });
}
