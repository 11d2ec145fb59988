using DiffGen.GradBench.Objectives;
using DiffGen.Tests.Infrastructure;

namespace DiffGen.Tests.Gradients;

/// <summary>The logarithm of a sum of exponentials: its gradient is the softmax.</summary>
public sealed class LseTests
{
    [Theory, InlineData(1), InlineData(2), InlineData(9)]
    public void Gradient_agrees_with_differences(int n)
    {
        double[] x = Samples.Numbers(1, n), gradient = new double[n];
        Close.SameBits(Lse.LogSumExp(x), Lse.LogSumExpGradient(x, gradient), "value");
        Close.Vectors(Differences.Gradient(p => Lse.LogSumExp(p), x), gradient, 1e-9, "gradient");
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(1, 1, -1)]
    [InlineData(800, 799, 800)]
    [InlineData(-800, -801, -900)]
    public void Gradient_is_the_softmax(double a, double b, double c)
    {
        double[] x = [a, b, c], gradient = new double[3];
        double value = Lse.LogSumExpGradient(x, gradient);
        double[] softmax = [.. x.Select(each => Math.Exp(each - value))];
        Close.Vectors(softmax, gradient, 1e-12, "gradient");
    }
}
