using DiffGen.Tests.Infrastructure;

namespace DiffGen.Tests.Models;

/// <summary>Ref structs with [Parameter] properties: views on slices of parameters, in models, in each other, as arguments.</summary>
public sealed class LayerTests
{
    private const int Count = 10 + 9 + 2 + 10 + 5 + 1;

    private static readonly double[] Features = [0.5, -1, 1.5, 0.25, -0.75, 2];

    private static readonly double[] Labels = [1, 0, 1];

    private static double[] Theta(int length) => [.. Enumerable.Range(0, length).Select(i => 0.7 * Math.Sin((2.1 * i) + 0.5))];

    [Fact]
    public void Layers_are_slices_of_one_buffer_in_declaration_order()
    {
        var network = new LayeredNetwork();
        Assert.Equal(Count, network.Parameters.Length);
        network.Hidden.B[1] = 7;
        network.Middle.Second.W[5] = 8;
        network.Offset = 9;
        Assert.Equal(7, network.Parameters[7]);
        Assert.Equal(8, network.Parameters[10 + 9 + 2 + 5]);
        Assert.Equal(9, network.Parameters[^1]);
        Assert.Equal(1.25, network.Output.Gain);
        Assert.Equal((3, 2), (network.Hidden.Outputs, network.Hidden.Inputs));
        Assert.Equal((2, 3), (network.Middle.First.Outputs, network.Middle.First.Inputs));
        Assert.Equal((3, 2), (network.Middle.Second.Outputs, network.Middle.Second.Inputs));
    }

    [Fact]
    public void Layout_names_are_dotted()
    {
        ParameterLayout layout = new LayeredNetwork().Layout;
        Assert.Equal(Count, layout.Length);
        Assert.Equal(
            [
                "Hidden.W", "Hidden.B", "Hidden.Gain", "Middle.First.W", "Middle.First.B", "Middle.First.Gain", "Middle.Scale",
                "Middle.Second.W", "Middle.Second.B", "Middle.Second.Gain", "Output.W", "Output.B", "Output.Gain", "Offset",
            ],
            layout.Entries.ToArray().Select(entry => entry.Name));
        Assert.Equal([2, 3], layout["Middle.First.W"].Shape.ToArray());
        Assert.Equal([3], layout["Middle.Second.B"].Shape.ToArray());
        Assert.Equal(10 + 9 + 2 + 6, layout["Middle.Second.B"].Offset);
        Assert.Empty(layout["Output.Gain"].Shape.ToArray());
    }

    [Theory, InlineData(0), InlineData(1), InlineData(2)]
    public void Gradient_of_a_model_of_layers_agrees_with_differences(int sample)
    {
        var network = new LayeredNetwork();
        double[] x = Features[(2 * sample)..(2 * sample + 2)];
        double[] gradient = new double[Count];
        gradient.AsSpan().Fill(double.NaN);
        double value = network.LossGradient(x, Labels[sample], gradient);
        Close.SameBits(network.Loss(x, Labels[sample]), value, "value");
        Close.Vectors(Differences.Gradient(At, network.Parameters.ToArray()), gradient, 1e-8, "gradient");

        double[] added = [.. Enumerable.Repeat(2.0, Count)];
        network.LossPullback(x, Labels[sample], -3, added);
        Close.Vectors([.. gradient.Select(g => 2 - 3 * g)], added, 1e-14, "pullback");

        double At(double[] parameters)
        {
            var other = new LayeredNetwork();
            parameters.CopyTo(other.Parameters);
            return other.Loss(x, Labels[sample]);
        }
    }

    [Fact]
    public void Batch_is_the_mean_of_the_samples()
    {
        var network = new LayeredNetwork();
        double[] mean = new double[Count], one = new double[Count], gradient = new double[Count];
        double value = 0;
        for (int sample = 0; sample < 3; sample++)
        {
            value += network.LossGradient(Features.AsSpan(2 * sample, 2), Labels[sample], one) / 3;
            for (int i = 0; i < Count; i++)
                mean[i] += one[i] / 3;
        }

        Close.Scalars(value, network.LossBatch(Features, Labels, 3), 1e-13, "value");
        Close.Scalars(value, network.LossBatchGradient(Features, Labels, 3, gradient), 1e-13, "value");
        Close.Vectors(mean, gradient, 1e-13, "gradient");
    }

