using DiffGen.Minimizers;

namespace DiffGen.Tests.Minimizers;

public class LbfgsTests
{
    [Fact]
    public void RosenbrockTakesFewEvaluations()
    {
        MinimizationResult result = new Lbfgs().Minimize(Problems.Rosenbrock, [-1.2, 1]);
        Assert.InRange(result.Iterations, 20, 50);
        Assert.InRange(result.Evaluations, 20, 70);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(50)]
    public void AnyHistoryConverges(int history)
        => Assert.True(new Lbfgs { History = history }.Minimize(Problems.Rosenbrock, [-1.2, 1, 0.5, 2]).Converged);

    [Fact]
    public void ManyVariables()
    {
        double[] start = [.. Enumerable.Range(0, 1000).Select(i => i % 2 == 0 ? -1.2 : 1.0)];
        MinimizationResult result = new Lbfgs { MaxIterations = 5000 }.Minimize(Problems.Rosenbrock, start);
        Assert.True(result.Converged, result.ToString());
    }

    [Fact]
    public void IterationLimit()
    {
        MinimizationResult result = new Lbfgs { MaxIterations = 5 }.Minimize(Problems.Rosenbrock, [-1.2, 1]);
        Assert.Equal((StopReason.MaxIterations, 5), (result.Reason, result.Iterations));
        Assert.True(result.Value < 24.2);
        Assert.Equal(0, new Lbfgs { MaxIterations = 0 }.Minimize(Problems.Rosenbrock, [-1.2, 1]).Iterations);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(20)]
    public void EvaluationLimit(int limit)
    {
        MinimizationResult result = new Lbfgs { MaxEvaluations = limit }.Minimize(Problems.Rosenbrock, [-1.2, 1]);
        Assert.Equal((StopReason.MaxEvaluations, limit), (result.Reason, result.Evaluations));
        Assert.True(result.Value <= 24.2 + 1e-12);
        Assert.False(result.Converged);
    }

    [Fact]
    public void FunctionTolerance()
    {
        MinimizationResult result = new Lbfgs { FunctionTolerance = 1e-3, GradientTolerance = 0 }.Minimize(
            (x, g) =>
            {
                double value = Problems.IllConditioned(x, g);
                return value + 1000;
            },
            new double[10]);
        Assert.Equal(StopReason.FunctionTolerance, result.Reason);
        Assert.True(result.Converged);
        double last = result.History[^2].Value;
        Assert.True(last - result.Value <= 1e-3 * last);
    }

    [Fact]
    public void LargeOffsetStillConvergesInTheGradient()
    {
        MinimizationResult result = new Lbfgs { GradientTolerance = 1e-5 }.Minimize(
            (x, g) => Problems.Rosenbrock(x, g) + 1e6, [-1.2, 1]);
        Assert.True(result.Reason is StopReason.GradientTolerance or StopReason.NoDecrease, result.ToString());
        Assert.Equal(1, result.Point[0], 1e-2);
    }

    // Every accepted step meets the strong Wolfe conditions along its own direction.
    [Fact]
    public void StepsMeetTheWolfeConditions()
    {
        var accepted = new List<(double[] X, double Value, double[] Gradient)>();
        var seen = new List<(double[] X, double Value, double[] Gradient)>();
        MinimizationResult result = new Lbfgs().Minimize(
            (x, g) =>
            {
                double value = Problems.Rosenbrock(x, g);
                seen.Add((x.ToArray(), value, g.ToArray()));
                return value;
            },
            [-1.2, 1]);
        foreach (MinimizationStep step in result.History)
            accepted.Add(seen.Last(point => point.Value == step.Value));

        // The last steps are left out: there the approximate condition may stand in.
        for (int i = 1; i < accepted.Count - 5; i++)
        {
            (double[] x, double value, double[] gradient) = accepted[i - 1];
            (double[] next, double nextValue, double[] nextGradient) = accepted[i];
            double slope = 0, nextSlope = 0;
            for (int j = 0; j < 2; j++)
            {
                slope += gradient[j] * (next[j] - x[j]);
                nextSlope += nextGradient[j] * (next[j] - x[j]);
            }

            Assert.True(slope < 0);
            Assert.True(nextValue <= value + 1e-4 * slope);
            Assert.True(Math.Abs(nextSlope) <= 0.9 * Math.Abs(slope));
        }
    }

    [Fact]
    public void TinyAndHugeScales()
    {
        foreach (double scale in (double[])[1e-150, 1e-12, 1e12, 1e150])
        {
            MinimizationResult result = new Lbfgs { GradientTolerance = 1e-9 * scale }.Minimize(
                (x, g) =>
                {
                    double value = Problems.Beale(x, g);
                    g[0] *= scale;
                    g[1] *= scale;
                    return value * scale;
                },
                [1, 1]);
            Assert.Equal(3, result.Point[0], 1e-5);
            Assert.Equal(0.5, result.Point[1], 1e-5);
        }
    }

    [Fact]
    public void OptionsAreChecked()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Lbfgs { History = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Lbfgs { MaxIterations = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Lbfgs { MaxEvaluations = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Lbfgs { GradientTolerance = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Lbfgs { GradientTolerance = double.NaN });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Lbfgs { FunctionTolerance = double.PositiveInfinity });
        Assert.Equal(10, new Lbfgs().History);
    }

    [Fact]
    public void ResultPrintsInvariantly()
        => Assert.Equal(
            "MaxIterations: value 24.2, gradient norm 216, 0 iterations, 1 evaluations",
            new Lbfgs { MaxIterations = 0 }.Minimize(Problems.Rosenbrock, [-1.2, 1]).ToString());
}
