using DiffGen.GradBench.Evals;
using DiffGen.Tests.Infrastructure;

namespace DiffGen.Tests;

/// <summary>Runs after the first allocate nothing: no derivative, on any eval, and no function that makes no array itself.</summary>
public sealed class AllocationTests
{
    [Theory]
    [InlineData("hello", "square")]
    [InlineData("hello", "double")]
    [InlineData("gmm", "jacobian")]
    [InlineData("lstm", "jacobian")]
    [InlineData("ba", "objective")]
    [InlineData("ba", "jacobian")]
    [InlineData("lse", "primal")]
    [InlineData("lse", "gradient")]
    [InlineData("llsq", "primal")]
    [InlineData("llsq", "gradient")]
    [InlineData("ode", "gradient")]
    public void Steady_state_allocates_nothing(string eval, string function)
    {
        Computation computation = Outputs.Prepared(eval, function, Samples.Json(eval));
        Assert.Equal(0, Allocation.Of(computation.Run));
    }

    [Fact]
    public void Measurement_sees_an_allocation()
    {
        Computation computation = Outputs.Prepared("lse", "gradient", Samples.Json("lse"));
        double[]? kept = null;
        Assert.True(Allocation.Of(() => { computation.Run(); kept = new double[1]; }) > 0);
        Assert.NotNull(kept);
    }
}
