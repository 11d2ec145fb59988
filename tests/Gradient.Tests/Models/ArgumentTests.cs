namespace DiffGen.Tests.Models;

/// <summary>Lengths and overlaps are checked on entry, before anything is written.</summary>
public sealed class ArgumentTests
{
    [Theory, InlineData(1), InlineData(4), InlineData(0)]
    public void Gradient_has_the_length_of_its_parameter(int length)
    {
        double[] dA = new double[length];
        double[] dB = [7, 7];
        double[] scratch = [5, 5];
        Array.Fill(dA, 3);
        ArgumentException error = Assert.ThrowsAny<ArgumentException>(
            () => Regression.ProductGradient([1, 2], [3, 4], scratch, dA, dB));
        ArgumentChecks.Names(error, "dA", 2, length);
        Assert.All(dA, x => Assert.Equal(3, x));
        Assert.Equal([7, 7], dB);
        Assert.Equal([5, 5], scratch);
    }

    [Fact]
    public void Last_length_is_checked_before_the_first_output_is_written()
    {
        double[] dA = [3, 3];
        double[] dB = [7, 7, 7];
        ArgumentException error = Assert.ThrowsAny<ArgumentException>(
            () => Regression.ProductGradient([1, 2], [3, 4], new double[2], dA, dB));
        ArgumentChecks.Names(error, "dB", 2, 3);
        Assert.Equal([3, 3], dA);
    }

    [Fact]
    public void Pullback_checks_the_length_of_the_seed_of_a_written_span()
    {
        double[] dA = [3, 3];
        ArgumentException error = Assert.ThrowsAny<ArgumentException>(
            () => Regression.ProductPullback([1, 2], [3, 4], new double[2], 1, dA, new double[2], new double[5]));
        ArgumentChecks.Names(error, "dScratch", 2, 5);
        Assert.Equal([3, 3], dA);
    }

    [Fact]
    public void Parameter_gradient_has_the_length_of_the_model()
    {
        double[] gradient = [.. Enumerable.Repeat(5.0, 12)];
        ArgumentException error = Assert.ThrowsAny<ArgumentException>(
            () => new TinyNetwork().LossGradient([1, 2], 1, gradient));
        ArgumentChecks.Names(error, "dParameters", 13, 12);
        Assert.All(gradient, x => Assert.Equal(5, x));
    }

    [Fact]
    public void Gradient_may_not_overlap_an_input()
    {
        double[] shared = [1, 2, 3];
        ArgumentException error = Assert.ThrowsAny<ArgumentException>(
            () => Regression.ProductGradient(shared.AsSpan(0, 2), [3, 4], new double[2], shared.AsSpan(1, 2), new double[2]));
        Assert.Contains("dA", error.Message, StringComparison.Ordinal);
        Assert.Equal([1, 2, 3], shared);
    }

    [Fact]
    public void Gradients_may_not_overlap_each_other()
    {
        double[] shared = [1, 2, 3];
        Assert.ThrowsAny<ArgumentException>(
            () => Regression.ProductGradient([1, 2], [3, 4], new double[2], shared.AsSpan(0, 2), shared.AsSpan(1, 2)));
        Assert.Equal([1, 2, 3], shared);
    }

    [Fact]
    public void Scratch_may_not_overlap_an_input()
    {
        double[] shared = [1, 2, 3];
        Assert.ThrowsAny<ArgumentException>(
            () => Regression.ProductGradient(shared.AsSpan(0, 2), [3, 4], shared.AsSpan(1, 2), new double[2], new double[2]));
        Assert.Equal([1, 2, 3], shared);
    }

    [Fact]
    public void Inputs_that_are_only_read_may_be_the_same()
    {
        double[] both = [1, 2];
        double[] dA = new double[2];
        double[] dB = new double[2];
        Regression.ProductGradient(both, both, new double[2], dA, dB);
        Assert.Equal([2, 16], dA);
        Assert.Equal([2, 16], dB);
    }

    [Fact]
    public void Null_array_is_refused_by_name()
    {
        double[] gradient = [1];
        Assert.Throws<ArgumentNullException>("a", () => Conformance.CountedLoops.C3Gradient(null!, gradient));
        Assert.Equal([1], gradient);
    }

    [Fact]
    public void Empty_arrays_give_empty_gradients() =>
        Assert.Equal(1, Conformance.CountedLoops.C3Gradient([], []));

    [Fact]
    public void What_the_method_throws_the_gradient_throws_and_writes_nothing()
    {
        double[] dA = [3, 3, 3];
        double[] dB = [7];
        Assert.Throws<IndexOutOfRangeException>(
            () => Regression.ProductGradient([1, 2, 3], [4], new double[3], dA, dB));
        Assert.Equal([3, 3, 3], dA);
        Assert.Equal([7], dB);
    }

    [Fact]
    public void NaN_in_gives_NaN_out()
    {
        double[] gradient = new double[2];
        Assert.True(double.IsNaN(Conformance.CountedLoops.C3Gradient([double.NaN, 2], gradient)));
        Assert.Equal(2, gradient[0]);
        Assert.True(double.IsNaN(gradient[1]));
    }
}
