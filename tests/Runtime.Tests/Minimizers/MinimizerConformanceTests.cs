using DiffGen.Minimizers;

namespace DiffGen.Tests.Minimizers;

/// <summary>What every minimizer must do; the types are found in the assembly.</summary>
public class MinimizerConformanceTests
{
    public static TheoryData<Type> Minimizers { get; } =
    [
        .. typeof(IMinimizer).Assembly.GetTypes().Where(type => type is { IsClass: true, IsAbstract: false }
            && typeof(IMinimizer).IsAssignableFrom(type)),
    ];

    [Fact]
    public void AllAreFound() => Assert.Contains(Minimizers, row => row.Data == typeof(Lbfgs));

    [Theory, MemberData(nameof(Minimizers))]
    public void FindsMinima(Type type)
    {
        AssertMinimum(type, Problems.Rosenbrock, [-1.2, 1], [1, 1], 1e-7);
        AssertMinimum(type, Problems.Beale, [1, 1], [3, 0.5], 1e-7);
        AssertMinimum(type, Problems.Barrier, [100], [1], 1e-7);
        AssertMinimum(type, Problems.Barrier, [1e-3], [1], 1e-7);

        // What follows is too ill-conditioned for the slowest method.
        if (type == typeof(GradientDescent))
            return;
        AssertMinimum(type, Problems.Rosenbrock, [-1.2, 1, -1.2, 1, -1.2, 1], [1, 1, 1, 1, 1, 1], 1e-7);
        AssertMinimum(type, Problems.IllConditioned, new double[10], [.. Enumerable.Range(0, 10).Select(i => (double)i)], 1e-7);
        AssertMinimum(type, Problems.Powell, [3, -1, 0, 1], [0, 0, 0, 0], 1e-2);
    }

    [Theory, MemberData(nameof(Minimizers))]
    public void ResultIsConsistent(Type type)
    {
        int calls = 0;
        MinimizationResult result = Create(type).Minimize(
            (x, gradient) =>
            {
                calls++;
                return Problems.Rosenbrock(x, gradient);
            },
            [-1.2, 1]);

        var g = new double[2];
        Assert.Equal(Problems.Rosenbrock(result.Point, g), result.Value);
        Assert.Equal(Math.Max(Math.Abs(g[0]), Math.Abs(g[1])), result.GradientNorm);
        Assert.Equal(calls, result.Evaluations);
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
        IMinimizer minimizer = Create(type);
        MinimizationResult first = minimizer.Minimize(Problems.Rosenbrock, [-1.2, 1]);
        MinimizationResult second = minimizer.Minimize(Problems.Rosenbrock, [-1.2, 1]);
        Assert.Equal(first.Point, second.Point);
        Assert.Equal(first.History, second.History);
    }

    [Theory, MemberData(nameof(Minimizers))]
    public void StartIsNotChanged(Type type)
    {
        double[] start = [-1.2, 1];
        MinimizationResult result = Create(type).Minimize(Problems.Rosenbrock, start);
        Assert.Equal([-1.2, 1], start);
        Assert.NotSame(start, result.Point);
    }

    [Theory, MemberData(nameof(Minimizers))]
    public void StartAtTheMinimumStopsThere(Type type)
    {
        MinimizationResult result = Create(type).Minimize(Problems.Rosenbrock, [1, 1]);
        Assert.Equal((StopReason.GradientTolerance, 0, 1), (result.Reason, result.Iterations, result.Evaluations));
    }

    [Theory, MemberData(nameof(Minimizers))]
    public void FlatFunctionStopsAtOnce(Type type)
    {
        MinimizationResult result = Create(type).Minimize(
            (x, gradient) =>
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
        MinimizationResult result = Create(type).Minimize((_, _) => 7, []);
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
            MinimizationResult result = Create(type).Minimize(
                (_, g) =>
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
            MinimizationResult result = Create(type).Minimize(f, [1]);
            Assert.Equal(StopReason.UnboundedBelow, result.Reason);
            Assert.True(double.IsFinite(result.Value));
            Assert.False(result.Converged);
        }
    }

    [Theory, MemberData(nameof(Minimizers))]
    public void WrongGradientIsNoDecrease(Type type)
    {
        MinimizationResult result = Create(type).Minimize(
            (x, g) =>
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
        MinimizationResult result = Create(type).Minimize(
            (x, g) =>
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
        MinimizationResult result = Create(type).Minimize(
            (x, g) =>
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
            () => Create(type).Minimize((_, _) => throw new TimeoutException(), [1]));

    [Theory, MemberData(nameof(Minimizers))]
    public void NullFunctionIsRefused(Type type)
        => Assert.Throws<ArgumentNullException>(() => Create(type).Minimize(null!, [1]));

    private static IMinimizer Create(Type type) => (IMinimizer)Activator.CreateInstance(type)!;

    private static void AssertMinimum(
        Type type, GradientFunction<double> f, double[] start, double[] expected, double tolerance)
    {
        MinimizationResult result = Create(type).Minimize(f, start);
        Assert.Equal(StopReason.GradientTolerance, result.Reason);
        Assert.True(result.GradientNorm <= 1e-8);
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], result.Point[i], tolerance);
    }
}