    [Fact]
    public void Layers_may_be_of_single_precision()
    {
        var network = new FloatNetwork();
        float[] gradient = new float[network.Parameters.Length];
        float value = network.LossGradient([0.5f, -1], 1, gradient);
        Assert.Equal(network.Loss([0.5f, -1], 1), value);
        float[] at = network.Parameters.ToArray();
        for (int i = 0; i < at.Length; i++)
        {
            const float h = 1f / 64;
            double difference = (At(i, h) - At(i, -h)) / (2 * h);
            Assert.True(Math.Abs(difference - gradient[i]) < 2e-3 * (1 + Math.Abs(difference)), $"{i}: {difference} {gradient[i]}");
        }

        float[] batch = new float[at.Length];
        float[] other = new float[at.Length];
        network.LossGradient([2, 0.25f], -1, other);
        network.LossBatchGradient([0.5f, -1, 2, 0.25f], [1, -1], 2, batch);
        for (int i = 0; i < at.Length; i++)
            Assert.Equal((gradient[i] + other[i]) / 2, batch[i], 1e-5f);

        double At(int index, float h)
        {
            var moved = new FloatNetwork();
            moved.Parameters[index] += h;
            return moved.Loss([0.5f, -1], 1);
        }
    }

    [Fact]
    public void Layer_is_a_parameter_of_a_method()
    {
        double[] theta = Theta(9), x = [0.5, -1, 2];
        double[] dTheta = new double[9], dX = new double[3];
        dTheta.AsSpan().Fill(double.NaN);
        double value = LayerFunctions.NormGradient(new Dense(theta, 2, 3), x, new Dense(dTheta, 2, 3), dX);
        Close.SameBits(LayerFunctions.Norm(new Dense(theta, 2, 3), x), value, "value");
        Close.Vectors(Differences.Gradient(at => LayerFunctions.Norm(new Dense(at, 2, 3), x), theta), dTheta, 1e-8, "layer");
        Close.Vectors(Differences.Gradient(at => LayerFunctions.Norm(new Dense(theta, 2, 3), at), x), dX, 1e-8, "x");

        double[] added = [.. Enumerable.Repeat(2.0, 9)];
        LayerFunctions.NormPullback(new Dense(theta, 2, 3), x, -3, new Dense(added, 2, 3), new double[3]);
        Close.Vectors([.. dTheta.Select(g => 2 - 3 * g)], added, 1e-14, "pullback");
    }

    [Fact]
    public void Layer_of_layers_is_a_parameter_of_a_method()
    {
        double[] a = Theta(21), b = [.. Theta(42).Skip(21)], x = [0.5, -1, 2];
        double[] dA = new double[21], dX = new double[3];
        double value = LayerFunctions.DifferenceGradient(new Block(a, 2, 3), new Block(b, 2, 3), x, new Block(dA, 2, 3), dX);
        Close.SameBits(LayerFunctions.Difference(new Block(a, 2, 3), new Block(b, 2, 3), x), value, "value");
        Close.Vectors(Differences.Gradient(at => LayerFunctions.Difference(new Block(at, 2, 3), new Block(b, 2, 3), x), a), dA, 1e-8, "layer");
        Close.Vectors(Differences.Gradient(at => LayerFunctions.Difference(new Block(a, 2, 3), new Block(b, 2, 3), at), x), dX, 1e-8, "x");
    }

    [Theory, InlineData(true), InlineData(false)]
    public void Layers_may_be_chosen(bool first)
    {
        double[] a = Theta(9), b = [.. Theta(18).Skip(9)], x = [0.5, -1, 2];
        double[] dA = new double[9], dB = new double[9], dX = new double[3];
        LayerFunctions.ChosenGradient(new Dense(a, 2, 3), new Dense(b, 2, 3), first, x, new Dense(dA, 2, 3), new Dense(dB, 2, 3), dX);
        Close.Vectors(Differences.Gradient(at => LayerFunctions.Chosen(new Dense(at, 2, 3), new Dense(b, 2, 3), first, x), a), dA, 1e-8, "a", smallest: 1);
        Close.Vectors(Differences.Gradient(at => LayerFunctions.Chosen(new Dense(a, 2, 3), new Dense(at, 2, 3), first, x), b), dB, 1e-8, "b", smallest: 1);
    }

    [Fact]
    public void Layers_may_be_made_in_a_method()
    {
        double[] theta = Theta(9), x = [0.5, -1, 2];
        double[] dTheta = new double[9], dX = new double[3];
        LayerFunctions.MadeGradient(theta, 2, 3, x, dTheta, dX);
        Close.Vectors(Differences.Gradient(at => LayerFunctions.Made(at, 2, 3, x), theta), dTheta, 1e-8, "theta");
        dTheta.AsSpan().Fill(7);
        Assert.Throws<ArgumentException>(() => LayerFunctions.MadeGradient(theta, 3, 3, x, dTheta, dX));
        Assert.Throws<ArgumentOutOfRangeException>(() => LayerFunctions.MadeGradient(theta, 0, 3, x, dTheta, dX));
        Assert.All(dTheta, g => Assert.Equal(7, g));
    }

