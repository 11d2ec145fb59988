using DiffGen.Generator.IR;
using DiffGen.Generator.Tests.IR;
using DiffGen.Generator.Transforms;

namespace DiffGen.Generator.Tests.Transforms;

public sealed class DeadCodeTests
{
    [Fact]
    public void Unused_values_go_what_may_throw_stays()
        => Assert.Equal(
            """
            %3: i32 = %1 / %1
            %4: f64 = %2[%1]
            yield %0
            """,
            Run([Ir.F64, Ir.I32, Ir.Buffer], (b, p) =>
            {
                b.Scalar("Math.Sin", b.Scalar(Codes.Negate, p[0]));
                b.Scalar(Codes.Divide, p[1], p[1]);
                b.Load(p[2], p[1]);
                return [p[0]];
            }));

    [Fact]
    public void A_carried_value_that_only_feeds_itself_goes()
        => Assert.Equal(
            """
            %2: i32 = 0
            %6: f64 = for (%3: i32 = %2; < %0; 1) carry (%4: f64 = %1)
            {
                %5: f64 = Math.Sin(%4)
                yield %5
            }
            yield %6
            """,
            Run([Ir.I32, Ir.F64], (b, p) => [b.For(p[0], [p[1], p[1]], (_, x) => [b.Scalar("Math.Sin", x[0]), b.Scalar(Codes.Add, x[0], x[1])])[0]]));

    [Fact]
    public void A_cycle_of_dead_carried_values_goes_with_its_loop()
        => Assert.Equal("yield %1", Run([Ir.I32, Ir.F64], (b, p) =>
        {
            b.For(p[0], [p[1], p[1]], (_, x) => [x[1], b.Scalar("Math.Sin", x[0])]);
            return [p[1]];
        }));

    [Fact]
    public void A_carried_value_that_each_trip_uses_stays_without_a_use_of_its_last()
        => Assert.Equal(
            """
            %3: i32 = 0
            %7: f64 = for (%4: i32 = %3; < %0; 1) carry (%5: f64 = %1)
            {
                %2[%4] = %5
                %6: f64 = Math.Sin(%5)
                yield %6
            }
            yield %1
            """,
            Run([Ir.I32, Ir.F64, Ir.Buffer], (b, p) =>
            {
                b.For(p[0], [p[1], p[1]], (i, x) =>
                {
                    b.Store(p[2], i, x[0]);
                    return [b.Scalar("Math.Sin", x[0]), b.Scalar("Math.Cos", x[1])];
                });
                return [p[1]];
            }));

    [Fact]
    public void An_unused_while_loop_stays_without_its_dead_values()
        => Assert.Equal(
            """
            %4: f64 = while carry (%1: f64 = %0)
            {
                %2: bool = %1 > %1
                yield %2
            }
            do (%3: f64)
            {
                yield %3
            }
            yield %0
            """,
            Run([Ir.F64], (b, p) =>
            {
                b.While([p[0], p[0]], x => b.Scalar(Codes.Greater, x[0], x[0]), x => [x[0], b.Scalar(Codes.Negate, x[1])]);
                return [p[0]];
            }));

    [Fact]
    public void An_unused_result_of_a_branch_goes()
        => Assert.Equal(
            """
            %3: f64 = if %0
            {
                %2: f64 = neg(%1)
                yield %2
            }
            else
            {
                yield %1
            }
            yield %3
            """,
            Run([Ir.Bool, Ir.F64], (b, p) =>
            {
                Region then = b.Region(default, () => [b.Scalar(Codes.Negate, p[1]), b.Scalar("Math.Sin", p[1])]);
                Region otherwise = b.Region(default, () => [p[1], b.Scalar("Math.Cos", p[1])]);
                Value first = b.Define(Ir.F64), second = b.Define(Ir.F64);
                b.Add(new IfOp([first, second], p[0], then, otherwise));
                return [first];
            }));

    [Fact]
    public void An_empty_branch_goes_with_its_condition()
        => Assert.Equal("yield %0", Run([Ir.F64], (b, p) =>
        {
            b.If(b.Scalar(Codes.Less, p[0], p[0]), () => { b.Scalar(Codes.Negate, p[0]); });
            return [p[0]];
        }));

