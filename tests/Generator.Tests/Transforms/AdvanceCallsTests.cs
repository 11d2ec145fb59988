using DiffGen.Generator.IR;
using DiffGen.Generator.Tests.IR;
using DiffGen.Generator.Transforms;

namespace DiffGen.Generator.Tests.Transforms;

public sealed class AdvanceCallsTests
{
    [Fact]
    public void A_call_comes_before_the_loop_between_it_and_its_argument()
        => Assert.Equal(
            """
            %4: f64 = %1 + %1
            %5: i32 = 0
            %6: f64 = Math.Sin(%4)
            %11: f64 = for (%7: i32 = %5; < %0; 1) carry (%8: f64 = %1)
            {
                %9: f64 = %2[%7]
                %10: f64 = %8 + %9
                yield %10
            }
            %12: f64 = %11 - %6
            yield %12
            """,
            Run((b, p) =>
            {
                Value doubled = b.Scalar(Codes.Add, p[1], p[1]), sum = Sum(b, p);
                return [b.Scalar(Codes.Subtract, sum, b.Scalar("Math.Sin", doubled))];
            }));

    [Fact]
    public void It_passes_all_loops_up_to_its_argument()
    {
        string body = Run((b, p) =>
        {
            Value first = Sum(b, p), second = Sum(b, p), third = Sum(b, p);
            return [first, second, third, b.Scalar("Math.Exp", first)];
        });
        Assert.Equal(["for", "Exp", "for", "for"], Order(body));
    }

    [Fact]
    public void Calls_keep_their_order()
    {
        string body = Run((b, p) =>
        {
            Value sum = Sum(b, p), sin = b.Scalar("Math.Sin", p[1]);
            return [sum, b.Scalar("Math.Exp", sin)];
        });
        Assert.Equal(["Sin", "Exp", "for"], Order(body));
    }

    [Fact]
    public void In_a_nested_region_too()
        => Assert.Equal(["for", "Sin", "for"], Order(Run((b, p) => b.For(p[0], [p[1]], (_, x) =>
        {
            Value sum = Sum(b, p);
            return [b.Scalar(Codes.Add, sum, b.Scalar("Math.Sin", x[0]))];
        }))));

    [Fact]
    public void A_call_of_what_the_loop_computes_stays()
        => Stays((b, p) => [b.Scalar("Math.Sin", Sum(b, p))]);

    [Fact]
    public void A_call_whose_argument_is_computed_after_the_loop_stays()
        => Stays((b, p) =>
        {
            Value sum = Sum(b, p);
            return [sum, b.Scalar("Math.Sin", b.Scalar(Codes.Add, p[1], p[1]))];
        });

    [Fact]
    public void Arithmetic_stays()
        => Stays((b, p) =>
        {
            Value sum = Sum(b, p);
            return [sum, b.Scalar(Codes.Multiply, p[1], p[1])];
        });

    [Fact]
    public void A_call_without_a_loop_before_it_stays()
        => Stays((b, p) =>
        {
            b.Store(p[3], b.Int32(0), p[1]);
            Value sin = b.Scalar("Math.Sin", p[1]);
            Sum(b, p);
            return [sin];
        });

    [Fact]
    public void A_call_that_throws_passes_what_nobody_sees()
        => Assert.Equal(["Sign", "for"], Order(Run((b, p) =>
        {
            Value local = b.Alloc(ScalarKind.Float64, b.Int32(4), AllocKind.Local);
            b.For(b.Int32(4), [], (i, _) =>
            {
                b.Store(local, i, p[1]);
                return [];
            });
            return [b.Load(local, b.Int32(0)), b.Scalar(Ir.F64, Codes.Convert, b.Scalar(Ir.I32, "Math.Sign", p[1]))];
        })));

    [Fact]
    public void A_call_that_throws_stays_behind_a_loop_that_throws()
        => Stays((b, p) =>
        {
            Value sum = Sum(b, p);
            return [sum, b.Scalar(Ir.I32, "Math.Sign", p[1])];
        });

    [Fact]
    public void A_call_that_throws_stays_behind_a_loop_that_writes_a_parameter()
        => Stays((b, p) =>
        {
            b.For(b.Length(p[3]), [], (i, _) =>
            {
                b.Store(p[3], i, p[1]);
                return [];
            });
            return [b.Scalar(Ir.I32, "Math.Sign", p[1])];
        });

    [Fact]
    public void A_call_that_throws_stays_behind_a_loop_that_may_never_end()
        => Stays((b, p) =>
        {
            Value[] ended = b.While([p[1]], x => b.Scalar(Codes.Less, x[0], p[1]), x => [x[0]]);
            return [ended[0], b.Scalar(Ir.I32, "Math.Sign", p[1])];
        });

    private static Value Sum(IrBuilder b, Value[] p) => b.For(p[0], [p[1]], (i, x) => [b.Scalar(Codes.Add, x[0], b.Load(p[2], i))])[0];

    private static IEnumerable<string> Order(string body)
        => body.Split('\n').SelectMany(line => ((string[])["Sin", "Exp", "Sign", "for"]).Where(word => line.Contains($"{word}(", StringComparison.Ordinal) || line.Contains($"{word} (", StringComparison.Ordinal)));

    private static void Stays(Func<IrBuilder, Value[], Value[]> body) => Assert.Equal(Ir.Body(Build(body)), Run(body));

    private static string Run(Func<IrBuilder, Value[], Value[]> body) => Ir.Body(AdvanceCalls.Run(Build(body)));

    /// <summary>Of (int, double, readonly double[], double[]).</summary>
    private static Function Build(Func<IrBuilder, Value[], Value[]> body) => Ir.Build([Ir.I32, Ir.F64, Ir.ReadOnly, Ir.Buffer], body);
}
