using DiffGen.Generator.IR;
using DiffGen.Generator.Tests.IR;
using DiffGen.Generator.Transforms;

namespace DiffGen.Generator.Tests.Transforms;

/// <summary>Of (int n, double x, double[] y) with arrays m and k of n elements: the stores to m that are left.</summary>
public sealed class DeadElementsTests
{
    [Fact]
    public void What_nothing_reads_is_not_stored()
        => Assert.Equal(0, Stores(s => s.Up(0, 0, i => s.Store(s.M, i, s.X))));

    [Fact]
    public void What_is_read_is()
        => Assert.Equal(1, Stores(s =>
        {
            s.Up(0, 0, i => s.Store(s.M, i, s.X));
            s.Sum(s.M);
        }));

    [Fact]
    public void What_the_trip_itself_reads_is()
        => Assert.Equal(1, Stores(s => s.Up(0, 0, i =>
        {
            s.Store(s.M, i, s.X);
            s.Store(s.K, i, s.Load(s.M, i));
        })));

    [Fact]
    public void What_is_overwritten_by_a_loop_before_it_is_read_is_not()
        => Assert.Equal(1, Stores(s =>
        {
            s.Up(0, -1, i => s.Store(s.M, i, s.X));
            s.Up(0, 0, i => s.Store(s.M, i, s.Twice(s.X)));
            s.Sum(s.M);
        }));

    [Fact]
    public void What_is_overwritten_in_part_is()
        => Assert.Equal(2, Stores(s =>
        {
            s.Up(0, 0, i => s.Store(s.M, i, s.X));
            s.Up(0, -1, i => s.Store(s.M, i, s.Twice(s.X)));
            s.Sum(s.M);
        }));

    [Fact]
    public void What_is_cleared_is_not()
        => Assert.Equal(0, Stores(s =>
        {
            s.Up(0, 0, i => s.Store(s.M, i, s.X));
            s.Clear(s.M);
            s.Sum(s.M);
        }));

    [Fact]
    public void What_the_next_trip_around_reads_is()
        => Assert.Equal(1, Stores(s => s.Up(0, 0, _ =>
        {
            s.Up(0, 0, i => s.Store(s.K, i, s.Load(s.M, i)));
            s.Up(0, 0, i => s.Store(s.M, i, s.X));
        })));

    [Fact]
    public void What_the_next_trip_around_overwrites_first_is_not()
        => Assert.Equal(1, Stores(s => s.Up(0, 0, _ =>
        {
            s.Up(0, 0, i => s.Store(s.M, i, s.X));
            s.Up(0, 0, i => s.Store(s.K, i, s.Load(s.M, i)));
            s.Up(0, 0, i => s.Store(s.M, i, s.Twice(s.X)));
        })));

    [Fact]
    public void What_the_loop_around_reads_in_its_condition_is()
        => Assert.Equal(1, Stores(s =>
        {
            s.B.While([s.B.Int32(0)], x => s.B.Scalar(Codes.Less, s.B.Scalar(Codes.Add, s.B.Converted(s.Load(s.M, s.Zero), ScalarKind.Int32), x[0]), s.B.Int32(3)), x =>
            {
                s.Up(0, 0, i => s.Store(s.M, i, s.X));
                return [s.B.Scalar(Codes.Add, x[0], s.B.Int32(1))];
            });
        }, fewest: 1));

    [Fact]
    public void What_one_side_of_a_branch_reads_is()
        => Assert.Equal(1, Stores(s =>
        {
            s.Up(0, 0, i => s.Store(s.M, i, s.X));
            s.B.If(s.B.Scalar(Codes.Less, s.X, s.X), () => s.Clear(s.M), () => s.Sum(s.M));
        }));

    [Fact]
    public void What_both_sides_overwrite_is_not()
        => Assert.Equal(0, Stores(s =>
        {
            s.Up(0, 0, i => s.Store(s.M, i, s.X));
            s.B.If(s.B.Scalar(Codes.Less, s.X, s.X), () => s.Clear(s.M), () => s.Clear(s.M));
            s.Sum(s.M);
        }));

    [Fact]
    public void A_branch_and_a_loop_that_may_not_run_overwrite_nothing()
        => Assert.Equal(2, Stores(s =>
        {
            s.Up(0, 0, i => s.Store(s.M, i, s.X));
            s.B.If(s.B.Scalar(Codes.Less, s.X, s.X), () => s.Clear(s.M));
            s.Up(s.Zero, s.B.Int32(0), _ => s.Up(0, 0, i => s.Store(s.M, i, s.Twice(s.X))));
            s.Sum(s.M);
        }));

    [Fact]
    public void An_element_apart_is_not_read()
    {
        Assert.Equal(0, Stores(s =>
        {
            s.Up(1, 0, i => s.Store(s.M, i, s.X));
            s.Store(s.Y, s.Zero, s.Load(s.M, s.Zero));
        }, fewest: 1));
        Assert.Equal(0, Stores(s =>
        {
            s.Up(0, -1, i => s.Store(s.M, i, s.X));
            s.Store(s.Y, s.Zero, s.Load(s.M, s.N, -1));
        }, fewest: 1));
        Assert.Equal(1, Stores(s =>
        {
            s.Up(0, 0, i => s.Store(s.M, i, s.X));
            s.Store(s.Y, s.Zero, s.Load(s.M, s.N, -1));
        }, fewest: 1));
    }

    [Fact]
    public void A_store_that_may_throw_stays()
        => Assert.Equal(1, Stores(s => s.StoreFirst(s.M, isProved: false), fewest: 1));

    [Fact]
    public void So_does_one_that_the_caller_sees()
    {
        Function before = Stencil.Build(s => s.Up(0, 0, i => s.Store(s.Y, i, s.X)));
        Assert.Same(before, DeadElements.Run(before));
    }

    [Fact]
    public void A_window_reads_too()
        => Assert.Equal(1, Stores(s =>
        {
            s.Up(0, 0, i => s.Store(s.M, i, s.X));
            s.Store(s.Y, s.Zero, s.Load(s.B.View(s.M, s.Zero, s.N), s.Zero));
        }, fewest: 1));

    [Fact]
    public void Random_loops_keep_their_bits()
    {
        int shorter = 0;
        for (int seed = 0; seed < 1000; seed++)
        {
            Function before = Stencil.Random(seed), after = DeadElements.Run(before);
            IrVerifier.Verify(after);
            Stencil.Compare(before, after, 0);
            if (!ReferenceEquals(before, after)) shorter++;
        }
        Assert.InRange(shorter, 50, 1000);
    }

    private static int Stores(Action<Stencil> body, int fewest = 0)
    {
        Value array = Value.None;
        Function before = Stencil.Build(s =>
        {
            array = s.M;
            body(s);
        });
        Function after = DeadElements.Run(before);
        IrVerifier.Verify(after);
        Stencil.Compare(before, after, fewest);
        return Count(after.Body);

        int Count(Region region) => region.Operations.Sum(operation => (operation is StoreOp store && store.Buffer == array ? 1 : 0) + operation.Regions.Sum(Count));
    }
}
