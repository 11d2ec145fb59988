using DiffGen.Minimizers;

namespace DiffGen.Tests.LeastSquares;

public class LeastSquaresBoundsTests
{
    private static readonly double[] Times = [0, 1, 2, 3, 4, 5];
    private static readonly double[] Values = [2.1, 1.2, 0.8, 0.45, 0.3, 0.12];

    public static TheoryData<Type> Methods => LeastSquaresMethods.All;

    /// <summary>With b held at 0.4, a is a linear least-squares problem.</summary>
    [Theory, MemberData(nameof(Methods))]
    public void SolutionAtABound(Type type)
    {
        LeastSquaresResult free = Create(type, null, null).Minimize(Residuals.Decay(Times, Values), 6, [1, 0.2]);
        Assert.True(free.Point[1] > 0.41);
        LeastSquaresResult result = Create(type, null, [double.PositiveInfinity, 0.4])
            .Minimize(Residuals.Decay(Times, Values), 6, [1, 0.2]);
        Assert.True(result.Converged, result.ToString());
        Assert.Equal(0.4, result.Point[1]);
        double above = 0, below = 0;
        for (int i = 0; i < Times.Length; i++)
        {
            double e = Math.Exp(-0.4 * Times[i]);
            above += e * Values[i];
            below += e * e;
        }

        Assert.Equal(above / below, result.Point[0], 1e-12);
        Assert.True(result.GradientNorm < 1e-10);

        // The other parameter's error is that of the linear problem, with 5 degrees of freedom.
        Assert.Equal((1, 5), (result.Rank, result.DegreesOfFreedom));
        Assert.Equal(Math.Sqrt(result.ResidualSumOfSquares / 5 / below), result.StandardErrors[0], 1e-12);
        Assert.Equal(double.NaN, result.StandardErrors[1]);
        Assert.Contains("at a bound", result.FullReport(), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Methods))]
    public void BoundsThatDontBindChangeNothing(Type type)
    {
        LeastSquaresResult free = Create(type, null, null).Minimize(Residuals.Decay(Times, Values), 6, [1, 0.2]);
        LeastSquaresResult wide = Create(type, [-100, -100], [100, 100]).Minimize(Residuals.Decay(Times, Values), 6, [1, 0.2]);
        Assert.Equal(free.Point, wide.Point);
        Assert.Equal(free.StandardErrors, wide.StandardErrors);
    }

    /// <summary>Rosenbrock's function with x₁ ≤ 0.5 has its minimum at (0.5, 0.25); with x₂ ≥ 1.5 its derivative by x₁ vanishes.</summary>
    [Theory, MemberData(nameof(Methods))]
    public void CurvedValleyAlongABound(Type type)
    {
        LeastSquaresResult left = Create(type, [-2, -2], [0.5, 2]).Minimize(Residuals.Rosenbrock, 2, [-1.2, 1]);
        Assert.True(left.Converged, left.ToString());
        Assert.Equal(0.5, left.Point[0]);
        Assert.Equal(0.25, left.Point[1], 1e-12);

        LeastSquaresResult above = Create(type, [-2, 1.5], [2, 3]).Minimize(Residuals.Rosenbrock, 2, [-1.2, 3]);
        Assert.True(above.Converged, above.ToString());
        Assert.Equal(1.5, above.Point[1]);
        double x = above.Point[0];
        Assert.Equal(0, -200 * x * (1.5 - x * x) - (1 - x), 1e-9);
    }

    [Theory, MemberData(nameof(Methods))]
    public void EveryPointIsWithin(Type type)
    {
        double[] lower = [-1.5, -0.5], upper = [0.8, 0.6];
        LeastSquaresResult result = Create(type, lower, upper).Minimize(
            (x, r, j) =>
            {
                for (int i = 0; i < 2; i++)
                    Assert.InRange(x[i], lower[i], upper[i]);
                Residuals.Rosenbrock(x, r, j);
            },
            2,
            [-9, 9]);
        Assert.True(result.Converged, result.ToString());
        Assert.Equal(0.6, result.Point[1]);
        Assert.True(result.Point[0] < 0.8);
    }

    [Theory, MemberData(nameof(Methods))]
    public void AllAtBounds(Type type)
    {
        LeastSquaresResult result = Create(type, [2, 3], [4, 3]).Minimize(Residuals.Rosenbrock, 2, [3, 3]);
        Assert.True(result.Converged, result.ToString());
        Assert.Equal([2, 3], result.Point);
        Assert.Equal(0, result.GradientNorm);
    }

    [Theory, MemberData(nameof(Methods))]
    public void ManyBounds(Type type)
    {
        // (xᵢ - tᵢ) + coupling, clipped to [0, 1]: with a diagonal Jacobian the solution is the clipped target.
        double[] targets = [-3, 0.2, 5, 0.9, -0.1, 1.1, 0.5, 30];
        LeastSquaresResult result = Create(type, new double[8], [1, 1, 1, 1, 1, 1, 1, 1]).Minimize(
            (x, r, j) =>
            {
                j.Clear();
                for (int i = 0; i < 8; i++)
                {
                    r[i] = Math.Sinh(x[i] - targets[i]);
                    j[9 * i] = Math.Cosh(x[i] - targets[i]);
                }
            },
            8,
            [0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5]);
        Assert.True(result.Converged, result.ToString());
        for (int i = 0; i < 8; i++)
            Assert.Equal(Math.Clamp(targets[i], 0, 1), result.Point[i], 1e-12);
    }

    [Theory, MemberData(nameof(Methods))]
    public void BoundsAreChecked(Type type)
    {
        Assert.Throws<ArgumentException>(() => Create(type, [0], null).Minimize(Residuals.Rosenbrock, 2, [1, 1]));
        Assert.Throws<ArgumentException>(() => Create(type, null, [0]).Minimize(Residuals.Rosenbrock, 2, [1, 1]));
        Assert.Throws<ArgumentException>(() => Create(type, [0, 2], [1, 1]).Minimize(Residuals.Rosenbrock, 2, [1, 1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LevenbergMarquardt { LowerBounds = [double.NaN] });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Dogleg { UpperBounds = [double.NegativeInfinity] });
    }

    [Fact]
    public void BoundsAreCopied()
    {
        double[] lower = [0, 0];
        var minimizer = new LevenbergMarquardt { LowerBounds = lower };
        lower[0] = 7;
        Assert.Equal([0, 0], minimizer.LowerBounds!);
    }

    private static LeastSquaresMinimizer Create(Type type, double[]? lower, double[]? upper) => LeastSquaresMethods.Create(
        type, (nameof(LeastSquaresMinimizer.LowerBounds), lower), (nameof(LeastSquaresMinimizer.UpperBounds), upper));
}
