using DiffGen.Generator.IR;
using DiffGen.Generator.Tests.IR;
using DiffGen.Generator.Transforms;

namespace DiffGen.Generator.Tests.Transforms;

/// <summary>Of (int n, double x, double[] y) with arrays m and k of n elements: the loops that are left. What they compute is compared for short and empty arrays too.</summary>
public sealed class FuseShiftedTests
{
    [Fact]
    public void A_loop_that_begins_later_takes_what_the_first_left()
        => Assert.Equal((1, 1), Left(s =>
        {
            s.Up(0, 0, i => s.Store(s.M, i, s.Twice(s.Load(s.Y, i))));
            s.Up(1, 0, i => s.Store(s.K, i, s.Load(s.M, i, -1)));
        }));

    [Fact]
    public void A_loop_that_ends_later_has_its_last_trips_after()
        => Assert.Equal((1, 1), Left(s =>
        {
            s.Up(1, 0, i => s.Store(s.M, i, s.Twice(s.Load(s.Y, i)), -1));
            s.Up(0, 0, i => s.Store(s.K, i, s.Load(s.M, i)));
        }));

    [Fact]
    public void So_has_one_that_begins_earlier_and_ends_later()
        => Assert.Equal((1, 2), Left(s =>
        {
            s.Up(1, -1, i => s.Store(s.M, i, s.Twice(s.Load(s.Y, i))));
            s.Up(0, 0, i => s.Store(s.Y, i, s.Load(s.M, i)));
        }));

    [Fact]
    public void It_may_count_down()
        => Assert.Equal((1, 1), Left(s =>
        {
            s.Up(0, 0, i => s.Store(s.M, i, s.Twice(s.Load(s.Y, i))));
            s.Down(1, i => s.Store(s.K, i, s.Load(s.M, i, -1)));
        }));

    [Fact]
    public void What_is_known_to_have_elements_needs_no_branch()
        => Assert.Equal((1, 0), Left(s =>
        {
            s.StoreFirst(s.K);
            s.Up(0, 0, i => s.Store(s.M, i, s.Twice(s.Load(s.Y, i))));
            s.Up(1, 0, i => s.Store(s.K, i, s.Load(s.M, i, -1)));
        }, fewest: 1));

    [Fact]
    public void A_store_between_them_moves_before_both()
        => Assert.Equal((1, 0), Left(s =>
        {
            s.Up(0, 0, i => s.Store(s.M, i, s.Twice(s.Load(s.Y, i))));
            s.StoreFirst(s.K);
            s.Up(1, 0, i => s.Store(s.K, i, s.Load(s.M, i, -1)));
        }, fewest: 1));

    [Fact]
    public void A_store_that_may_throw_does_not_where_the_caller_sees_what_came_before()
        => Assert.Equal((2, 0), Left(s =>
        {
            s.Up(0, 0, i =>
            {
                s.Store(s.M, i, s.Twice(s.Load(s.Y, i)));
                s.Store(s.Y, i, s.X);
            });
            s.StoreFirst(s.K, isProved: false);
            s.Up(1, 0, i => s.Store(s.K, i, s.Load(s.M, i, -1)));
        }, fewest: 1));

    [Fact]
    public void Of_three_loops_the_two_that_save_more_become_one()
    {
        Function after = FuseShifted.Run(Stencil.BuildOnce(s =>
        {
            s.Up(0, 0, i => s.Store(s.M, i, s.Twice(s.Load(s.Y, i))));
            s.Up(0, 0, i => s.Store(s.K, i, s.Load(s.M, i)));
            s.Up(1, 0, i =>
            {
                s.Store(s.Y, i, s.Load(s.K, i, -1));
                s.Store(s.K, i, s.X, -1);
            });
            s.Clear(s.K);
        }));
        IEnumerable<ForOp> loops = after.Body.Operations.OfType<ForOp>().Where(loop => loop.Inits.Count == 0);
        Assert.Equal([1, 3], loops.Select(loop => loop.Body.Operations.OfType<StoreOp>().Count()));
    }

    [Fact]
    public void An_array_that_is_read_later_is_kept_and_they_gain_nothing()
        => Assert.Equal((2, 0), Left(s =>
        {
            s.Up(0, 0, i => s.Store(s.M, i, s.Twice(s.Load(s.Y, i))));
            s.Up(1, 0, i => s.Store(s.K, i, s.Load(s.M, i, -1)));
            s.Sum(s.M);
        }));

    [Fact]
    public void An_array_that_the_next_trip_reads_is_kept()
        => Assert.Equal((3, 0), Left(s => s.Up(0, 0, _ =>
        {
            s.Store(s.Y, s.Zero, s.Load(s.M, s.Zero));
            s.Up(0, 0, i => s.Store(s.M, i, s.Twice(s.Load(s.Y, i))));
            s.Up(1, 0, i => s.Store(s.K, i, s.Load(s.M, i, -1)));
        })));

    [Fact]
    public void One_that_the_next_trip_fills_is_not()
        => Assert.Equal((2, 1), Left(s => s.Up(0, 0, _ =>
        {
            s.Up(0, 0, i => s.Store(s.M, i, s.Twice(s.Load(s.Y, i))));
            s.Up(1, 0, i => s.Store(s.K, i, s.Load(s.M, i, -1)));
        })));

    [Fact]
    public void An_element_of_two_trips_keeps_them_apart()
        => Assert.Equal((2, 0), Left(s =>
        {
            s.Up(0, 0, i => s.Store(s.M, i, s.Twice(s.Load(s.Y, i))));
            s.Up(1, -1, i => s.Store(s.K, i, s.Plus(s.Load(s.M, i, -1), s.Load(s.M, i, 1))));
        }));

