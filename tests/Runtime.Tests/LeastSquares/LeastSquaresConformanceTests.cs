using DiffGen.Minimizers;

namespace DiffGen.Tests.LeastSquares;

/// <summary>What every least-squares minimizer must do.</summary>
public class LeastSquaresConformanceTests
{
    public static TheoryData<Type> Methods => LeastSquaresMethods.All;

    [Fact]
    public void AllAreFound() => Assert.Equal(
        [typeof(Dogleg), typeof(LevenbergMarquardt)],
        Methods.Select(row => row.Data).OrderBy(type => type.Name, StringComparer.Ordinal));

    [Theory, MemberData(nameof(Methods))]
    public void ResultIsConsistent(Type type)
    {
        int calls = 0;
        LeastSquaresResult result = Create(type).Minimize(
            (x, r, j) =>
            {
                calls++;
                Residuals.Rosenbrock(x, r, j);
            },
            2,
            [-1.2, 1]);

        Assert.True(result.Converged, result.ToString());
        Assert.Equal(1, result.Point[0], 1e-12);
        Assert.Equal(1, result.Point[1], 1e-12);
        double[] r = new double[2], j = new double[4];
        Residuals.Rosenbrock(result.Point, r, j);
        Assert.Equal(r, result.Residuals);
        Assert.Equal(r[0] * r[0] + r[1] * r[1], result.ResidualSumOfSquares);
        Assert.Equal(0.5 * result.ResidualSumOfSquares, result.Cost);
        Assert.Equal(calls, result.Evaluations);
        Assert.Equal(Enumerable.Range(0, result.Iterations + 1), result.History.Select(step => step.Iteration));
        Assert.Equal(12.1, result.History[0].Value, 1e-12);
        Assert.Equal(0, result.History[0].Step);
        Assert.Equal(result.Cost, result.History[^1].Value);
        Assert.Equal(result.GradientNorm, result.History[^1].GradientNorm);
        Assert.All(result.History.Skip(1), step => Assert.True(step.Step > 0));
        Assert.All(result.History.Zip(result.History.Skip(1)), pair => Assert.True(pair.Second.Value <= pair.First.Value));
    }

    [Theory, MemberData(nameof(Methods))]
    public void IsDeterministicAndReusable(Type type)
    {
        LeastSquaresMinimizer minimizer = Create(type);
        double[] start = [-1.2, 1];
        LeastSquaresResult first = minimizer.Minimize(Residuals.Rosenbrock, 2, start);
        LeastSquaresResult second = minimizer.Minimize(Residuals.Rosenbrock, 2, start);
        Assert.Equal(first.Point, second.Point);
        Assert.Equal(first.History, second.History);
        Assert.Equal([-1.2, 1], start);
    }

    [Theory, MemberData(nameof(Methods))]
    public void ResidualsAloneSaveJacobians(Type type)
    {
        LeastSquaresResult with = Create(type).Minimize(Residuals.Rosenbrock, Residuals.RosenbrockAlone, 2, [-1.2, 1]);
        LeastSquaresResult without = Create(type).Minimize(Residuals.Rosenbrock, 2, [-1.2, 1]);
        Assert.Equal(without.Point, with.Point);
        Assert.Equal(without.History, with.History);
        Assert.Equal(without.Iterations + 1, with.JacobianEvaluations);
    }

    [Theory, MemberData(nameof(Methods))]
    public void StartAtTheMinimumStopsThere(Type type)
    {
        LeastSquaresResult result = Create(type).Minimize(Residuals.Rosenbrock, 2, [1, 1]);
        Assert.Equal((StopReason.GradientTolerance, 0, 1), (result.Reason, result.Iterations, result.Evaluations));
    }

