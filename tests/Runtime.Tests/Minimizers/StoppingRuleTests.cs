using DiffGen.Minimizers;

namespace DiffGen.Tests.Minimizers;

public class StoppingRuleTests
{
    [Fact]
    public void TargetValue()
    {
        MinimizationResult result = Minimize(new Lbfgs { TargetValue = 1 });
        Assert.Equal((StopReason.TargetValue, true), (result.Reason, result.Converged));
        Assert.True(result.Value <= 1);
        Assert.All(result.History.SkipLast(1), step => Assert.True(step.Value > 1));
        Assert.Equal(0, Minimize(new Lbfgs { TargetValue = 30 }).Iterations);
    }

    [Fact]
    public void AbsoluteFunctionTolerance()
    {
        MinimizationResult result = Minimize(new Lbfgs { AbsoluteFunctionTolerance = 0.1 });
        Assert.Equal((StopReason.AbsoluteFunctionTolerance, true), (result.Reason, result.Converged));
        double[] changes = [.. result.History.Zip(result.History.Skip(1), (a, b) => a.Value - b.Value)];
        Assert.True(changes[^1] <= 0.1);
        Assert.All(changes.SkipLast(1), change => Assert.True(change > 0.1));
    }

    [Fact]
    public void ParameterTolerance()
    {
        var points = new List<double[]>();
        MinimizationResult result = Minimize(new Lbfgs
        {
            ParameterTolerance = 0.05,
            GradientTolerance = 0,
            Callback = (_, x) =>
            {
                points.Add(x.ToArray());
                return true;
            },
        });
        Assert.Equal((StopReason.ParameterTolerance, true), (result.Reason, result.Converged));
        Assert.Equal(points[^1], result.Point);
        bool[] rests = [.. points.Zip(points.Skip(1), (from, to) => from.Zip(to).All(
            pair => Math.Abs(pair.First - pair.Second) <= 0.05 * (Math.Abs(pair.Second) + 0.05)))];
        Assert.True(rests[^1]);
        Assert.DoesNotContain(true, rests.SkipLast(1));
    }

    [Fact]
    public void CallbackSeesTheHistoryAndStops()
    {
        var seen = new List<MinimizationStep>();
        MinimizationResult result = Minimize(new Lbfgs
        {
            Callback = (step, _) =>
            {
                seen.Add(step);
                return step.Iteration < 3;
            },
        });
        Assert.Equal((StopReason.Callback, 3, false), (result.Reason, result.Iterations, result.Converged));
        Assert.Equal(result.History, seen);
    }

    [Fact]
    public void CallbackMayStopAtTheStart()
    {
        MinimizationResult result = Minimize(new Lbfgs { Callback = (_, _) => false });
        Assert.Equal((StopReason.Callback, 0, 1), (result.Reason, result.Iterations, result.Evaluations));
    }

    [Fact]
    public void ConvergenceComesBeforeTheCallback()
        => Assert.Equal(
            StopReason.GradientTolerance,
            Minimize(new Lbfgs { Callback = (step, _) => step.GradientNorm > 1e-8 }).Reason);

    [Fact]
    public void ExceptionsOfTheCallbackPass()
        => Assert.Throws<TimeoutException>(() => Minimize(new Lbfgs { Callback = (_, _) => throw new TimeoutException() }));

    [Fact]
    public void Cancellation()
    {
        using var source = new CancellationTokenSource();
        int calls = 0;
        MinimizationResult result = new Lbfgs { CancellationToken = source.Token }.Minimize(
            (x, g) =>
            {
                if (++calls == 10)
                    source.Cancel();
                return Problems.Rosenbrock(x, g);
            },
            [-1.2, 1]);
        Assert.Equal((StopReason.Cancelled, 10, false), (result.Reason, result.Evaluations, result.Converged));
        Assert.True(result.Value < 24.2);
    }

    [Fact]
    public void CancelledBeforeTheStart()
    {
        MinimizationResult result = Minimize(new Lbfgs { CancellationToken = new CancellationToken(canceled: true) });
        Assert.Equal((StopReason.Cancelled, 1), (result.Reason, result.Evaluations));
        Assert.Equal(24.2, result.Value, 1e-12);
    }

    // The clock goes on by one second per evaluation.
    [Fact]
    public void Time()
    {
        var clock = new ManualClock();
        MinimizationResult result = new Lbfgs { MaxTime = TimeSpan.FromSeconds(12), TimeProvider = clock }.Minimize(
            (x, g) =>
            {
                clock.Advance(TimeSpan.FromSeconds(1));
                return Problems.Rosenbrock(x, g);
            },
            [-1.2, 1]);
        Assert.Equal((StopReason.MaxTime, 12, false), (result.Reason, result.Evaluations, result.Converged));
    }

    [Fact]
    public void OptionsAreChecked()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Lbfgs { MaxTime = TimeSpan.Zero });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Lbfgs { MaxTime = TimeSpan.FromSeconds(-1) });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Lbfgs { TargetValue = double.NaN });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Lbfgs { AbsoluteFunctionTolerance = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Lbfgs { ParameterTolerance = double.NaN });
        Assert.Throws<ArgumentNullException>(() => new Lbfgs { TimeProvider = null! });
        Assert.Equal(Timeout.InfiniteTimeSpan, new Lbfgs { MaxTime = Timeout.InfiniteTimeSpan }.MaxTime);
    }

    private static MinimizationResult Minimize(Lbfgs minimizer) => minimizer.Minimize(Problems.Rosenbrock, [-1.2, 1]);

    private sealed class ManualClock : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks;

        public void Advance(TimeSpan time) => _ticks += time.Ticks;
    }
}
