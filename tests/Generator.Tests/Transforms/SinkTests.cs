using DiffGen.Generator.IR;
using DiffGen.Generator.Tests.IR;
using DiffGen.Generator.Transforms;

namespace DiffGen.Generator.Tests.Transforms;

public sealed class SinkTests
{
    [Fact]
    public void What_one_side_needs_is_computed_there()
        => Assert.Equal(
            """
            %5: f64 = if %0
            {
                %2: f64 = Math.Log(%1)
                %3: f64 = Math.Sin(%2)
                yield %3
            }
            else
            {
                %4: f64 = Math.Cos(%1)
                yield %4
            }
            yield %5
            """,
            Run((b, p) =>
            {
                Value value = b.Scalar("Math.Sin", b.Scalar("Math.Log", p[1]));
                return [b.If(p[0], () => value, () => b.Scalar("Math.Cos", p[1]))];
            }));

    [Fact]
    public void What_both_sides_need_stays()
        => Assert.Equal(
            """
            %2: f64 = Math.Log(%1)
            %4: f64 = if %0
            {
                yield %2
            }
            else
            {
                %3: f64 = Math.Cos(%2)
                yield %3
            }
            yield %4
            """,
            Run((b, p) =>
            {
                Value value = b.Scalar("Math.Log", p[1]);
                return [b.If(p[0], () => value, () => b.Scalar("Math.Cos", value))];
            }));

    [Fact]
    public void What_is_needed_after_the_branch_stays()
        => Assert.Equal(
            """
            %2: f64 = Math.Log(%1)
            %3: f64 = if %0
            {
                yield %2
            }
            else
            {
                yield %1
            }
            %4: f64 = %3 + %2
            yield %4
            """,
            Run((b, p) =>
            {
                Value value = b.Scalar("Math.Log", p[1]);
                return [b.Scalar(Codes.Add, b.If(p[0], () => value, () => p[1]), value)];
            }));

    [Fact]
    public void Nothing_goes_into_a_loop()
        => Assert.Equal(
            """
            %2: f64 = Math.Log(%1)
            %3: i32 = 9
            %4: i32 = 0
            %8: f64 = for (%5: i32 = %4; < %3; 1) carry (%6: f64 = %1)
            {
                %7: f64 = %6 * %2
                yield %7
            }
            yield %8
            """,
            Run((b, p) =>
            {
                Value value = b.Scalar("Math.Log", p[1]);
                return b.For(b.Int32(9), [p[1]], (_, carried) => [b.Scalar(Codes.Multiply, carried[0], value)]);
            }));

    private static string Run(Func<IrBuilder, Value[], Value[]> body) => Ir.Body(Sink.Run(Ir.Build([Ir.Bool, Ir.F64], body)));
}
