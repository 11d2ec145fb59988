using DiffGen.Generator.IR;
using DiffGen.Generator.Tests.IR;
using DiffGen.Generator.Transforms;

namespace DiffGen.Generator.Tests.Transforms;

public sealed class DeadStoresTests
{
    [Fact]
    public void A_store_that_is_overwritten_goes()
        => Assert.Equal(
            """
            %4: f64 = neg(%2)
            %0[%1] = %4
            """,
            Run((b, p) =>
            {
                b.Store(p[0], p[1], p[2]);
                b.Store(p[0], p[1], b.Scalar(Codes.Negate, p[2]));
            }));

    [Fact]
    public void All_but_the_last_store_go()
        => Assert.Equal("%0[%1] = %2", Run((b, p) =>
        {
            b.Store(p[0], p[1], p[2]);
            b.Store(p[0], p[1], p[2]);
            b.Store(p[0], p[1], p[2]);
        }));

    [Fact]
    public void In_a_nested_region_too()
        => Assert.Equal(
            """
            %4: bool = %2 < %2
            if %4
            {
                %0[%1] = %2
            }
            """,
            Run((b, p) => b.If(b.Scalar(Codes.Less, p[2], p[2]), () =>
            {
                b.Store(p[0], p[1], p[2]);
                b.Store(p[0], p[1], p[2]);
            })));

    [Fact]
    public void A_load_of_other_storage_between_them_hides_nothing()
        => Assert.Equal(1, Stores((b, p) =>
        {
            Value other = b.Alloc(ScalarKind.Float64, b.Int32(4), AllocKind.Shadow);
            b.Store(p[0], p[1], p[2]);
            b.Store(p[0], p[1], b.Load(other, b.Int32(0)));
        }));

    [Fact]
    public void A_load_of_the_same_storage_between_them_keeps_both()
        => Assert.Equal(2, Stores((b, p) =>
        {
            Value shadow = b.Alloc(ScalarKind.Float64, b.Int32(4), AllocKind.Shadow), zero = b.Int32(0);
            b.Store(shadow, zero, p[2]);
            Value element = b.Load(shadow, b.Int32(1));
            b.Store(shadow, zero, element);
        }));

    [Fact]
    public void A_load_through_a_window_between_them_keeps_both()
        => Assert.Equal(2, Stores((b, p) =>
        {
            Value shadow = b.Alloc(ScalarKind.Float64, b.Int32(4), AllocKind.Shadow), zero = b.Int32(0);
            Value window = b.View(shadow, zero, b.Int32(2));
            b.Store(shadow, zero, p[2]);
            b.Store(shadow, zero, b.Load(window, zero));
        }));

    [Fact]
    public void Something_that_throws_between_them_keeps_both()
        => Assert.Equal(2, Stores((b, p) =>
        {
            b.Store(p[0], p[1], p[2]);
            b.Scalar(Codes.Divide, p[1], p[1]);
            b.Store(p[0], p[1], p[2]);
        }));

    [Fact]
    public void A_store_that_throws_between_them_keeps_both()
        => Assert.Equal(3, Stores((b, p) =>
        {
            b.Store(p[0], p[1], p[2]);
            b.Store(p[0], p[3], p[2]);
            b.Store(p[0], p[1], p[2]);
        }));

    [Fact]
    public void A_call_between_them_keeps_both()
        => Assert.Equal(2, Stores((b, p) =>
        {
            b.Store(p[0], p[1], p[2]);
            b.Add(new CallOp(default, "G", [p[2]]));
            b.Store(p[0], p[1], p[2]);
        }));

    [Fact]
    public void A_loop_that_may_run_forever_between_them_keeps_both()
        => Assert.Equal(2, Stores((b, p) =>
        {
            b.Store(p[0], p[1], p[2]);
            b.While([p[2]], x => b.Scalar(Codes.Less, x[0], p[2]), x => [x[0]]);
            b.Store(p[0], p[1], p[2]);
        }));

    [Fact]
    public void Another_index_keeps_both()
        => Assert.Equal(2, Stores((b, p) =>
        {
            Value shadow = b.Alloc(ScalarKind.Float64, b.Int32(4), AllocKind.Shadow);
            b.Store(shadow, p[1], p[2]);
            b.Store(shadow, p[3], p[2]);
        }));

    [Fact]
    public void A_store_in_a_branch_overwrites_nothing_outside()
        => Assert.Equal(2, Stores((b, p) =>
        {
            b.Store(p[0], p[1], p[2]);
            b.If(b.Scalar(Codes.Less, p[2], p[2]), () => b.Store(p[0], p[1], p[2]));
        }));

