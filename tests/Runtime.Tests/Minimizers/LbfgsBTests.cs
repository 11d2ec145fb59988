using DiffGen;
using DiffGen.Minimizers;

namespace DiffGen.Tests.Minimizers;

public class LbfgsBTests
{
    private const double Infinity = double.PositiveInfinity;

    [Fact]
    public void BoundHoldsTheSolution()
    {
        // Rosenbrock under x₀ ≤ 1/2: the minimum is at (1/2, 1/4), with the first bound active.
        MinimizationResult result = Minimize(Problems.Rosenbrock, [-1.2, 1], [-Infinity, -Infinity], [0.5, Infinity]);
        Assert.Equal(StopReason.GradientTolerance, result.Reason);
        Assert.Equal(0.5, result.Point[0]);
        Assert.Equal(0.25, result.Point[1], 1e-8);
        Assert.Equal(0.25, result.Value, 1e-12);
    }

    [Fact]
    public void LowerBoundHoldsTheSolution()
    {
        // Under x₁ ≥ 3/2 the minimum is where the derivative by x₀ vanishes, near (1.2247, 3/2).
        MinimizationResult result = Minimize(Problems.Rosenbrock, [-1.2, 1], [-Infinity, 1.5], [Infinity, Infinity]);
        Assert.Equal(StopReason.GradientTolerance, result.Reason);
        Assert.Equal(1.5, result.Point[1]);
        var g = new double[2];
        Problems.Rosenbrock(result.Point, g);
        Assert.True(Math.Abs(g[0]) <= 1e-8 && g[1] > 0);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(25)]
    [InlineData(200)]
    public void QuadraticInABoxMeetsTheOptimalityConditions(int n)
    {
        // ½·xᵀAx - bᵀx with A tridiagonal: many bounds active at the solution.
        GradientFunction<double> f = (x, g) =>
        {
            double sum = 0;
            for (int i = 0; i < n; i++)
            {
                double ax = (2.1 + i % 3) * x[i] - (i > 0 ? x[i - 1] : 0) - (i + 1 < n ? x[i + 1] : 0), b = 3 * Math.Sin(i + 1);
                g[i] = ax - b;
                sum += 0.5 * x[i] * ax - b * x[i];
            }

            return sum;
        };
        double[] lower = [.. Enumerable.Range(0, n).Select(i => i % 4 == 0 ? -Infinity : -0.5)];
        double[] upper = [.. Enumerable.Range(0, n).Select(i => i % 5 == 0 ? Infinity : 0.4)];
        MinimizationResult result = Minimize(f, new double[n], lower, upper);
        Assert.Equal(StopReason.GradientTolerance, result.Reason);
        var gradient = new double[n];
        f(result.Point, gradient);
        int active = 0;
        for (int i = 0; i < n; i++)
        {
            double x = result.Point[i];
            Assert.InRange(x, lower[i], upper[i]);
            active += x == lower[i] || x == upper[i] ? 1 : 0;
            Assert.True(x == lower[i] ? gradient[i] >= -1e-8 : x == upper[i] ? gradient[i] <= 1e-8 : Math.Abs(gradient[i]) <= 1e-8);
        }

        Assert.True(active > n / 4);
        Assert.InRange(result.Evaluations, 2, 60);
    }

    [Fact]
    public void EqualBoundsLeaveNothingToDo()
    {
        MinimizationResult result = Minimize(Problems.Rosenbrock, [-1.2, 1], [2, 3], [2, 3]);
        Assert.Equal((StopReason.GradientTolerance, 0, 1), (result.Reason, result.Iterations, result.Evaluations));
        Assert.Equal([2, 3], result.Point);
        Assert.Equal(0, result.GradientNorm);
    }

    [Fact]
    public void OneEqualPairFixesItsVariable()
    {
        MinimizationResult result = Minimize(Problems.Rosenbrock, [-1.2, 1], [-Infinity, 4], [Infinity, 4]);
        Assert.True(result.Converged);
        Assert.Equal(4, result.Point[1]);
        Assert.Equal(-1.994, Math.Min(result.Point[0], -result.Point[0]), 0.02);
    }

