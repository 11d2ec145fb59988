using DiffGen.Minimizers;
using DiffGen.Numerics;

namespace DiffGen.Tests.Minimizers;

/// <summary>The subproblem of the exact trust region.</summary>
public class MoreSorensenTests
{
    [Fact]
    public void InteriorMinimumIsTheNewtonStep()
    {
        double[] p = Solve([4, 1, 1, 3], [1, 2], radius: 10);
        Assert.Equal(-1.0 / 11, p[0], 1e-15);
        Assert.Equal(-7.0 / 11, p[1], 1e-15);
    }

    [Fact]
    public void LongNewtonStepEndsOnTheBoundary()
    {
        double[] p = Solve([4, 1, 1, 3], [10, 20], radius: 0.5);
        Assert.Equal(0.5, VectorMath.Norm(p), 0.005);
    }

    // B = diag(-2, 1), g = (0, 1): g has no part along the eigenvector of -2. λ = 2, so p₁ = -1/3 and p₀ = ±√(Δ² - 1/9).
    [Fact]
    public void HardCase()
    {
        double[] p = Solve([-2, 0, 0, 1], [0, 1], radius: 1);
        Assert.Equal(-1.0 / 3, p[1], 0.02);
        Assert.Equal(Math.Sqrt(1 - 1.0 / 9), Math.Abs(p[0]), 0.02);
    }

    [Fact]
    public void HardCaseWithoutGradient()
    {
        double[] p = Solve([1, 0, 0, 0, -3, 0, 0, 0, 2], [0, 0, 0], radius: 2);
        Assert.Equal(0, p[0], 0.05);
        Assert.Equal(2, Math.Abs(p[1]), 0.03);
        Assert.Equal(0, p[2], 0.05);
    }

    [Fact]
    public void AlmostHardCase()
    {
        double[] matrix = [-2, 0, 0, 1], g = [1e-12, 1];
        Assert.True(Model(matrix, g, Solve(matrix, g, radius: 1)) <= 0.98 * Best(matrix, g, 1));
    }

    // In two dimensions the minimum on the boundary is found by trying all angles.
    [Fact]
    public void RandomMatricesOfTwoRows()
    {
        var random = new Xoshiro256StarStar(5);
        for (int round = 0; round < 300; round++)
        {
            double scale = Math.Pow(10, 6 * random.NextDouble() - 3);
            double off = random.NextNormal() * scale;
            double[] matrix = [random.NextNormal() * scale, off, off, random.NextNormal() * scale];
            double[] g = [random.NextNormal(), round % 3 == 0 ? 0 : random.NextNormal()];
            double radius = Math.Pow(10, 4 * random.NextDouble() - 2);
            double[] p = Solve(matrix, g, radius);
            Assert.True(VectorMath.Norm(p) <= 1.0101 * radius);
            Assert.True(Model(matrix, g, p) <= 0.97 * Best(matrix, g, radius), $"round {round}");
        }
    }

    [Fact]
    public void NothingToGainGivesNoStep() => Assert.Equal([0, 0], Solve([2, 0, 0, 3], [0, 0], radius: 1));

    // A saddle: the gradient at the start has no part along the way down, so only the hard case's step leaves it.
    [Fact]
    public void LeavesASaddle()
    {
        MinimizationResult result = new TrustRegionExact().Minimize(
            (x, g, h) =>
            {
                double y = x[1];
                g[0] = 2 * x[0];
                g[1] = 4 * y * (y * y - 1);
                h.Clear();
                h[0] = 2;
                h[3] = 12 * y * y - 4;
                return x[0] * x[0] + (y * y - 1) * (y * y - 1);
            },
            [1.0, 0.0]);
        Assert.Equal(StopReason.GradientTolerance, result.Reason);
        Assert.Equal(0, result.Value, 1e-14);
        Assert.Equal(1, Math.Abs(result.Point[1]), 1e-8);
    }

    [Fact]
    public void NewtonsMethodIsExactOnAParabola()
    {
        MinimizationResult result = new TrustRegionExact { InitialRadius = 100 }.Minimize(
            (x, g, h) =>
            {
                (g[0], g[1]) = (4 * x[0] + x[1] - 1, x[0] + 3 * x[1] - 2);
                (h[0], h[1], h[2], h[3]) = (4, 1, 1, 3);
                return 2 * x[0] * x[0] + x[0] * x[1] + 1.5 * x[1] * x[1] - x[0] - 2 * x[1];
            },
            [5.0, -5.0]);
        Assert.Equal((StopReason.GradientTolerance, 1, 2), (result.Reason, result.Iterations, result.Evaluations));
    }

    [Fact]
    public void OptionsAreChecked()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new TrustRegionExact { InitialRadius = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new TrustRegionNewton { MaxRadius = double.NaN });
        Assert.Throws<ArgumentNullException>(() => new TrustRegionNewton().Minimize((_, _) => 0, null!, [1]));
        Assert.Throws<ArgumentNullException>(() => new NewtonCg().Minimize((_, _) => 0, null!, [1]));
    }

    private static double[] Solve(double[] matrix, double[] g, double radius)
    {
        var p = new double[g.Length];
        new MoreSorensen(g.Length).Solve(matrix, g, radius, p);
        return p;
    }

    private static double Model(double[] matrix, double[] g, double[] p)
    {
        var image = new double[p.Length];
        VectorMath.MultiplySymmetric(matrix, p, image);
        return VectorMath.Dot(g, p) + 0.5 * VectorMath.Dot(p, image);
    }

    // The least value within the radius: on the boundary, or inside at the Newton step.
    private static double Best(double[] matrix, double[] g, double radius)
    {
        double best = 0;
        for (int i = 0; i < 20_000; i++)
        {
            double angle = 2 * Math.PI * i / 20_000;
            best = Math.Min(best, Model(matrix, g, [radius * Math.Cos(angle), radius * Math.Sin(angle)]));
        }

        double determinant = matrix[0] * matrix[3] - matrix[1] * matrix[1];
        double[] newton = [(-g[0] * matrix[3] + g[1] * matrix[1]) / determinant, (-g[1] * matrix[0] + g[0] * matrix[1]) / determinant];
        if (matrix[0] > 0 && determinant > 0 && VectorMath.Norm(newton) <= radius)
            best = Math.Min(best, Model(matrix, g, newton));
        return best;
    }
}
