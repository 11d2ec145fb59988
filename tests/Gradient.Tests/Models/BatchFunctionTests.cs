using DiffGen.Tests.Infrastructure;

namespace DiffGen.Tests.Models;

/// <summary>[Batch] on the parameters of a static method.</summary>
public sealed class BatchFunctionTests
{
    private static readonly double[] X = [0.5, -1, 1.5, 0.25, 3, -2];

    private static readonly double[] Y = [1, 0, 1, -4, 2.5, 0.75];

    [Fact]
    public void Gradient_of_one_sample_is_with_respect_to_the_parameters_only()
    {
        double[] gradient = new double[3];
        double value = Regression.SquaredErrorGradient([1, 2, 3], 0.5, 1, gradient);
        Assert.Equal(Regression.SquaredError([1, 2, 3], 0.5, 1), value);
        Close.Vectors([3.5, 1.75, 0.875], gradient, 1e-14, "gradient");
    }

    [Fact]
    public void Span_parameters_get_the_mean_gradient()
    {
        double[] theta = [1, 2, 3];
        double[] gradient = [double.NaN, double.NaN, double.NaN];
        double value = Regression.SquaredErrorBatchGradient(theta, X, Y, X.Length, gradient);
        Close.Scalars(Mean(theta), value, 1e-13, "value");
        Close.Scalars(Mean(theta), Regression.SquaredErrorBatch(theta, X, Y, X.Length), 1e-13, "value");
        Close.Vectors(Differences.Gradient(Mean, theta), gradient, 1e-8, "gradient");

        static double Mean(double[] theta) => X.Zip(Y, (x, y) => Regression.SquaredError(theta, x, y)).Average();
    }

    [Fact]
    public void Scalar_parameters_get_the_mean_gradient_of_a_branching_loss()
    {
        double value = Regression.HuberBatchGradient(0.7, -0.2, X, Y, X.Length, out double dSlope, out double dOffset);
        Close.Scalars(Mean([0.7, -0.2]), value, 1e-13, "value");
        Close.Vectors(Differences.Gradient(Mean, [0.7, -0.2]), [dSlope, dOffset], 1e-8, "gradient");

        static double Mean(double[] at) => X.Zip(Y, (x, y) => Regression.Huber(at[0], at[1], x, y)).Average();
    }

    [Theory, InlineData(0), InlineData(-1), InlineData(int.MinValue)]
    public void Count_below_one_is_refused(int count)
    {
        double[] gradient = [1, 2, 3];
        Assert.Throws<ArgumentOutOfRangeException>(
            "count", () => Regression.SquaredErrorBatchGradient([1, 2, 3], [], [], count, gradient));
        Assert.Throws<ArgumentOutOfRangeException>("count", () => Regression.SquaredErrorBatch([1, 2, 3], [], [], count));
        Assert.Equal([1, 2, 3], gradient);
    }

    [Fact]
    public void Length_of_a_scalar_batch_is_the_count()
    {
        double[] gradient = [1, 2, 3];
        ArgumentException error = Assert.ThrowsAny<ArgumentException>(
            () => Regression.SquaredErrorBatchGradient([1, 2, 3], X, Y.AsSpan(0, 4), 6, gradient));
        ArgumentChecks.Names(error, "y", 6, 4);
        Assert.Equal([1, 2, 3], gradient);
    }

    [Fact]
    public void Length_of_a_span_batch_is_a_multiple_of_the_count()
    {
        var network = new TinyNetwork();
        double[] gradient = [.. Enumerable.Repeat(5.0, 13)];
        ArgumentException error = Assert.ThrowsAny<ArgumentException>(
            () => network.LossBatchGradient(new double[7], [1, 0, 1], 3, gradient));
        Assert.Equal("features", error.ParamName);
        Assert.All(gradient, x => Assert.Equal(5, x));
    }
}
