using DiffGen.Minimizers;

namespace DiffGen.Tests.Minimizers;

/// <summary>What every minimizer must do; the types are found in the assembly.</summary>
public class MinimizerConformanceTests
{
    public static TheoryData<Type> Minimizers => AnyMinimizer.Types;

    [Fact]
    public void AllAreFound()
    {
        Assert.Contains(Minimizers, row => row.Data == typeof(Lbfgs));
        Assert.Contains(Minimizers, row => row.Data == typeof(TrustRegionExact));
        Assert.True(Minimizers.Count() >= 8);
    }

    [Theory, MemberData(nameof(Minimizers))]
    public void FindsMinima(Type type)
    {
        AssertMinimum(type, Problems.Rosenbrock, [-1.2, 1], [1, 1], 1e-7);
        AssertMinimum(type, Problems.Beale, [1, 1], [3, 0.5], 1e-7);
        AssertMinimum(type, Problems.Booth, [0, 0], [1, 3], 1e-7);
        AssertMinimum(type, Problems.Himmelblau, [1, 1], [3, 2], 1e-7);
        AssertMinimum(type, Problems.Barrier, [100], [1], 1e-7);
        AssertMinimum(type, Problems.Barrier, [1e-3], [1], 1e-7);

        // What follows is too ill-conditioned for the slowest method.
        if (type == typeof(GradientDescent))
            return;
        AssertMinimum(type, Problems.Rosenbrock, new double[6], [1, 1, 1, 1, 1, 1], 1e-7);
        AssertMinimum(type, Problems.IllConditioned, new double[10], [.. Enumerable.Range(0, 10).Select(i => (double)i)], 1e-7);
        AssertMinimum(type, Problems.Powell, [3, -1, 0, 1], [0, 0, 0, 0], 1e-2);
    }

    [Theory, MemberData(nameof(Minimizers))]
    public void ResultIsConsistent(Type type)
    {
        int calls = 0;
        MinimizationResult result = AnyMinimizer.Run(
            Create(type),
            (x, gradient) =>
            {
                calls++;
                return Problems.Rosenbrock(x, gradient);
            },
            Problems.Rosenbrock,
            [-1.2, 1]);

        var g = new double[2];
        Assert.Equal(Problems.Rosenbrock(result.Point, g), result.Value);
        Assert.Equal(Math.Max(Math.Abs(g[0]), Math.Abs(g[1])), result.GradientNorm);
        Assert.Equal(calls, type == typeof(TrustRegionExact) ? result.Evaluations : result.Evaluations - result.SecondDerivativeEvaluations);
        Assert.Equal(typeof(IMinimizer).IsAssignableFrom(type), result.SecondDerivativeEvaluations == 0);
        Assert.Equal(result.Iterations + 1, result.History.Count);
        Assert.Equal(Enumerable.Range(0, result.Iterations + 1), result.History.Select(step => step.Iteration));
        Assert.Equal(24.2, result.History[0].Value, 1e-12);
        Assert.Equal(0, result.History[0].Step);
        Assert.Equal(result.Value, result.History[^1].Value);
        Assert.Equal(result.GradientNorm, result.History[^1].GradientNorm);
        Assert.All(result.History.Skip(1), step => Assert.True(step.Step > 0));
        Assert.All(result.History.Zip(result.History.Skip(1)), pair => Assert.True(pair.Second.Value < pair.First.Value));
    }

    [Theory, MemberData(nameof(Minimizers))]
    public void IsDeterministicAndReusable(Type type)
    {
        object minimizer = Create(type);
        MinimizationResult first = AnyMinimizer.Run(minimizer, Problems.Rosenbrock, [-1.2, 1]);
        MinimizationResult second = AnyMinimizer.Run(minimizer, Problems.Rosenbrock, [-1.2, 1]);
        Assert.Equal(first.Point, second.Point);
        Assert.Equal(first.History, second.History);
    }

