using DiffGen.Minimizers;

namespace DiffGen.Tests.Minimizers;

public class GradientDescentTests
{
    // ½·(x² + 4·y²) with α: each step multiplies x by 1 - α and y by 1 - 4·α.
    [Theory]
    [InlineData(0.1)]
    [InlineData(0.3)]
    [InlineData(0.45)]
    public void FixedStepDoesWhatTheFormulaSays(double step)
    {
        var points = new List<double[]>();
        MinimizationResult result = new GradientDescent
        {
            LineSearch = new FixedStep(step),
            Callback = (_, x) =>
            {
                points.Add(x.ToArray());
                return true;
            },
        }.Minimize(Quadratic, [1, 1]);
        Assert.Equal(StopReason.GradientTolerance, result.Reason);
        for (int k = 0; k < points.Count; k++)
        {
            Assert.Equal(Math.Pow(1 - step, k), points[k][0], 1e-12);
            Assert.Equal(Math.Pow(1 - 4 * step, k), points[k][1], 1e-12);
        }

        Assert.Equal(result.Iterations + 1, result.Evaluations);
        Assert.All(result.History.Skip(1), line => Assert.Equal(step, line.Step));
    }

    [Fact]
    public void TooLongAFixedStepIsNoDecrease()
    {
        MinimizationResult result = new GradientDescent { LineSearch = new FixedStep(0.6) }.Minimize(Quadratic, [1, 1]);
        Assert.Equal((StopReason.NoDecrease, false), (result.Reason, result.Converged));
    }

    // The value is 1 with a minimum that rounding hides, and still the gradient gets as small as asked.
    [Fact]
    public void FixedStepConvergesBelowTheRoundingOfTheValue()
    {
        MinimizationResult result = new GradientDescent { LineSearch = new FixedStep(0.2) }.Minimize(
            (x, g) => 1 + Quadratic(x, g), [1, 1]);
        Assert.Equal(StopReason.GradientTolerance, result.Reason);
    }

    [Fact]
    public void BacktrackingEveryTimeFromTheStepOfBarzilaiAndBorwein()
    {
        MinimizationResult result = new GradientDescent().Minimize(Problems.Rosenbrock, [-1.2, 1]);
        Assert.Equal(StopReason.GradientTolerance, result.Reason);
        Assert.InRange(result.Iterations, 10, 1000);
    }

    private static double Quadratic(ReadOnlySpan<double> x, Span<double> g)
    {
        (g[0], g[1]) = (x[0], 4 * x[1]);
        return 0.5 * (x[0] * x[0] + 4 * x[1] * x[1]);
    }
}
