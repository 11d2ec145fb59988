using DiffGen;
using DiffGen.Minimizers;
using DiffGen.Numerics;

namespace DiffGen.Tests.Minimizers;

public class MultiStartTests
{
    private static readonly (double X, double Y)[] HimmelblauMinima =
        [(3, 2), (-2.805118086952745, 3.131312518250573), (-3.779310253377747, -3.283185991286170), (3.584428340330492, -1.848126526964404)];

    public static TheoryData<StartingPoints, ulong> Sets { get; } =
        new() { { StartingPoints.Sobol, 0 }, { StartingPoints.LatinHypercube, 0 }, { StartingPoints.LatinHypercube, 17 } };

    [Theory, MemberData(nameof(Sets))]
    public void HimmelblauHasFourMinima(StartingPoints points, ulong seed)
    {
        foreach (IMinimizer minimizer in (IMinimizer[])[new Lbfgs(), new Bfgs(), new ConjugateGradient()])
        {
            MultiStartResult result = new MultiStart { Points = points, Seed = seed }
                .Minimize(minimizer, Problems.Himmelblau, [-5, -5], [5, 5]);
            Assert.Equal(4, result.Minima.Count);
            foreach ((double x, double y) in HimmelblauMinima)
                Assert.Contains(result.Minima, run => Math.Abs(run.Point[0] - x) < 1e-7 && Math.Abs(run.Point[1] - y) < 1e-7);
            Assert.Equal(0, result.Best.Value, 1e-14);
            Assert.Equal(32, result.Runs.Count);
            Assert.Equal(result.Runs.Sum(run => run.Evaluations), result.Evaluations);
        }
    }

    // The box isn't centred on the minimum, which the first point of the sequence would hit otherwise. 64 starts in two
    // dimensions, 512 in three.
    [Theory]
    [InlineData(2, 64, StartingPoints.Sobol)]
    [InlineData(2, 64, StartingPoints.LatinHypercube)]
    [InlineData(3, 512, StartingPoints.Sobol)]
    public void RastriginHasItsGlobalMinimum(int n, int count, StartingPoints points)
    {
        double[] lower = [.. Enumerable.Repeat(-4.6, n)], upper = [.. Enumerable.Repeat(5.3, n)];
        MultiStartResult result = new MultiStart { Count = count, Points = points }
            .Minimize(x0 => new LbfgsB().Minimize(Problems.Rastrigin, x0, lower, upper), lower, upper);
        Assert.Equal(0, result.Best.Value, 1e-12);
        Assert.All(result.Best.Point, x => Assert.Equal(0, x, 1e-8));
        Assert.True(result.Minima.Count > 10);
        Assert.Equal(result.Minima.OrderBy(run => run.Value), result.Minima);
        Assert.Same(result.Minima[0], result.Best);
    }

    [Theory, MemberData(nameof(Sets))]
    public void IsDeterministic(StartingPoints points, ulong seed)
    {
        var multiStart = new MultiStart { Points = points, Seed = seed, Count = 8 };
        MultiStartResult first = multiStart.Minimize(new Lbfgs(), Problems.Himmelblau, [-5, -5], [5, 5]);
        MultiStartResult second = multiStart.Minimize(new Lbfgs(), Problems.Himmelblau, [-5, -5], [5, 5]);
        Assert.Equal(first.Runs.Select(run => run.Value), second.Runs.Select(run => run.Value));
    }

    [Fact]
    public void NothingConvergedStillHasABest()
    {
        MultiStartResult result = new MultiStart { Count = 4 }.Minimize(
            new Lbfgs(),
            (x, g) =>
            {
                g[0] = 1;
                return x[0] > 0 ? double.NaN : x[0];
            },
            [-1],
            [1]);
        Assert.Empty(result.Minima);
        Assert.Equal(StopReason.UnboundedBelow, result.Best.Reason);
        Assert.Contains(result.Runs, run => run.Reason == StopReason.NonFiniteStart);
    }

