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

    [Fact]
    public void What_a_side_of_a_side_needs_is_computed_there()
        => Assert.Equal(
            """
            %5: f64 = if %0
            {
                %4: f64 = if %0
                {
                    %2: f64 = Math.Log(%1)
                    %3: f64 = Math.Sin(%2)
                    yield %3
                }
                else
                {
                    yield %1
                }
                yield %4
            }
            else
            {
                yield %1
            }
            yield %5
            """,
            Run((b, p) =>
            {
                Value outer = b.Scalar("Math.Log", p[1]);
                return
                [
                    b.If(p[0], () =>
                    {
                        Value inner = b.Scalar("Math.Sin", outer);
                        return b.If(p[0], () => inner, () => p[1]);
                    }, () => p[1]),
                ];
            }));

    [Fact]
    public void What_two_sides_of_a_side_need_goes_no_further()
    {
        string text = Run((b, p) =>
        {
            Value value = b.Scalar("Math.Log", p[1]);
            return [b.If(p[0], () => b.If(p[0], () => value, () => b.Scalar("Math.Cos", value)), () => p[1])];
        });
        Assert.StartsWith("%5: f64 = if %0\n{\n    %2: f64 = Math.Log(%1)\n    %4: f64 = if %0", text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_loop_in_a_side_needs_stays_before_the_loop()
    {
        string text = Run((b, p) =>
        {
            Value value = b.Scalar("Math.Log", p[1]), trips = b.Int32(3);
            return [b.If(p[0], () => b.For(trips, [p[1]], (_, carried) => [b.If(p[0], () => b.Scalar(Codes.Add, carried[0], value), () => carried[0])])[0], () => p[1])];
        });
        Assert.Matches(@"^%2: i32 = 3\n%\d+: f64 = if %0\n\{\n    %3: f64 = Math.Log\(%1\)", text);
    }

    private static string Run(Func<IrBuilder, Value[], Value[]> body) => Ir.Body(Sink.Run(Ir.Build([Ir.Bool, Ir.F64], body)));
}