    [Theory, MemberData(nameof(Minimizers))]
    public void OneInstanceServesSeveralThreads(Type type)
    {
        object minimizer = Create(type);
        MinimizationResult alone = AnyMinimizer.Run(minimizer, Problems.Rosenbrock, [-1.2, 1]);
        var together = new MinimizationResult[16];
        Parallel.For(0, together.Length, i => together[i] = AnyMinimizer.Run(minimizer, Problems.Rosenbrock, [-1.2, 1]));
        Assert.All(together, result => Assert.Equal(alone.History, result.History));
    }

    [Theory, MemberData(nameof(Minimizers))]
    public void StartIsNotChanged(Type type)
    {
        double[] start = [-1.2, 1];
        MinimizationResult result = AnyMinimizer.Run(Create(type), Problems.Rosenbrock, start);
        Assert.Equal([-1.2, 1], start);
        Assert.NotSame(start, result.Point);
    }

    [Theory, MemberData(nameof(Minimizers))]
    public void StartAtTheMinimumStopsThere(Type type)
    {
        MinimizationResult result = AnyMinimizer.Run(Create(type), Problems.Rosenbrock, [1, 1]);
        Assert.Equal((StopReason.GradientTolerance, 0, 1), (result.Reason, result.Iterations, result.Evaluations));
    }

    [Theory, MemberData(nameof(Minimizers))]
    public void FlatFunctionStopsAtOnce(Type type)
    {
        MinimizationResult result = AnyMinimizer.Run(Create(type), (x, gradient) =>
            {
                gradient.Clear();
                return 5;
            },
            [1, 2]);
        Assert.Equal(StopReason.GradientTolerance, result.Reason);
        Assert.Equal([1, 2], result.Point);
    }

    [Theory, MemberData(nameof(Minimizers))]
    public void NoVariablesIsFine(Type type)
    {
        MinimizationResult result = AnyMinimizer.Run(Create(type), (_, _) => 7, []);
        Assert.Equal((StopReason.GradientTolerance, 7.0), (result.Reason, result.Value));
        Assert.Empty(result.Point);
    }

    [Theory, MemberData(nameof(Minimizers))]
    public void NonFiniteStartIsAResult(Type type)
    {
        (double Value, double Gradient)[] cases =
            [(double.NaN, 1), (double.PositiveInfinity, 1), (1, double.NaN), (1, double.NegativeInfinity)];
        foreach ((double value, double gradient) in cases)
        {
            MinimizationResult result = AnyMinimizer.Run(Create(type), (_, g) =>
                {
                    g.Fill(gradient);
                    return value;
                },
                [1, 2]);
            Assert.Equal(StopReason.NonFiniteStart, result.Reason);
            Assert.Equal(1, result.Evaluations);
            Assert.Equal([1, 2], result.Point);
        }
    }

    [Theory, MemberData(nameof(Minimizers))]
    public void UnboundedIsAResult(Type type)
    {
        GradientFunction<double>[] functions =
        [
            (x, g) => { g[0] = -1; return -x[0]; },
            (x, g) => { g[0] = -2 * x[0]; return -x[0] * x[0]; },
            (x, g) => { g[0] = -Math.Exp(x[0]); return -Math.Exp(x[0]); },
            (x, g) => { g[0] = 3 * x[0] * x[0] + 1; return x[0] * x[0] * x[0] + x[0]; },
        ];
        foreach (GradientFunction<double> f in functions)
        {
            MinimizationResult result = AnyMinimizer.Run(Create(type), f, [1]);
            Assert.Equal(StopReason.UnboundedBelow, result.Reason);
            Assert.True(double.IsFinite(result.Value));
            Assert.False(result.Converged);
        }
    }

    [Theory, MemberData(nameof(Minimizers))]
    public void WrongGradientIsNoDecrease(Type type)
    {
        MinimizationResult result = AnyMinimizer.Run(Create(type), (x, g) =>
            {
                g[0] = -2 * x[0];
                return x[0] * x[0];
            },
            [1]);
        Assert.Equal(StopReason.NoDecrease, result.Reason);
        Assert.Equal([1], result.Point);
    }

