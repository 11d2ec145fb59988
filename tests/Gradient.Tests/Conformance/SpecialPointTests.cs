using DiffGen.Tests.Infrastructure;

namespace DiffGen.Tests.Conformance;

/// <summary>The notes of the table: guarded singularities, the other cases of a switch, aliased arguments.</summary>
public sealed class SpecialPointTests
{
    [Fact]
    public void Guarded_quotient_is_flat_at_zero()
    {
        Assert.Equal(1, Branches.B4Gradient(0, out double dX));
        Assert.Equal(0, dX);
    }

    [Fact]
    public void Guarded_root_is_flat_at_zero()
    {
        Assert.Equal(0, Branches.B5Gradient(0, out double dX));
        Assert.Equal(0, dX);
    }

    [Fact]
    public void Switch_takes_the_first_case()
    {
        Assert.Equal(9, Switches.B9Gradient(0, 3, 4, out double dX, out double dY));
        Assert.Equal((6, 0), (dX, dY));
    }

    [Fact]
    public void Switch_takes_the_second_case()
    {
        Assert.Equal(Math.Sin(3), Switches.B9Gradient(1, 3, 4, out double dX, out double dY));
        Assert.Equal((Math.Cos(3), 0), (dX, dY));
    }

    [Fact]
    public void Power_zero_is_flat_at_zero()
    {
        Assert.Equal(1, Powers.PowerZeroGradient(0, out double dX));
        Assert.Equal(0, dX);
        Assert.Equal(1, Powers.PowerGradient(0, 0, out dX));
        Assert.Equal(0, dX);
    }

    [Fact]
    public void Power_one_has_slope_one_at_zero()
    {
        Assert.Equal(0, Powers.PowerOneGradient(0, out double dX));
        Assert.Equal(1, dX);
        Assert.Equal(0, Powers.PowerGradient(0, 1, out dX));
        Assert.Equal(1, dX);
    }

    [Fact]
    public void Power_two_is_flat_at_zero()
    {
        Assert.Equal(0, Powers.PowerTwoGradient(0, out double dX));
        Assert.Equal(0, dX);
        Assert.Equal(0, Powers.PowerGradient(0, 2, out dX));
        Assert.Equal(0, dX);
    }

    [Fact]
    public void Power_minus_one_is_the_reciprocal()
    {
        Assert.Equal(0.5, Powers.PowerMinusOneGradient(2, out double dX));
        Assert.Equal(-0.25, dX);
        Assert.Equal(0.5, Powers.PowerGradient(2, -1, out dX));
        Assert.Equal(-0.25, dX);
    }

    [Fact]
    public void Softplus_has_slope_one_half_at_zero()
    {
        Close.Scalars(Math.Log(2), Selections.F19Gradient(0, out double dX), 1e-15, "value");
        Assert.Equal(0.5, dX);
        Assert.Equal(Math.Log(2), Selections.PlainSoftplusGradient(0, out dX));
        Assert.Equal(0.5, dX);
    }

    /// <summary>Its value at −40 is 0, since 1 + exp(−40) is 1; its gradient keeps all digits.</summary>
    [Theory, InlineData(0), InlineData(1), InlineData(2)]
    public void Softplus_by_the_plain_logarithm_has_the_gradient_of_the_table(int index)
    {
        ConformanceCase expected = ConformanceTable.Cases("F19")[index];
        double value = Selections.PlainSoftplusGradient(expected.At[0], out double dX);
        Assert.Equal(expected.Value, value, 1e-15);
        Close.Scalars(expected.Gradient[0], dX, 1e-12, "gradient");
    }

    /// <summary>Delta, rho and vega in closed form; the last two points are in the tails of the normal distribution.</summary>
    [Theory, InlineData(100, 100, 1), InlineData(110, 95, 0.5), InlineData(60, 100, 0.25), InlineData(200, 100, 0.5)]
    public void Greeks_of_a_call_are_those_of_the_formula(double spot, double strike, double time)
    {
        const double rate = 0.05;
        const double volatility = 0.2;
        Objectives.F25Gradient(spot, strike, rate, volatility, time, out double delta, out _, out double rho, out double vega, out _);
        double deviation = volatility * Math.Sqrt(time);
        double d1 = Math.Log(spot / strike) / deviation + rate * time / deviation + deviation / 2;
        Close.Scalars(Objectives.Normal(d1), delta, 1e-12, "delta");
        Close.Scalars(strike * time * Math.Exp(-rate * time) * Objectives.Normal(d1 - deviation), rho, 1e-11, "rho");
        Close.Scalars(spot * Math.Sqrt(time / (2 * Math.PI)) * Math.Exp(-d1 * d1 / 2), vega, 1e-11, "vega");
    }

    [Fact]
    public void Written_argument_may_not_be_another_argument_too()
    {
        double[] both = [1, 2];
        double[] dU = [0, 0];
        double[] dV = [0, 0];
        Assert.Throws<ArgumentException>(() => InPlaceArrays.D5Pullback(both, both, 1, dU, dV));
        Assert.Throws<ArgumentException>(() => InPlaceArrays.D5Gradient(both, both, dV));
        Assert.Equal([1, 2], both);
        Assert.Equal([0, 0], dU);
        Assert.Equal([0, 0], dV);
    }

    [Fact]
    public void Distinct_arguments_have_their_own_derivatives()
    {
        TestProgram program = ConformancePrograms.All["D5"];
        Evaluation actual = Evaluation.OfGradient(program, [1, 2, 3, 5]);
        Assert.Equal(37, actual.Value);
        Assert.Equal([1, 1, 6, 10], actual.Gradient);
        ProgramChecks.Pullback_adds_and_takes_seeds(program, [1, 2, 3, 5]);
    }

    [Fact]
    public void Every_program_of_the_table_that_is_registered_has_a_case() =>
        Assert.All(ConformancePrograms.All.Keys, id => Assert.NotEmpty(ConformanceTable.Cases(id)));
}
