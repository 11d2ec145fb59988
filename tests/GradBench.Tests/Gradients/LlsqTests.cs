using DiffGen.GradBench.Objectives;
using DiffGen.Tests.Infrastructure;

namespace DiffGen.Tests.Gradients;

/// <summary>Least squares: values by hand, the gradient by differences.</summary>
public sealed class LlsqTests
{
    [Theory]
    [InlineData(1, 2)]
    [InlineData(3, 3)]
    [InlineData(5, 16)]
    [InlineData(12, 7)]
    public void Gradient_agrees_with_differences(int length, int n)
    {
        double[] x = Samples.Numbers(1, length), gradient = new double[length];
        Close.SameBits(Llsq.Loss(x, n), Llsq.LossGradient(x, n, gradient), "value");
        Close.Vectors(Differences.Gradient(p => Llsq.Loss(p, n), x), gradient, 1e-9, "gradient");
    }

    /// <summary>At −1, 0, 1 the polynomial a + bt is a − b, a, a + b, and the sign −1, 0, 1.</summary>
    [Fact]
    public void Value_and_gradient_are_those_of_the_formula()
    {
        const double a = 0.5, b = -0.25;
        double[] errors = [-1 - (a - b), -a, 1 - (a + b)], gradient = new double[2];
        double value = Llsq.LossGradient([a, b], 3, gradient);
        Close.Scalars(0.5 * errors.Sum(error => error * error), value, 1e-15, "value");
        Close.Vectors([-errors.Sum(), errors[0] - errors[2]], gradient, 1e-15, "gradient");
    }
}
