using DiffGen.GradBench.Objectives;
using DiffGen.Tests.Infrastructure;

namespace DiffGen.Tests.Gradients;

/// <summary>The chain of differential equations, where the benchmark's own sizes underflow to zero: short chains.</summary>
public sealed class OdeTests
{
    public static TheoryData<int, int> Sizes
    {
        get
        {
            var sizes = new TheoryData<int, int>();
            foreach (int n in (int[])[1, 2, 3, 5, 8])
            {
                foreach (int steps in (int[])[1, 2, 7, 40])
                    sizes.Add(n, steps);
            }

            return sizes;
        }
    }

    [Theory, MemberData(nameof(Sizes))]
    public void Gradient_agrees_with_differences(int n, int steps)
    {
        double[] x = Coefficients(n), gradient = new double[n];
        Close.SameBits(Ode.Last(x, steps), Ode.LastGradient(x, steps, gradient), "value");
        Close.Vectors(Differences.Gradient(p => Ode.Last(p, steps), x), gradient, 1e-8, "gradient");
    }

    [Theory, MemberData(nameof(Sizes))]
    public void Pullback_of_the_solution_agrees_with_differences(int n, int steps)
    {
        double[] x = Coefficients(n), seed = Samples.Numbers(2, n), solution = new double[n], y = new double[n], dX = new double[n];
        Ode.Solve(x, steps, solution);
        Ode.SolvePullback(x, steps, y, dX, (double[])seed.Clone());
        Close.SameBits(solution, y, "solution");
        Close.Vectors(Differences.Gradient(Weighted, x), dX, 1e-8, "pullback");

        double Weighted(double[] p)
        {
            Ode.Solve(p, steps, solution);
            return solution.Zip(seed, (value, weight) => value * weight).Sum();
        }
    }

    /// <summary>yᵢ(t) = t^{i+1}/(i+1)! · x₀⋯xᵢ, at t = 2; so ∂yₙ₋₁/∂xⱼ = yₙ₋₁/xⱼ. The method is exact for powers up to four.</summary>
    [Theory]
    [InlineData(1, 1, 1e-14)]
    [InlineData(4, 1, 1e-14)]
    [InlineData(4, 10, 1e-13)]
    [InlineData(5, 2000, 1e-11)]
    [InlineData(8, 2000, 1e-9)]
    public void Solution_approaches_the_closed_form(int n, int steps, double tolerance)
    {
        double[] x = Coefficients(n), y = new double[n], gradient = new double[n], exact = new double[n];
        double power = 1;
        for (int i = 0; i < n; i++)
            exact[i] = power *= 2 * x[i] / (i + 1);

        Ode.Solve(x, steps, y);
        for (int i = 0; i < n; i++)
            Close.Scalars(exact[i], y[i], tolerance, $"y[{i}]");
        Close.Scalars(exact[^1], Ode.LastGradient(x, steps, gradient), tolerance, "value");
        for (int i = 0; i < n; i++)
            Close.Scalars(exact[^1] / x[i], gradient[i], tolerance, $"gradient[{i}]");
    }

    // Away from 0, so that no product underflows.
    private static double[] Coefficients(int n) => [.. Samples.Numbers(1, n).Select(x => x < 0 ? x - 0.25 : x + 0.25)];
}