    [Fact]
    public void Methods_of_a_layer_have_derivatives()
    {
        double[] theta = Theta(9), x = [0.5, -1, 2];
        double[] dTheta = new double[9], dX = new double[3];
        double value = new Dense(theta, 2, 3).EnergyGradient(x, dX, new Dense(dTheta, 2, 3));
        Close.SameBits(new Dense(theta, 2, 3).Energy(x), value, "value");
        Close.Vectors(Differences.Gradient(at => new Dense(at, 2, 3).Energy(x), theta), dTheta, 1e-8, "layer");
        Close.Vectors(Differences.Gradient(at => new Dense(theta, 2, 3).Energy(at), x), dX, 1e-8, "x");

        double[] y = new double[2], dY = [0.75, -2], added = new double[9];
        new Dense(theta, 2, 3).ForwardPullback(x, y, new double[3], dY, new Dense(added, 2, 3));
        Close.Vectors(Differences.Gradient(at => Weighted(at), theta), added, 1e-8, "pullback");

        double Weighted(double[] at)
        {
            double[] output = new double[2];
            new Dense(at, 2, 3).Forward(x, output);
            return 0.75 * output[0] - 2 * output[1];
        }
    }

    [Fact]
    public void Layer_is_a_parameter_beside_a_batch()
    {
        double[] theta = Theta(9), dTheta = new double[9];
        double[] x = [0.5, -1, 2, 1.5, 0.25, -0.75];
        double value = LayerFunctions.SquaredBatchGradient(new Dense(theta, 2, 3), x, 2, new Dense(dTheta, 2, 3));
        Close.Scalars(Mean(theta), value, 1e-14, "value");
        Close.Vectors(Differences.Gradient(Mean, theta), dTheta, 1e-8, "gradient");

        double Mean(double[] at) => (new Dense(at, 2, 3).Energy(x.AsSpan(0, 3)) + new Dense(at, 2, 3).Energy(x.AsSpan(3))) / 2;
    }

    [Fact]
    public void Layers_may_be_generic()
    {
        double[] soft = [0.75], hard = [-1.5], dSoft = [9], dHard = [9];
        LayerFunctions.RectifiedGradient(new(soft), new(hard), 0.5, new(dSoft), new(dHard), out double dX);
        Close.Vectors(Differences.Gradient(at => LayerFunctions.Rectified(new(at), new(hard), 0.5), soft), dSoft, 1e-8, "soft");
        Close.Vectors(Differences.Gradient(at => LayerFunctions.Rectified(new(soft), new(at), 0.5), hard), dHard, 1e-8, "hard");
        Close.Vectors(Differences.Gradient(at => LayerFunctions.Rectified(new(soft), new(hard), at[0]), [0.5]), [dX], 1e-8, "x");
    }

    [Fact]
    public void Derivative_has_the_extents_of_its_layer()
    {
        double[] theta = Theta(9), dX = [7, 7, 7];
        double[] wrong = [.. Enumerable.Repeat(7.0, 9)];
        ArgumentException error = Assert.Throws<ArgumentException>(
            () => LayerFunctions.NormGradient(new Dense(theta, 2, 3), [1, 2, 3], new Dense(wrong.AsSpan(0, 7), 2, 2), dX));
        ArgumentChecks.Names(error, "dLayer", 9, 7);
        double[] other = Theta(16);
        error = Assert.Throws<ArgumentException>(
            () => LayerFunctions.NormGradient(new Dense(other, 3, 4), [1, 2, 3, 4], new Dense(new double[16], 5, 2), new double[4]));
        ArgumentChecks.Names(error, "dLayer", 3, 5);
        error = Assert.Throws<ArgumentException>(
            () => LayerFunctions.NormGradient(new Dense(theta, 2, 3), [1, 2, 3], new Dense(theta, 2, 3), dX));
        Assert.Contains("overlap", error.Message, StringComparison.Ordinal);
        Assert.ThrowsAny<ArgumentException>(() => new Dense(theta, 2, 3).EnergyGradient([1, 2, 3], dX, new Dense(theta, 2, 3)));
        Assert.All(wrong, g => Assert.Equal(7, g));
        Assert.Equal([7, 7, 7], dX);
    }

    [Fact]
    public void Constructor_checks_its_arguments()
    {
        ArgumentChecks.Names(Assert.Throws<ArgumentException>(() => _ = new Dense(new double[8], 2, 3)), "parameters", 9, 8);
        Assert.Throws<ArgumentOutOfRangeException>("inputs", () => _ = new Dense(new double[7], 6, 0));
        Assert.ThrowsAny<ArgumentException>(() => _ = new Dense(new double[7], int.MaxValue, int.MaxValue));
    }
}