    [Theory, MemberData(nameof(Methods))]
    public void NothingToFitIsFine(Type type)
    {
        LeastSquaresResult none = Create(type).Minimize((_, r, _) => r[0] = 3, 1, []);
        Assert.Equal((StopReason.GradientTolerance, 4.5), (none.Reason, none.Cost));
        Assert.Empty(none.Point);
        LeastSquaresResult flat = Create(type).Minimize(
            (_, r, j) =>
            {
                r[0] = 3;
                j.Clear();
            },
            1,
            [1, 2]);
        Assert.Equal(StopReason.GradientTolerance, flat.Reason);
        Assert.Equal([1, 2], flat.Point);
        Assert.Equal(0, flat.Rank);
        LeastSquaresResult empty = Create(type).Minimize((_, _, _) => { }, 0, [1, 2]);
        Assert.Equal((StopReason.GradientTolerance, 0.0), (empty.Reason, empty.Cost));
        Assert.Contains("no degrees of freedom", empty.FullReport(), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Methods))]
    public void NonFiniteStartIsAResult(Type type)
    {
        (double Residual, double Element)[] cases =
            [(double.NaN, 1), (double.PositiveInfinity, 1), (1, double.NaN), (1, double.NegativeInfinity), (1e200, 1)];
        foreach ((double residual, double element) in cases)
        {
            LeastSquaresResult result = Create(type).Minimize(
                (_, r, j) =>
                {
                    r.Fill(residual);
                    j.Fill(element);
                },
                2,
                [1]);
            Assert.Equal((StopReason.NonFiniteStart, 1), (result.Reason, result.Evaluations));
            Assert.Equal([1.0], result.Point);
            Assert.Equal([double.NaN], result.StandardErrors);
        }

        LeastSquaresResult point = Create(type).Minimize(Residuals.Rosenbrock, 2, [double.NaN, 1]);
        Assert.Equal(StopReason.NonFiniteStart, point.Reason);
    }

    /// <summary>From 50, Gauss–Newton's step for log x goes to a negative x.</summary>
    [Theory, MemberData(nameof(Methods))]
    public void NonFiniteTrialsAreStepsTooFar(Type type)
    {
        LeastSquaresResult result = Create(type).Minimize(
            (x, r, j) => (r[0], r[1], j[0], j[1]) = (Math.Log(x[0]), 0.1 * (x[0] - 1), 1 / x[0], 0.1), 2, [50]);
        Assert.True(result.Converged, result.ToString());
        Assert.Equal(1, result.Point[0], 1e-12);
    }

    [Theory, MemberData(nameof(Methods))]
    public void NonFiniteEverywhereElseIsNoDecrease(Type type)
    {
        LeastSquaresResult result = Create(type).Minimize(
            (x, r, j) => (r[0], j[0]) = (x[0] == 1 ? 1 : double.NaN, 1), 1, [1]);
        Assert.Equal(StopReason.NoDecrease, result.Reason);
        Assert.Equal([1.0], result.Point);
        Assert.False(result.Converged);
    }

    [Theory, MemberData(nameof(Methods))]
    public void NonFiniteJacobianOfATrialIsAStepTooFar(Type type)
    {
        LeastSquaresResult result = Create(type).Minimize(
            (x, r, j) => (r[0], j[0]) = (x[0], x[0] == 1 ? 1 : double.NaN), (x, r) => r[0] = x[0], 1, [1]);
        Assert.Equal(StopReason.NoDecrease, result.Reason);
        Assert.Equal([1.0], result.Point);
    }

    [Theory, MemberData(nameof(Methods))]
    public void WrongJacobianIsNoDecrease(Type type)
    {
        LeastSquaresResult result = Create(type).Minimize((x, r, j) => (r[0], j[0]) = (x[0], -1), 1, [1]);
        Assert.Equal(StopReason.NoDecrease, result.Reason);
        Assert.Equal([1.0], result.Point);
    }

    /// <summary>Only the sum of the first two parameters matters.</summary>
    [Theory, MemberData(nameof(Methods))]
    public void RankDeficiencyIsFine(Type type)
    {
        LeastSquaresResult result = Create(type).Minimize(
            (x, r, j) =>
            {
                for (int i = 0; i < 4; i++)
                {
                    r[i] = (x[0] + x[1]) * i + x[2] - (i * i);
                    (j[3 * i], j[3 * i + 1], j[3 * i + 2]) = (i, i, 1);
                }
            },
            4,
            [1, 5, 0]);
        Assert.True(result.Converged);
        Assert.Equal(3, result.Point[0] + result.Point[1], 1e-10);
        Assert.Equal(-1, result.Point[2], 1e-10);
        Assert.Equal((2, 2), (result.Rank, result.DegreesOfFreedom));
        Assert.Equal([double.NaN, double.NaN], result.StandardErrors[..2]);
        Assert.Equal(Math.Sqrt(4 / 2 * 0.7), result.StandardErrors[2], 1e-10);
        Assert.Contains("not determined by the residuals", result.FullReport(), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Methods))]
    public void FewerResidualsThanParametersIsFine(Type type)
    {
        LeastSquaresResult result = Create(type).Minimize(
            (x, r, j) => (r[0], j[0], j[1], j[2]) = (x[0] * x[1] + x[2] - 7, x[1], x[0], 1), 1, [1, 2, 3]);
        Assert.True(result.Converged, result.ToString());
        Assert.Equal(7, result.Point[0] * result.Point[1] + result.Point[2], 1e-9);
        Assert.Equal((1, 0), (result.Rank, result.DegreesOfFreedom));
        Assert.All(result.StandardErrors, error => Assert.Equal(double.NaN, error));
    }

    /// <summary>The residual vanishes only at infinity.</summary>
    [Theory, MemberData(nameof(Methods))]
    public void MinimumAtInfinityEnds(Type type)
    {
        LeastSquaresResult result = Create(type).Minimize((x, r, j) => (r[0], j[0]) = (Math.Exp(-x[0]), -Math.Exp(-x[0])), 1, [0]);
        Assert.True(result.Cost < 1e-100);
    }

    /// <summary>Other units of parameters (powers of 2 are exact) lead along the same path.</summary>
    [Theory, MemberData(nameof(Methods))]
    public void UnitsDontMatter(Type type)
    {
        double a = Math.ScaleB(1, 60), b = Math.ScaleB(1, -70), unit = Math.ScaleB(1, 50);
        LeastSquaresResult plain = Create(type).Minimize(Residuals.Rosenbrock, 2, [-1.2, 1]);
        LeastSquaresResult scaled = Create(type).Minimize(
            (x, r, j) =>
            {
                Residuals.Rosenbrock([x[0] / a, x[1] / b], r, j);
                (r[0], r[1]) = (r[0] * unit, r[1] * unit);
                (j[0], j[1], j[2], j[3]) = (j[0] * unit / a, j[1] * unit / b, j[2] * unit / a, j[3] * unit / b);
            },
            2,
            [-1.2 * a, b]);
        Assert.Equal(plain.Reason, scaled.Reason);
        double[] back = [scaled.Point[0] / a, scaled.Point[1] / b];
        Assert.Equal(plain.Point, back);
        Assert.Equal(plain.History.Select(step => step.Value), scaled.History.Select(step => step.Value / unit / unit));
    }

    [Theory, MemberData(nameof(Methods))]
    public void ExceptionsOfTheFunctionPass(Type type)
        => Assert.Throws<TimeoutException>(() => Create(type).Minimize((_, _, _) => throw new TimeoutException(), 1, [1]));

    [Theory, MemberData(nameof(Methods))]
    public void ArgumentsAreChecked(Type type)
    {
        LeastSquaresMinimizer minimizer = Create(type);
        Assert.Throws<ArgumentNullException>(() => minimizer.Minimize(null!, 2, [1]));
        Assert.Throws<ArgumentNullException>(() => minimizer.Minimize(Residuals.Rosenbrock, null!, 2, [1, 1]));
        Assert.Throws<ArgumentNullException>(() => minimizer.Minimize(Residuals.Rosenbrock, (SparsityPattern)null!, [1, 1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => minimizer.Minimize(Residuals.Rosenbrock, -1, [1, 1]));
        var pattern = new SparsityPattern(1, 3, [0, 1], [2]);
        Assert.Throws<ArgumentException>(() => minimizer.Minimize(Residuals.Rosenbrock, pattern, [1, 1]));
    }

    private static LeastSquaresMinimizer Create(Type type) => LeastSquaresMethods.Create(type);
}
