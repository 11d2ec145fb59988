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
