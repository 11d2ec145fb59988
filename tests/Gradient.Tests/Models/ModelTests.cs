using DiffGen.Tests.Infrastructure;

namespace DiffGen.Tests.Models;

/// <summary>A class with [Parameter] properties: one flat buffer, its layout, its gradients.</summary>
public sealed class ModelTests
{
    private static readonly double[] Features = [0.5, -1, 1.5, 0.25, -0.75, 2];

    private static readonly double[] Labels = [1, 0, 1];

    [Fact]
    public void Parameters_are_slices_of_one_buffer_in_declaration_order()
    {
        var network = new TinyNetwork();
        network.Hidden[0] = 7;
        network.HiddenBias[1] = 8;
        network.Output[2] = 9;
        network.Bias = 10;
        Assert.Equal(13, network.Parameters.Length);
        Assert.Equal(7, network.Parameters[0]);
        Assert.Equal(8, network.Parameters[7]);
        Assert.Equal(9, network.Parameters[11]);
        Assert.Equal(10, network.Parameters[12]);
    }

    [Fact]
    public void Layout_names_every_parameter()
    {
        ParameterLayout layout = new TinyNetwork().Layout;
        Assert.Equal(13, layout.Length);
        Assert.Equal(["Hidden", "HiddenBias", "Output", "Bias"], layout.Entries.ToArray().Select(entry => entry.Name));
        Assert.Equal([0, 6, 9, 12], layout.Entries.ToArray().Select(entry => entry.Offset));
        Assert.Equal([3, 2], layout.Entries[0].Shape.ToArray());
        Assert.Empty(layout.Entries[3].Shape.ToArray());
    }

    [Fact]
    public void It_is_a_model()
    {
        IModel<double> model = new TinyNetwork();
        Assert.Equal(13, model.Parameters.Length);
    }

    [Theory, InlineData(0), InlineData(1), InlineData(2)]
    public void Gradient_of_a_sample_agrees_with_differences(int sample)
    {
        var network = new TinyNetwork();
        double[] gradient = new double[13];
        gradient.AsSpan().Fill(double.NaN);
        double value = network.LossGradient(Sample(sample), Labels[sample], gradient);
        Close.SameBits(network.Loss(Sample(sample), Labels[sample]), value, "value");
        Close.Vectors(Differences.Gradient(At, network.Parameters.ToArray()), gradient, 1e-8, "gradient");

        double At(double[] parameters)
        {
            var other = new TinyNetwork();
            parameters.CopyTo(other.Parameters);
            return other.Loss(Sample(sample), Labels[sample]);
        }
    }

    [Fact]
    public void Pullback_of_a_sample_adds()
    {
        var network = new TinyNetwork();
        double[] gradient = new double[13];
        network.LossGradient(Sample(0), Labels[0], gradient);
        double[] added = [.. Enumerable.Repeat(2.0, 13)];
        network.LossPullback(Sample(0), Labels[0], -3, added);
        Close.Vectors([.. gradient.Select(x => 2 - 3 * x)], added, 1e-14, "pullback");
    }

    [Fact]
    public void Batch_is_the_mean_of_the_samples()
    {
        var network = new TinyNetwork();
        double[] mean = new double[13];
        double value = MeanOfSamples(network, mean);
        double[] gradient = new double[13];
        gradient.AsSpan().Fill(double.NaN);
        Close.Scalars(value, network.LossBatch(Features, Labels, 3), 1e-13, "value");
        Close.Scalars(value, network.LossBatchGradient(Features, Labels, 3, gradient), 1e-13, "value");
        Close.Vectors(mean, gradient, 1e-13, "gradient");
    }

    [Fact]
    public void Batch_pullback_adds_the_seeded_sum()
    {
        var network = new TinyNetwork();
        double[] mean = new double[13];
        double value = MeanOfSamples(network, mean);
        double[] added = [.. Enumerable.Repeat(2.0, 13)];
        double sum = network.LossBatchPullback(Features, Labels, 3, 0.5, added);
        Close.Scalars(3 * value, sum, 1e-13, "value");
        Close.Vectors([.. mean.Select(x => 2 + 1.5 * x)], added, 1e-13, "pullback");
    }

    [Theory, InlineData(1), InlineData(7), InlineData(8), InlineData(33), InlineData(100)]
    public void Every_batch_size_agrees_with_its_samples(int count)
    {
        var network = new TinyNetwork();
        double[] features = [.. Enumerable.Range(0, 2 * count).Select(i => Math.Sin(i * 1.7))];
        double[] labels = [.. Enumerable.Range(0, count).Select(i => (double)(i % 2))];
        double[] mean = new double[13];
        double value = 0;
        double[] one = new double[13];
        for (int i = 0; i < count; i++)
        {
            value += network.LossGradient(features.AsSpan(2 * i, 2), labels[i], one) / count;
            for (int k = 0; k < 13; k++)
                mean[k] += one[k] / count;
        }

        double[] gradient = new double[13];
        Close.Scalars(value, network.LossBatchGradient(features, labels, count, gradient), 1e-12, "value");
        Close.Vectors(mean, gradient, 1e-12, "gradient");
    }

    [Fact]
    public void Batch_gradient_allocates_nothing_in_steady_state()
    {
        var network = new TinyNetwork();
        double[] gradient = new double[13];
        for (int i = 0; i < 3; i++)
            network.LossBatchGradient(Features, Labels, 3, gradient);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 10; i++)
            network.LossBatchGradient(Features, Labels, 3, gradient);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static ReadOnlySpan<double> Sample(int index) => Features.AsSpan(2 * index, 2);

    private static double MeanOfSamples(TinyNetwork network, double[] mean)
    {
        double value = 0;
        double[] one = new double[mean.Length];
        for (int i = 0; i < Labels.Length; i++)
        {
            value += network.LossGradient(Sample(i), Labels[i], one) / Labels.Length;
            for (int k = 0; k < mean.Length; k++)
                mean[k] += one[k] / Labels.Length;
        }

        return value;
    }
}
