using DiffGen.Generator.IR;
using DiffGen.Generator.Tests.IR;
using DiffGen.Generator.Transforms;

namespace DiffGen.Generator.Tests.Transforms;

/// <summary>Of (double a, double b, int n, double[] x).</summary>
public sealed class NegateFactorsTests
{
    [Fact]
    public void What_comes_from_outside_of_the_loop_is_negated()
        => Assert.Equal(
            """
            %4: i32 = 0
            for (%5: i32 = %4; < %2; 1)
            {
                %6: f64 = %3[%5]
                %7: f64 = %0 * %6
                %8: f64 = neg(%0)
                %9: f64 = %8 * %6
                %3[%5] = %9
            }
            """,
            Run((b, p) => Each(b, p, x => b.Scalar(Codes.Negate, b.Scalar(Codes.Multiply, p[0], x)))));

    [Fact]
    public void Before_the_loop_it_is_negated_once()
        => Assert.Equal(
            """
            %4: i32 = 0
            %5: f64 = neg(%0)
            for (%6: i32 = %4; < %2; 1)
            {
                %7: f64 = %3[%6]
                %8: f64 = %7 / %5
                %3[%6] = %8
            }
            """,
            Ir.Body(DeadCode.Run(LoopInvariants.Run(NegateFactors.Run(Build((b, p) => Each(b, p, x => b.Scalar(Codes.Negate, b.Scalar(Codes.Divide, x, p[0])))))))));

    [Fact]
    public void A_literal_is_negated_anywhere()
        => Assert.Equal(
            """
            %4: f64 = 2
            %5: f64 = %4 * %0
            %6: f64 = -2
            %7: f64 = %6 * %0
            yield %7
            """,
            Ir.Body(NegateFactors.Run(Ir.Build([Ir.F64, Ir.F64, Ir.I32, Ir.Buffer], (b, p) => [b.Scalar(Codes.Negate, b.Scalar(Codes.Multiply, b.Float(ScalarKind.Float64, 2), p[0]))]))));

    [Fact]
    public void A_product_of_what_the_loop_computes_stays()
        => Stays((b, p) => Each(b, p, x => b.Scalar(Codes.Negate, b.Scalar(Codes.Multiply, x, x))));

    [Fact]
    public void A_product_that_is_used_as_it_is_stays()
        => Stays((b, p) => Each(b, p, x =>
        {
            Value product = b.Scalar(Codes.Multiply, p[0], x);
            return b.Scalar(Codes.Add, product, b.Scalar("Math.Exp", b.Scalar(Codes.Negate, product)));
        }));

    [Fact]
    public void A_sum_stays() => Stays((b, p) => Each(b, p, x => b.Scalar(Codes.Negate, b.Scalar(Codes.Add, p[0], x))));

    [Fact]
    public void Integers_stay()
        => Stays((b, p) => Each(b, p, x => b.Scalar(Ir.F64, Codes.Convert, b.Scalar(Codes.Negate, b.Scalar(Codes.Multiply, p[2], b.Scalar(Ir.I32, Codes.Convert, x))))));

    [Fact]
    public void The_bits_are_the_same()
    {
        double[] numbers = [0, -0.0, 1, -2.5, double.Epsilon, -double.Epsilon, 1e-310, double.MaxValue, double.PositiveInfinity, double.NegativeInfinity, 0.1];
        foreach (string code in (string[])[Codes.Multiply, Codes.Divide])
        {
            Function function = Build((b, p) => Each(b, p, x => b.Scalar(Codes.Negate, b.Scalar(code, p[0], x)))), after = NegateFactors.Run(function);
            Assert.NotEqual(Ir.Body(function), Ir.Body(after));
            foreach (double factor in numbers)
            {
                double[] expected = [.. numbers], actual = [.. numbers];
                IrInterpreter.Run(function, factor, 0.0, numbers.Length, expected);
                IrInterpreter.Run(after, factor, 0.0, numbers.Length, actual);
                Assert.Equal(expected.Select(Bits), actual.Select(Bits));
            }
        }

        // NaN is one value.
        static long Bits(double value) => double.IsNaN(value) ? 0 : BitConverter.DoubleToInt64Bits(value);
    }

    /// <summary>for (i…) x[i] = f(x[i]).</summary>
    private static void Each(IrBuilder b, Value[] p, Func<Value, Value> body) => b.For(p[2], [], (i, _) =>
    {
        b.Store(p[3], i, body(b.Load(p[3], i)));
        return [];
    });

    private static void Stays(Action<IrBuilder, Value[]> body)
    {
        Function function = Build(body);
        Assert.Same(function, NegateFactors.Run(function));
    }

    private static string Run(Action<IrBuilder, Value[]> body) => Ir.Body(NegateFactors.Run(Build(body)));

    private static Function Build(Action<IrBuilder, Value[]> body) => Ir.Build([Ir.F64, Ir.F64, Ir.I32, Ir.Buffer], (b, p) =>
    {
        body(b, p);
        return [];
    });
}
