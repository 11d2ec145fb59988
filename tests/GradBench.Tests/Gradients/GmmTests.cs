using DiffGen.GradBench.Objectives;
using DiffGen.Tests.Infrastructure;

namespace DiffGen.Tests.Gradients;

/// <summary>The Gaussian mixture: its value by densities, its gradient by differences.</summary>
public sealed class GmmTests
{
    [Theory]
    [InlineData(1, 1, 1, 0, 1.0)]
    [InlineData(1, 1, 4, 2, 1.5)]
    [InlineData(1, 3, 5, 2, 1.5)]
    [InlineData(2, 1, 6, 2, 1.5)]
    [InlineData(2, 5, 7, 0, 1.0)]
    [InlineData(3, 2, 5, 2, 1.5)]
    [InlineData(4, 3, 20, 1, 0.5)]
    public void Gradient_agrees_with_differences(int d, int k, int n, int m, double gamma)
    {
        int below = d * (d - 1) / 2;
        double[] x = Samples.Numbers(7, n * d), at = Samples.Numbers(8, k * (1 + 2 * d + below)), gradient = new double[at.Length];
        double value = Gmm.ObjectiveGradient(
            Alpha(at), Mu(at), Q(at), L(at), x, d, gamma, m, Alpha(gradient), Mu(gradient), Q(gradient), L(gradient));

        Close.SameBits(Objective(at), value, "value");
        Close.Vectors(Differences.Gradient(Objective, at), gradient, 1e-7, "gradient");

        double Objective(double[] p) => Gmm.Objective(Alpha(p), Mu(p), Q(p), L(p), x, d, gamma, m);
        Span<double> Alpha(double[] p) => p.AsSpan(0, k);
        Span<double> Mu(double[] p) => p.AsSpan(k, k * d);
        Span<double> Q(double[] p) => p.AsSpan(k + k * d, k * d);
        Span<double> L(double[] p) => p.AsSpan(k + 2 * k * d, k * below);
    }

    /// <summary>p(x) = Σ φ N(x; μ, Σ) and Wishart's density p(Σ⁻¹) with V = γ⁻²I and n = d + m + 1 degrees of freedom, by their definitions.</summary>
    [Theory]
    [InlineData(1, 4, 1.5)]
    [InlineData(3, 5, 1.5)]
    [InlineData(3, 2, 0.75)]
    public void Value_is_the_logarithm_of_the_densities(int d, int n, double gamma)
    {
        const int k = 2, m = 2;
        int below = d * (d - 1) / 2, degrees = d + m + 1;
        double[] alpha = Samples.Numbers(1, k), mu = Samples.Numbers(2, k * d), q = Samples.Numbers(3, k * d), l = Samples.Numbers(4, k * below);
        double[] x = Samples.Numbers(5, n * d);

        // Γ₁(2) = 1; Γ₃(3) = π^{3/2} Γ(3) Γ(5/2) Γ(2) = π^{3/2} · 2 · 3√π/4.
        double multivariateGamma = d == 1 ? 1 : Math.PI * Math.PI * 1.5;
        double likelihood = 1, prior = 1;
        for (int i = 0; i < n; i++)
            likelihood *= Enumerable.Range(0, k).Sum(c => Math.Exp(alpha[c]) / alpha.Sum(Math.Exp) * Normal(c, i));
        for (int c = 0; c < k; c++)
            prior *= Wishart(c);
        Close.Scalars(Math.Log(likelihood * prior), Gmm.Objective(alpha, mu, q, l, x, d, gamma, m), 1e-12, "log posterior");

        double Normal(int c, int i)
        {
            double[] difference = [.. Enumerable.Range(0, d).Select(j => x[i * d + j] - mu[c * d + j])];
            double squares = Enumerable.Range(0, d).Sum(r => Math.Pow(Enumerable.Range(0, d).Sum(s => Factor(c, r, s) * difference[s]), 2));
            return Math.Sqrt(Determinant(c)) * Math.Pow(2 * Math.PI, -0.5 * d) * Math.Exp(-0.5 * squares);
        }

        double Wishart(int c)
        {
            double trace = Enumerable.Range(0, d).Sum(r => Enumerable.Range(0, d).Sum(s => Factor(c, r, s) * Factor(c, r, s)));
            return Math.Pow(Determinant(c), 0.5 * (degrees - d - 1)) * Math.Exp(-0.5 * gamma * gamma * trace)
                / (Math.Pow(2, 0.5 * degrees * d) * Math.Pow(gamma, -degrees * d) * multivariateGamma);
        }

        // Of Σ⁻¹ = QᵀQ.
        double Determinant(int c) => Math.Exp(2 * Enumerable.Range(0, d).Sum(j => q[c * d + j]));

        double Factor(int c, int row, int column)
            => row == column ? Math.Exp(q[c * d + row])
                : row < column ? 0
                : l[c * below + column * (2 * d - column - 1) / 2 + row - column - 1];
    }
}