    [Fact]
    public void CancellationLeavesWhatThereIs()
    {
        using var source = new CancellationTokenSource();
        int searches = 0;
        MultiStartResult result = new MultiStart { CancellationToken = source.Token }.Minimize(
            x0 =>
            {
                if (++searches == 5)
                    source.Cancel();
                return new Lbfgs().Minimize(Problems.Himmelblau, x0);
            },
            [-5, -5],
            [5, 5]);
        Assert.Equal(5, result.Runs.Count);
    }

    [Fact]
    public void BadArgumentsAreRefused()
    {
        var multiStart = new MultiStart();
        Assert.Throws<ArgumentNullException>(() => multiStart.Minimize(null!, Problems.Himmelblau, [-5, -5], [5, 5]));
        Assert.Throws<ArgumentNullException>(() => multiStart.Minimize(new Lbfgs(), null!, [-5, -5], [5, 5]));
        Assert.Throws<ArgumentNullException>(() => multiStart.Minimize(null!, [-5, -5], [5, 5]));
        Assert.Throws<ArgumentException>("upper", () => multiStart.Minimize(new Lbfgs(), Problems.Himmelblau, [-5, -5], [5]));
        Assert.Throws<ArgumentException>("lower", () => multiStart.Minimize(new Lbfgs(), Problems.Himmelblau, [6, -5], [5, 5]));
        Assert.Throws<ArgumentException>("lower", () => multiStart.Minimize(new Lbfgs(), Problems.Himmelblau, [double.NegativeInfinity, -5], [5, 5]));
        Assert.Throws<ArgumentException>("upper", () => multiStart.Minimize(new Lbfgs(), Problems.Himmelblau, [-5, -5], [double.PositiveInfinity, 5]));
        Assert.Throws<ArgumentException>("lower", () => multiStart.Minimize(new Lbfgs(), Problems.Himmelblau, new double[41], new double[41]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new MultiStart { Count = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new MultiStart { DistinctTolerance = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new MultiStart { Points = (StartingPoints)7 });
    }

    [Fact]
    public void SobolBeginsAsPublished()
        => Assert.Equal(
            [0.5, 0.5, 0.5, 0.75, 0.25, 0.25, 0.25, 0.75, 0.75, 0.375, 0.375, 0.625, 0.875, 0.875, 0.125],
            PointSets.Sobol(5, 3));

    // In each dimension, 2ᵏ - 1 points and the origin have exactly one in every interval of length 2⁻ᵏ; so have all neighbouring
    // pairs of dimensions in a fine enough grid, which bad direction numbers wouldn't.
    [Fact]
    public void SobolFillsEveryDimension()
    {
        const int count = 255, n = SobolNumbers.MaxDimension;
        double[] points = PointSets.Sobol(count, n);
        for (int j = 0; j < n; j++)
        {
            int[] hits = [.. Enumerable.Range(0, count).Select(i => (int)(points[i * n + j] * 256)).Order()];
            Assert.Equal(Enumerable.Range(1, 255), hits);
        }

        double[] many = PointSets.Sobol(4095, n);
        for (int j = 1; j < n; j++)
        {
            int[] cells = [.. Enumerable.Range(0, 4095).Select(i => (int)(many[i * n + j] * 4) * 4 + (int)(many[i * n + j - 1] * 4))];
            Assert.All(cells.CountBy(cell => cell), cell => Assert.InRange(cell.Value, 128, 512));
            Assert.Equal(16, cells.Distinct().Count());
        }
    }

    [Fact]
    public void LatinHypercubeHasOnePointPerInterval()
    {
        const int count = 50, n = 3;
        double[] points = PointSets.LatinHypercube(count, n, new Xoshiro256StarStar(3));
        for (int j = 0; j < n; j++)
            Assert.Equal(Enumerable.Range(0, count), Enumerable.Range(0, count).Select(i => (int)(points[i * n + j] * count)).Order());
    }
}