    [Fact]
    public void A_store_after_a_loop_overwrites_nothing_in_it()
        => Assert.Equal(2, Stores((b, p) =>
        {
            b.For(p[1], [], (_, _) =>
            {
                b.Store(p[0], p[1], p[2]);
                return [];
            });
            b.Store(p[0], p[1], p[2]);
        }));

    [Fact]
    public void Nobody_sees_storage_of_the_function_after_something_that_throws()
        => Assert.Equal(1, Stores((b, p) =>
        {
            Value local = b.Alloc(ScalarKind.Float64, b.Int32(4), AllocKind.Local), zero = b.Int32(0);
            b.Store(local, zero, p[2]);
            b.Scalar(Codes.Divide, p[1], p[1]);
            b.Store(local, zero, p[2]);
        }));

    [Fact]
    public void A_store_to_storage_of_the_function_that_throws_first_stays()
        => Assert.Equal(2, Stores((b, p) =>
        {
            Value local = b.Alloc(ScalarKind.Float64, p[3], AllocKind.Local);
            b.Store(local, p[1], p[2]);
            b.Scalar(Codes.Divide, p[1], p[1]);
            b.Store(local, p[1], p[2]);
        }));

    [Fact]
    public void A_proved_store_to_storage_of_the_function_goes()
        => Assert.Equal(1, Stores((b, p) =>
        {
            Value local = b.Alloc(ScalarKind.Float64, p[3], AllocKind.Local);
            b.Store(local, p[1], p[2], isProved: true);
            b.Scalar(Codes.Divide, p[1], p[1]);
            b.Store(local, p[1], p[2]);
        }));

    [Fact]
    public void A_proved_store_to_a_parameter_before_something_that_throws_stays()
        => Assert.Equal(2, Stores((b, p) =>
        {
            b.Store(p[0], p[1], p[2], isProved: true);
            b.Scalar(Codes.Divide, p[1], p[1]);
            b.Store(p[0], p[1], p[2], isProved: true);
        }));

    [Fact]
    public void A_proved_store_between_them_hides_nothing()
        => Assert.Equal(2, Stores((b, p) =>
        {
            b.Store(p[0], p[1], p[2]);
            b.Store(p[0], p[3], p[2], isProved: true);
            b.Store(p[0], p[1], p[2]);
        }));

    [Fact]
    public void A_load_of_the_storage_after_something_that_throws_keeps_both()
        => Assert.Equal(2, Stores((b, p) =>
        {
            Value local = b.Alloc(ScalarKind.Float64, b.Int32(4), AllocKind.Local), zero = b.Int32(0);
            b.Store(local, zero, p[2]);
            b.Load(local, p[1]);
            b.Store(local, zero, p[2]);
        }));

    [Fact]
    public void A_load_of_the_storage_before_something_that_throws_keeps_both()
        => Assert.Equal(2, Stores((b, p) =>
        {
            Value local = b.Alloc(ScalarKind.Float64, b.Int32(4), AllocKind.Local), zero = b.Int32(0);
            b.Store(local, zero, p[2]);
            b.Load(local, zero);
            b.Scalar(Codes.Divide, p[1], p[1]);
            b.Store(local, zero, p[2]);
        }));

    [Fact]
    public void A_window_on_a_parameter_is_seen_by_the_caller()
        => Assert.Equal(2, Stores((b, p) =>
        {
            Value window = b.View(p[0], b.Int32(0), b.Int32(2)), zero = b.Int32(0);
            b.Store(window, zero, p[2]);
            b.Scalar(Codes.Divide, p[1], p[1]);
            b.Store(window, zero, p[2]);
        }));

    [Fact]
    public void A_call_that_may_never_return_keeps_storage_of_the_function_too()
        => Assert.Equal(2, Stores((b, p) =>
        {
            Value local = b.Alloc(ScalarKind.Float64, b.Int32(4), AllocKind.Local), zero = b.Int32(0);
            b.Store(local, zero, p[2]);
            b.Add(new CallOp(default, "G", [local]));
            b.Store(local, zero, p[2]);
        }));

    private static int Stores(Action<IrBuilder, Value[]> body)
        => Run(body).Split('\n').Count(line => line.Contains("] = %", StringComparison.Ordinal) && line.TrimStart().IndexOf(": ", StringComparison.Ordinal) < 0);

    /// <summary>Of (double[], int, double, int).</summary>
    private static string Run(Action<IrBuilder, Value[]> body)
        => Ir.Body(DeadStores.Run(Ir.Build([Ir.Buffer, Ir.I32, Ir.F64, Ir.I32], (b, p) =>
        {
            body(b, p);
            return [];
        })));
}