    [Fact]
    public void A_guard_stays()
        => Assert.Equal(
            """
            %1: bool = %0 < %0
            if %1
            {
                throw `new Exception()`()
            }
            yield %0
            """,
            Run([Ir.F64], (b, p) =>
            {
                b.If(b.Scalar(Codes.Less, p[0], p[0]), () => b.Add(new ThrowOp("new Exception()", default)));
                return [p[0]];
            }));

    [Fact]
    public void Stores_to_a_buffer_that_nobody_reads_go_with_it()
        => Assert.Equal("yield %1", Run([Ir.I32, Ir.F64], (b, p) =>
        {
            Value shadow = b.Alloc(ScalarKind.Float64, p[0], AllocKind.Shadow);
            b.Add(new ClearOp(shadow));
            b.For(p[0], [], (i, _) =>
            {
                b.Store(b.View(shadow, i, p[0]), i, b.Scalar(Codes.Add, b.Load(shadow, i), p[1]));
                return [];
            });
            return [p[1]];
        }));

    [Fact]
    public void Stores_to_an_array_that_may_throw_stay()
        => Assert.Contains("= %1", Run([Ir.I32, Ir.F64], (b, p) =>
        {
            b.Store(b.Alloc(ScalarKind.Float64, b.Int32(3), AllocKind.Local), p[0], p[1]);
            return [];
        }), StringComparison.Ordinal);

    [Fact]
    public void Stores_to_a_parameter_and_to_what_is_loaded_stay()
        => Assert.Equal(
            """
            %2: i32 = 1
            %3: f64[] = alloc cache(%2)
            %4: i32 = 0
            %3[%4] = %1
            %5: f64 = %3[%4]
            %0[%4] = %5
            """,
            Run([Ir.Buffer, Ir.F64], (b, p) =>
            {
                Value cache = b.Alloc(ScalarKind.Float64, b.Int32(1), AllocKind.Cache), zero = b.Int32(0);
                b.Store(cache, zero, p[1]);
                b.Store(p[0], zero, b.Load(cache, zero));
                return [];
            }));

    /// <summary>The load may throw, so it is marked before the store is seen.</summary>
    [Fact]
    public void A_store_that_only_the_next_trip_reads_stays()
        => Assert.Equal(
            """
            %2: i32 = 2
            %3: f64[] = alloc local(%2)
            %4: i32 = 0
            %5: i32 = 0
            for (%6: i32 = %5; < %1; 1)
            {
                %7: f64 = %3[%6]
                %0[%4] = %7
                %8: f64 = neg(%7)
                %3[%4] = %8
            }
            """,
            Run([Ir.Buffer, Ir.I32], (b, p) =>
            {
                Value local = b.Alloc(ScalarKind.Float64, b.Int32(2), AllocKind.Local), zero = b.Int32(0);
                b.For(p[1], [], (i, _) =>
                {
                    Value element = b.Load(local, i);
                    b.Store(p[0], zero, element);
                    b.Store(local, zero, b.Scalar(Codes.Negate, element));
                    return [];
                });
                return [];
            }));

    [Fact]
    public void A_store_that_only_a_load_in_the_other_branch_reads_stays()
        => Assert.Equal(
            """
            %3: i32 = 2
            %4: f64[] = alloc local(%3)
            %5: i32 = 0
            %6: i32 = 0
            for (%7: i32 = %6; < %1; 1)
            {
                %8: bool = %2 < %2
                if %8
                {
                    %9: f64 = %4[%7]
                    %0[%5] = %9
                }
                else
                {
                    %4[%5] = %2
                }
            }
            """,
            Run([Ir.Buffer, Ir.I32, Ir.F64], (b, p) =>
            {
                Value local = b.Alloc(ScalarKind.Float64, b.Int32(2), AllocKind.Local), zero = b.Int32(0);
                b.For(p[1], [], (i, _) =>
                {
                    b.If(b.Scalar(Codes.Less, p[2], p[2]), () => b.Store(p[0], zero, b.Load(local, i)), () => b.Store(local, zero, p[2]));
                    return [];
                });
                return [];
            }));

    private static string Run(IrType[] parameters, Func<IrBuilder, Value[], Value[]> body) => Ir.Body(DeadCode.Run(Ir.Build(parameters, body)));
}
