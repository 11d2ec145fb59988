using DiffGen.Generator.IR;
using DiffGen.Generator.Tests.IR;
using DiffGen.Generator.Transforms;

namespace DiffGen.Generator.Tests.Transforms;

public sealed class SimplifyElementsTests
{
    [Fact]
    public void An_element_of_a_window_is_one_of_the_buffer()
        => Assert.Equal(
            """
            %1: i32 = 8
            %2: f64[] = alloc local(%1)
            %3: i32 = 5
            %4: f64 = %2[%3]
            yield %4
            """,
            Clean([Ir.F64], (b, p) =>
            {
                Value local = b.Alloc(ScalarKind.Float64, b.Int32(8), AllocKind.Local);
                return [b.Load(b.View(local, b.Int32(3), b.Int32(4)), b.Int32(2))];
            }));

    [Fact]
    public void A_window_of_one_element_at_a_counter_is_that_element()
        => Assert.DoesNotContain("view", Clean([Ir.Buffer, Ir.F64], (b, p) => b.For(b.Length(p[0]), [p[1]], (i, x) =>
        [
            b.Scalar(Codes.Add, x[0], b.Load(b.View(p[0], i, b.Int32(1)), b.Int32(0))),
        ])), StringComparison.Ordinal);

    [Fact]
    public void A_window_that_may_throw_stays()
        => Assert.Contains("view", Clean([Ir.Buffer, Ir.I32], (b, p) => [b.Load(b.View(p[0], p[1], b.Int32(1)), b.Int32(0))]), StringComparison.Ordinal);

    [Fact]
    public void An_index_of_a_counter_is_the_counter()
    {
        Assert.DoesNotContain("Index", Clean([Ir.Buffer, Ir.I32], (b, p) => b.For(b.Length(p[0]), [p[1]], (i, x) =>
            [b.Scalar(Codes.Add, x[0], b.Scalar(Codes.Index, i, b.Length(p[0])))])), StringComparison.Ordinal);
        Assert.DoesNotContain("Index", Clean([Ir.I32, Ir.I32], (b, p) => b.For(p[0], [p[1]], (i, x) => [b.Scalar(Codes.Index, i, p[0])])), StringComparison.Ordinal);
        Assert.DoesNotContain("Index", Clean([Ir.I32], (b, p) => b.For(b.Int32(3), [p[0]], (i, x) => [b.Scalar(Codes.Index, i, b.Int32(3))])), StringComparison.Ordinal);
        Assert.Contains("Index", Clean([Ir.I32], (b, p) => b.For(b.Int32(4), [p[0]], (i, x) => [b.Scalar(Codes.Index, i, b.Int32(3))])), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, true)]
    [InlineData(3, false)]
    [InlineData(-1, false)]
    public void A_literal_index_is_checked_now(int index, bool isGone)
        => Assert.Equal(isGone, !Clean([], (b, p) => [b.Scalar(Codes.Index, b.Int32(index), b.Int32(3))]).Contains("Index", StringComparison.Ordinal));

    [Fact]
    public void An_element_checks_its_index_itself()
        => Assert.Equal(
            """
            %3: f64 = %0[%1]
            %4: f64 = neg(%3)
            %0[%2] = %4
            """,
            Clean([Ir.Buffer, Ir.I32, Ir.I32], (b, p) =>
            {
                Value length = b.Length(p[0]), load = b.Scalar(Codes.Index, p[1], length), store = b.Scalar(Codes.Index, p[2], length);
                b.Store(p[0], store, b.Scalar(Codes.Negate, b.Load(p[0], load)));
                return [];
            }));

    [Fact]
    public void A_check_stays_before_what_the_caller_sees()
        => Assert.Contains("Index", Clean([Ir.Buffer, Ir.I32], (b, p) =>
        {
            Value at = b.Scalar(Codes.Index, p[1], b.Length(p[0]));
            b.Add(new ClearOp(p[0]));
            return [b.Load(p[0], at)];
        }), StringComparison.Ordinal);

    [Fact]
    public void A_check_against_another_length_stays()
        => Assert.Contains("Index", Clean([Ir.Buffer, Ir.I32], (b, p) => [b.Load(p[0], b.Scalar(Codes.Index, p[1], b.Int32(3)))]), StringComparison.Ordinal);

    private static string Clean(IrType[] parameters, Func<IrBuilder, Value[], Value[]> body)
        => Ir.Body(DeadCode.Run(Simplify.Run(DeadCode.Run(Simplify.Run(CommonSubexpressions.Run(Ir.Build(parameters, body)))))));
}
