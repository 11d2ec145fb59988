using DiffGen.GradBench.Objectives;
using DiffGen.Tests.Infrastructure;
using DiffGen.Workspaces;

namespace DiffGen.Tests;

/// <summary>How the scratch memory of gradients grows with the number of data.</summary>
public sealed class MemoryTests
{
    [Fact]
    public void Llsq_needs_the_same_for_any_number_of_points()
    {
        double[] x = Samples.Numbers(1, 16), gradient = new double[16];
        Assert.Equal(Bytes(2_000), Bytes(32_000));

        long Bytes(int n) => Scratch.Of(() => Llsq.LossGradient(x, n, gradient));
    }

    [Fact]
    public void Gmm_needs_the_same_for_any_number_of_points()
    {
        const int d = 2, k = 5;
        double[] alpha = Samples.Numbers(1, k), mu = Samples.Numbers(2, k * d), q = Samples.Numbers(3, k * d), l = Samples.Numbers(4, k);
        double[] dAlpha = new double[k], dMu = new double[k * d], dQ = new double[k * d], dL = new double[k];
        Assert.Equal(Bytes(2_000), Bytes(32_000));

        long Bytes(int n)
        {
            double[] x = Samples.Numbers(5, n * d);
            return Scratch.Of(() => Gmm.ObjectiveGradient(alpha, mu, q, l, x, d, 1, 0, dAlpha, dMu, dQ, dL));
        }
    }

    /// <summary>The result has an element per datum, so has the scratch memory. Each further chunk of a workspace is twice as large as the one before,
    /// so two buffers of n numbers may take three.</summary>
    [Fact]
    public void Lse_needs_at_most_three_numbers_per_element()
    {
        const int few = 20_000, many = 100_000;
        Assert.InRange(Bytes(many) - Bytes(few), 0, (many - few) * 3L * sizeof(double));

        static long Bytes(int n)
        {
            double[] x = Samples.Numbers(1, n), gradient = new double[n];
            return Scratch.Of(() => Lse.LogSumExpGradient(x, gradient));
        }
    }

    [Fact]
    public void Measurement_sees_what_a_workspace_takes()
    {
        Assert.InRange(Bytes(100_000), 100_000 * sizeof(double), 110_000 * sizeof(double));

        static long Bytes(int n) => Scratch.Of(() =>
        {
            using var workspace = Workspace.Rent();
            workspace.Buffer<double>(n);
        });
    }
}