    [Fact]
    public void What_the_first_reads_and_the_second_writes_at_another_distance_keeps_them_apart()
        => Assert.Equal((2, 0), Left(s =>
        {
            s.Up(0, 0, i => s.Store(s.M, i, s.Twice(s.Load(s.Y, i))));
            s.Up(1, 0, i => s.Store(s.Y, i, s.Load(s.M, i, -1)));
        }));

    [Fact]
    public void Parameters_that_may_be_the_same_storage_keep_them_apart()
    {
        Assert.Equal(1, Left(false));
        Assert.Equal(2, Left(true));

        static int Left(bool mayAlias)
        {
            Function function = Ir.Build([Ir.I32, Ir.ReadOnly, Ir.Buffer], (b, p) =>
            {
                Value m = b.Alloc(ScalarKind.Float64, p[0], AllocKind.Local);
                b.For(p[0], [], (i, _) =>
                {
                    b.Store(m, i, b.Load(p[1], i, isProved: true));
                    return [];
                });
                b.For(b.Int32(1), p[0], [], (i, _) =>
                {
                    b.Store(p[2], i, b.Load(m, b.Scalar(Codes.Subtract, i, b.Int32(1))), isProved: true);
                    return [];
                });
                return [];
            });
            return Loops(FuseShifted.Run(function with { ParametersMayAlias = mayAlias }));
        }
    }

    [Fact]
    public void What_may_throw_keeps_them_apart()
        => Assert.Equal((2, 0), Left(s =>
        {
            s.Up(0, 0, i => s.Store(s.M, i, s.Twice(s.Load(s.Y, i, isProved: false))));
            s.Up(1, 0, i => s.Store(s.K, i, s.Load(s.M, i, -1)));
        }));

    [Fact]
    public void Ends_that_cannot_be_compared_keep_them_apart()
        => Assert.Equal((2, 0), Left(s =>
        {
            s.Up(0, 0, i => s.Store(s.M, i, s.Twice(s.Load(s.Y, i))));
            s.Up(s.B.Int32(0), s.B.Scalar(Codes.Divide, s.N, s.B.Int32(2)), i => s.Store(s.K, i, s.Load(s.M, i)));
        }));

    [Fact]
    public void Ends_far_apart_keep_them_apart()
        => Assert.Equal((2, 0), Left(s =>
        {
            s.Up(0, 0, i => s.Store(s.M, i, s.Twice(s.Load(s.Y, i))));
            s.Up(3, 0, i => s.Store(s.K, i, s.Load(s.M, i)));
        }));

    [Fact]
    public void A_carried_value_keeps_them_apart()
        => Assert.Equal((1, 0), Left(s =>
        {
            s.Up(0, 0, i => s.Store(s.M, i, s.Twice(s.Load(s.Y, i))));
            s.Sum(s.M, 1);
        }));

    [Fact]
    public void A_recurrence_keeps_them_apart()
        => Assert.Equal((2, 0), Left(s =>
        {
            s.Up(0, 0, i => s.Store(s.M, i, s.Twice(s.Load(s.Y, i))));
            s.Up(1, 0, i => s.Store(s.K, i, s.Plus(s.Load(s.K, i, -1), s.Load(s.M, i, -1))));
        }));

    [Fact]
    public void A_loop_in_lanes_stays_one()
    {
        Assert.Equal((2, 0), Left(s =>
        {
            s.Up(0, 0, i => s.Store(s.M, i, s.Twice(s.Load(s.Y, i))));
            s.Up(1, 0, i => s.Store(s.K, i, s.Sine(s.Load(s.M, i, -1))));
        }));
        Assert.Equal((1, 1), Left(s =>
        {
            s.Up(0, 0, i => s.Store(s.M, i, s.Sine(s.Load(s.Y, i))));
            s.Up(1, 0, i => s.Store(s.K, i, s.Sine(s.Load(s.M, i, -1))));
        }));
    }

    [Fact]
    public void Random_loops_beside_each_other_keep_their_bits()
    {
        int fused = 0;
        for (int seed = 0; seed < 1000; seed++)
        {
            Function before = Stencil.Random(seed), after = FuseShifted.Run(before);
            IrVerifier.Verify(after);
            Stencil.Compare(before, after, 0);
            if (Loops(after) == Loops(before)) continue;
            fused++;
            Stencil.Compare(before, Passes.All(before), 0);
        }
        Assert.InRange(fused, 50, 1000);
    }

    /// <summary>The loops that are left and carry nothing, and the branches that came.</summary>
    private static (int Loops, int Branches) Left(Action<Stencil> body, int fewest = 0)
    {
        Function before = Stencil.BuildOnce(body), after = FuseShifted.Run(before);
        IrVerifier.Verify(after);
        Stencil.Compare(before, after, fewest);
        Stencil.Compare(before, Passes.All(before), fewest);
        return (Loops(after), Count(after.Body, operation => operation is IfOp) - Count(before.Body, operation => operation is IfOp));
    }

    /// <summary>The loops that carry nothing.</summary>
    private static int Loops(Function function) => Count(function.Body, operation => operation is ForOp { Inits.Count: 0 });

    private static int Count(Region region, Func<Operation, bool> isSought)
        => region.Operations.Sum(operation => (isSought(operation) ? 1 : 0) + operation.Regions.Sum(nested => Count(nested, isSought)));
}
