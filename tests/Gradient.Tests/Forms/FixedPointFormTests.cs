namespace DiffGen.Tests.Forms;

/// <summary>Forward and reverse agree on solutions; what isn't one has no derivative, rather than a wrong one.</summary>
public sealed class FixedPointFormTests
{
    [Fact]
    public void Slow_iterations_are_solved_to_the_end()
    {
        FixedPointForms.SlowGradient(0.5, out double dA);
        FixedPointForms.SlowJvp(0.5, 1, out double slope);
        Assert.Equal(100, dA, 1e-8);
        Assert.Equal(100, slope, 1e-8);
    }

    [Fact]
    public void The_solution_may_be_zero()
    {
        FixedPointForms.AtZeroGradient(0, out double dA);
        FixedPointForms.AtZeroJvp(0, 1, out double slope);
        Assert.Equal(0.5, dA, 1e-12);
        Assert.Equal(0.5, slope, 1e-12);
    }

    [Fact]
    public void What_is_no_fixed_point_has_no_derivative()
    {
        FixedPointForms.HiddenTestGradient(5, out double hidden);
        FixedPointForms.HiddenTestJvp(5, 1, out double hiddenSlope);
        FixedPointForms.OverwrittenAfterTheTestGradient(5, out double overwritten);
        FixedPointForms.OverwrittenAfterTheTestJvp(5, 1, out double overwrittenSlope);
        FixedPointForms.DivergingGradient(0.5, out double diverging);
        FixedPointForms.DivergingJvp(0.5, 1, out double divergingSlope);
        Assert.All([hidden, hiddenSlope, overwritten, overwrittenSlope, diverging, divergingSlope], derivative => Assert.True(double.IsNaN(derivative), $"{derivative}"));
    }
}
