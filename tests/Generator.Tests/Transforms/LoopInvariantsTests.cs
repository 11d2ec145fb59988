using DiffGen.Generator.IR;
using DiffGen.Generator.Tests.IR;
using DiffGen.Generator.Transforms;

namespace DiffGen.Generator.Tests.Transforms;

public sealed class LoopInvariantsTests
{
    [Fact]
    public void What_does_not_change_leaves_all_loops()
        => Assert.Equal(
            """
            %3: i32 = 0
            %4: i32 = 0
            %5: f64 = Math.Exp(%1)
            %6: i32 = length %2
            for (%7: i32 = %3; < %0; 1)
            {
                %8: i32 = %7 + %6
                for (%9: i32 = %4; < %0; 1)
                {
                    %2[%8] = %5
                }
            }
            """,
            Run([Ir.I32, Ir.F64, Ir.Buffer], (b, p) => b.For(p[0], [], (i, _) => b.For(p[0], [], (_, _) =>
            {
                Value value = b.Scalar("Math.Exp", p[1]);
                b.Store(p[2], b.Scalar(Codes.Add, i, b.Length(p[2])), value);
                return [];
            }))));

    [Fact]
    public void What_may_throw_stays()
        => Assert.Equal(
            """
            %2: i32 = 0
            for (%3: i32 = %2; < %0; 1)
            {
                %4: i32 = %0 / %0
                %5: f64 = %1[%0]
            }
            """,
            Run([Ir.I32, Ir.Buffer], (b, p) => b.For(p[0], [], (_, _) =>
            {
                b.Scalar(Codes.Divide, p[0], p[0]);
                b.Load(p[1], p[0]);
                return [];
            })));

    /// <summary>It was proved where it stands; in a loop without trips the element need not be there.</summary>
    [Fact]
    public void What_is_proved_where_it_stands_stays()
        => Assert.Equal(
            """
            %2: i32 = 0
            for (%3: i32 = %2; < %0; 1)
            {
                %4: f64 = %1[%0 proved]
                %5: f64[] = view %1(%0, %0 proved)
            }
            """,
            Run([Ir.I32, Ir.Buffer], (b, p) => b.For(p[0], [], (_, _) =>
            {
                b.Load(p[1], p[0], isProved: true);
                b.View(p[1], p[0], p[0], isProved: true);
                return [];
            })));

    [Fact]
    public void Nothing_leaves_a_branch()
        => Assert.Equal(
            """
            %3: i32 = 0
            for (%4: i32 = %3; < %0; 1)
            {
                %6: f64 = if %2
                {
                    %5: f64 = Math.Exp(%1)
                    yield %5
                }
                else
                {
                    yield %1
                }
            }
            """,
            Run([Ir.I32, Ir.F64, Ir.Bool], (b, p) => b.For(p[0], [], (_, _) =>
            {
                b.If(p[2], () => b.Scalar("Math.Exp", p[1]), () => p[1]);
                return [];
            })));

    [Fact]
    public void A_loop_inside_a_branch_is_left_up_to_the_branch()
        => Assert.Equal(
            """
            if %2
            {
                %3: i32 = 0
                %4: f64 = Math.Exp(%1)
                for (%5: i32 = %3; < %0; 1)
                {
                }
            }
            """,
            Run([Ir.I32, Ir.F64, Ir.Bool], (b, p) =>
            {
                b.If(p[2], () => b.For(p[0], [], (_, _) =>
                {
                    b.Scalar("Math.Exp", p[1]);
                    return [];
                }));
                return [];
            }));

    [Fact]
    public void Conditions_are_hoisted_from_too()
        => Assert.Equal(
            """
            %2: f64 = Math.Exp(%1)
            %7: f64 = while carry (%3: f64 = %0)
            {
                %4: bool = %3 > %2
                yield %4
            }
            do (%5: f64)
            {
                %6: f64 = neg(%5)
                yield %6
            }
            yield %7
            """,
            Run([Ir.F64, Ir.F64], (b, p) => b.While([p[0]], x => b.Scalar(Codes.Greater, x[0], b.Scalar("Math.Exp", p[1])), x => [b.Scalar(Codes.Negate, x[0])])));

    private static string Run(IrType[] parameters, Func<IrBuilder, Value[], Value[]> body) => Ir.Body(LoopInvariants.Run(Ir.Build(parameters, body)));
}