    [Theory, MemberData(nameof(Minimizers))]
    public void NonFiniteEverywhereElseIsNoDecrease(Type type)
    {
        MinimizationResult result = AnyMinimizer.Run(Create(type), (x, g) =>
            {
                g[0] = 1;
                return x[0] == 1 ? 0 : double.NaN;
            },
            [1]);
        Assert.Equal(StopReason.NoDecrease, result.Reason);
        Assert.Equal([1.0], result.Point);
        Assert.Equal(0, result.Value);
    }

    [Theory, MemberData(nameof(Minimizers))]
    public void KinkEndsNearTheMinimum(Type type)
    {
        MinimizationResult result = AnyMinimizer.Run(Create(type), (x, g) =>
            {
                g[0] = Math.Sign(x[0] - 2) + 0.1;
                return Math.Abs(x[0] - 2) + 0.1 * x[0];
            },
            [10]);
        Assert.Equal(StopReason.NoDecrease, result.Reason);
        Assert.Equal(2, result.Point[0], 1e-6);
    }

    [Theory, MemberData(nameof(Minimizers))]
    public void ExceptionsOfTheFunctionPass(Type type)
        => Assert.Throws<TimeoutException>(
            () => AnyMinimizer.Run(Create(type), (_, _) => throw new TimeoutException(), [1]));

    [Theory, MemberData(nameof(Minimizers))]
    public void NullFunctionIsRefused(Type type)
        => Assert.Throws<ArgumentNullException>(() => AnyMinimizer.Run(Create(type), null!, [1]));

    [Theory, MemberData(nameof(Minimizers))]
    public void EndsWhereverValuesBecomeNaN(Type type)
    {
        // Not a number beyond a wall, across the way to the minimum.
        MinimizationResult result = AnyMinimizer.Run(
            Create(type),
            (x, g) =>
            {
                g[0] = 2 * (x[0] - 5);
                g[1] = 2 * x[1];
                return x[0] < 3 ? (x[0] - 5) * (x[0] - 5) + x[1] * x[1] : double.NaN;
            },
            [0, 1]);
        Assert.InRange(result.Point[0], 2.9, 3);
        Assert.False(result.Converged);
        Assert.True(double.IsFinite(result.Value));
    }

    [Theory, MemberData(nameof(Minimizers))]
    public void LimitsAreKept(Type type)
    {
        foreach (int limit in (int[])[1, 2, 7])
        {
            MinimizationResult result = AnyMinimizer.Run(With(type, nameof(Minimizer.MaxEvaluations), limit), Problems.Rosenbrock, [-1.2, 1]);
            Assert.Equal((StopReason.MaxEvaluations, limit), (result.Reason, result.Evaluations));
            Assert.True(result.Value <= 24.2 + 1e-12);
        }

        Assert.Equal(3, AnyMinimizer.Run(With(type, nameof(Minimizer.MaxIterations), 3), Problems.Rosenbrock, [-1.2, 1]).Iterations);
        MinimizationResult cancelled = AnyMinimizer.Run(
            With(type, nameof(Minimizer.CancellationToken), new CancellationToken(canceled: true)), Problems.Rosenbrock, [-1.2, 1]);
        Assert.Equal((StopReason.Cancelled, 1), (cancelled.Reason, cancelled.Evaluations));
    }

    private static object Create(Type type) => Activator.CreateInstance(type)!;

    private static object With(Type type, string option, object value)
    {
        object minimizer = Create(type);
        type.GetProperty(option)!.SetValue(minimizer, value);
        return minimizer;
    }

    private static void AssertMinimum(
        Type type, GradientFunction<double> f, double[] start, double[] expected, double tolerance)
    {
        MinimizationResult result = AnyMinimizer.Run(Create(type), f, start);
        Assert.Equal(StopReason.GradientTolerance, result.Reason);
        Assert.True(result.GradientNorm <= 1e-8);
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], result.Point[i], tolerance);
    }
}
