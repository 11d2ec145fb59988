using DiffGen.Generator.IR;
using DiffGen.Generator.Tests.IR;
using DiffGen.Generator.Transforms;

namespace DiffGen.Generator.Tests.Transforms;

/// <summary>Of (int n, double x, double[] y).</summary>
public sealed class RunningExtremesTests
{
    [Theory, InlineData("Math.Max", ">"), InlineData("Math.Min", "<")]
    public void What_a_loop_carries_is_compared_first(string code, string comparison)
        => Assert.Equal(
            $$"""
            %3: i32 = 0
            %10: f64 = for (%4: i32 = %3; < %0; 1) carry (%5: f64 = %1)
            {
                %6: f64 = %2[%4]
                %7: bool = %5 {{comparison}} %6
                %9: f64 = if %7
                {
                    yield %5
                }
                else
                {
                    %8: f64 = {{code}}(%5, %6)
                    yield %8
                }
                yield %9
            }
            yield %10
            """,
            Ir.Body(RunningExtremes.Run(Build(code))));

    [Fact]
    public void What_isnt_carried_is_not()
    {
        Function function = Ir.Build([Ir.I32, Ir.F64, Ir.Buffer], (b, p) => b.For(p[0], [p[1]], (i, x) => [b.Scalar(Codes.Add, x[0], b.Scalar("Math.Max", p[1], b.Load(p[2], i)))]));
        Assert.Equal(Ir.Body(function), Ir.Body(RunningExtremes.Run(function)));
    }

    [Theory, InlineData("Math.Max"), InlineData("Math.Min")]
    public void The_bits_are_those_of_the_function(string code)
    {
        double[] special = [0.0, -0.0, 1, -1, double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.Epsilon];
        Function before = Build(code), after = RunningExtremes.Run(before);
        foreach (double start in special)
            foreach (double first in special)
                foreach (double second in special)
                    Assert.Equal(Bits(before, start, first, second), Bits(after, start, first, second));

        static long Bits(Function function, double start, double first, double second)
            => BitConverter.DoubleToInt64Bits((double)IrInterpreter.Run(function, 2, start, new[] { first, second })[0]);
    }

    private static Function Build(string code)
        => Ir.Build([Ir.I32, Ir.F64, Ir.Buffer], (b, p) => b.For(p[0], [p[1]], (i, x) => [b.Scalar(code, x[0], b.Load(p[2], i))]));
}