    // Bounds that are never touched change nothing but rounding.
    [Fact]
    public void FarBoundsAreLikeNone()
    {
        MinimizationResult free = new LbfgsB().Minimize(Problems.Rosenbrock, [-1.2, 1]);
        MinimizationResult bounded = Minimize(Problems.Rosenbrock, [-1.2, 1], [-1e6, -1e6], [1e6, 1e6]);
        Assert.True(free.Converged && bounded.Converged);
        Assert.InRange(bounded.Evaluations, free.Evaluations - 5, free.Evaluations + 5);
        Assert.Equal(1, bounded.Point[0], 1e-7);
        Assert.Equal(
            new Lbfgs().Minimize(Problems.Rosenbrock, [-1.2, 1]).Evaluations,
            free.Evaluations,
            tolerance: 3);
    }

    [Fact]
    public void StartIsProjected()
    {
        var seen = new List<double[]>();
        MinimizationResult result = new LbfgsB { Callback = (_, x) => { seen.Add(x.ToArray()); return true; } }
            .Minimize(Problems.Rosenbrock, [-10, 10], [0, 0], [2, 2]);
        Assert.Equal([0, 2], seen[0]);
        Assert.Equal(1, result.Point[0], 1e-7);
    }

    [Fact]
    public void FunctionIsEvaluatedInsideOnly()
    {
        double[] lower = [0.1, 0.3], upper = [0.7, 0.9];
        MinimizationResult result = Minimize(
            (x, g) =>
            {
                for (int i = 0; i < 2; i++)
                    Assert.InRange(x[i], lower[i], upper[i]);
                return Problems.Rosenbrock(x, g);
            },
            [0.2, 0.5],
            lower,
            upper);
        Assert.True(result.Converged);
        Assert.Equal(0.7, result.Point[0]);
    }

    [Fact]
    public void LinearFunctionGoesToTheCorner()
    {
        MinimizationResult result = Minimize(
            (x, g) =>
            {
                (g[0], g[1]) = (1, -2);
                return x[0] - 2 * x[1];
            },
            [0, 0],
            [-3, -3],
            [5, 1e9]);
        Assert.Equal(StopReason.GradientTolerance, result.Reason);
        Assert.Equal([-3, 1e9], result.Point);
    }

    [Fact]
    public void UnboundedDirectionIsNoticedDespiteOtherBounds()
    {
        MinimizationResult result = Minimize(
            (x, g) =>
            {
                (g[0], g[1]) = (1, -1);
                return x[0] - x[1];
            },
            [0, 0],
            [-1, 0],
            [1, Infinity]);
        Assert.Equal(StopReason.UnboundedBelow, result.Reason);
    }

    // The logarithm ends at the bound, where the minimum is not.
    [Fact]
    public void BarrierInsideTheBoundIsFine()
    {
        MinimizationResult result = Minimize(Problems.Barrier, [1e-3], [0], [1e3]);
        Assert.True(result.Converged);
        Assert.Equal(1, result.Point[0], 1e-7);
    }

    [Fact]
    public void BadBoundsAreRefused()
    {
        Assert.Throws<ArgumentException>("lower", () => Minimize(Problems.Rosenbrock, [1, 1], [0], [2, 2]));
        Assert.Throws<ArgumentException>("upper", () => Minimize(Problems.Rosenbrock, [1, 1], [0, 0], [2, 2, 2]));
        Assert.Throws<ArgumentException>("lower", () => Minimize(Problems.Rosenbrock, [1, 1], [0, 3], [2, 2]));
        Assert.Throws<ArgumentException>("lower", () => Minimize(Problems.Rosenbrock, [1, 1], [0, double.NaN], [2, 2]));
        Assert.Throws<ArgumentException>("upper", () => Minimize(Problems.Rosenbrock, [1, 1], [0, 0], [2, double.NaN]));
        Assert.Throws<ArgumentException>("lower", () => Minimize(Problems.Rosenbrock, [1, 1], [0, Infinity], [2, Infinity]));
        Assert.Throws<ArgumentException>("upper", () => Minimize(Problems.Rosenbrock, [1, 1], [0, -Infinity], [2, -Infinity]));
        Assert.Throws<ArgumentNullException>(() => Minimize(null!, [1, 1], [0, 0], [2, 2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LbfgsB { History = 0 });
    }

    [Fact]
    public void NonFiniteGradientUnderABoundIsANonFiniteStart()
        => Assert.Equal(
            StopReason.NonFiniteStart,
            Minimize(
                (_, g) =>
                {
                    (g[0], g[1]) = (double.NegativeInfinity, 0);
                    return 1;
                },
                [0, 0],
                [0, 0],
                [1, 1]).Reason);

    private static MinimizationResult Minimize(GradientFunction<double> f, double[] x0, double[] lower, double[] upper)
        => new LbfgsB().Minimize(f, x0, lower, upper);
}
