using System.Numerics;
using DiffGen.Optimizers;

namespace DiffGen.Tests.Optimizers;

/// <summary>Transforms, by figures worked out by hand, around an optimizer that subtracts the gradient.</summary>
public class TransformTests
{
    private static readonly ParameterLayout Layout = new(
        new ParameterInfo("W", 0, new[] { 2, 3 }), new ParameterInfo("B", 6, new[] { 2 }));

    [Fact]
    public void Value_is_clipped_by_component()
        => Assert.Equal([-0.5, 0.25, 0.5], Step([0, 0, 0], [7, -0.25, -0.5], new ClipByValue<double> { Limit = 0.5 }));

    // W has norm 5, B has norm 13: with the limit 6.5 only B is halved.
    [Fact]
    public void Norm_is_clipped_by_layer()
        => Assert.Equal(
            [-3, 0, 0, 0, -4, 0, -2.5, -6],
            Step(new double[8], [3, 0, 0, 0, 4, 0, 5, 12], new ClipByNorm<double> { Limit = 6.5, Layout = Layout }));

    // All together have norm √(9 + 16 + 144) = 13.
    [Fact]
    public void Global_norm_is_clipped_over_all()
        => Assert.Equal(
            [-1.5, 0, 0, 0, -2, 0, 0, -6],
            Step(new double[8], [3, 0, 0, 0, 4, 0, 0, 12], new ClipByGlobalNorm<double> { Limit = 6.5 }));

    [Fact]
    public void Shorter_gradients_stay()
    {
        double[] gradient = Samples.Gradient<double>(8, 1), expected = [.. gradient.Select(g => -g)];
        Assert.Equal(expected, Step(new double[8], gradient, new ClipByGlobalNorm<double> { Limit = 100 }));
        Assert.Equal(expected, Step(new double[8], gradient, new ClipByNorm<double> { Limit = 100, Layout = Layout }));
        Assert.Equal(expected, Step(new double[8], gradient, new ClipByValue<double> { Limit = 100 }));
    }

    [Fact]
    public void Large_single_gradients_dont_overflow_the_norm()
    {
        float[] p = [0, 0];
        new Chain<float>(new Sgd<float> { LearningRate = 1 }, new ClipByGlobalNorm<float> { Limit = 5 }).Step(p, [3e30f, 4e30f]);
        Assert.Equal(-3, p[0], 1e-6f);
        Assert.Equal(-4, p[1], 1e-6f);
    }

    // g = 1 + 0.5·8 = 5; decoupled: 8 - 0.5·8 - 1 = 3
    [Fact]
    public void Decay_goes_through_the_gradient_or_past_it()
    {
        Assert.Equal([3], Step([8], [1], new WeightDecay<double> { Decay = 0.5 }));
        Assert.Equal([3], Step([8], [1], new WeightDecay<double> { Decay = 0.5, Decoupled = true }));
        double[] p = [8];
        new Chain<double>(new Sgd<double> { LearningRate = 0.5 }, new WeightDecay<double> { Decay = 0.5, Decoupled = true }).Step(p, [1]);
        Assert.Equal(8 - 0.25 * 8 - 0.5, p[0]);
    }

    [Fact]
    public void Adam_with_decoupled_decay_is_AdamW()
    {
        double[] p = Samples.Parameters<double>(9), q = [.. p];
        var chain = new Chain<double>(new Adam<double> { LearningRate = 0.1 }, new WeightDecay<double> { Decay = 0.2, Decoupled = true });
        var adamW = new AdamW<double> { LearningRate = 0.1, WeightDecay = 0.2 };
        for (int step = 0; step < 10; step++)
        {
            chain.Step(p, Samples.Gradient<double>(9, step));
            adamW.Step(q, Samples.Gradient<double>(9, step));
        }

        Assert.Equal(q, p);
    }

    // Rows (1, 2, 6) and (-3, 0, 0) have the means 3 and -1; the vector stays.
    [Fact]
    public void Rows_are_centred()
    {
        Assert.Equal(
            [2, 1, -3, 2, -1, -1, -5, -7],
            Step(new double[8], [1, 2, 6, -3, 0, 0, 5, 7], new GradientCentralisation<double> { Layout = Layout }));
        Assert.Equal([1, 0, -1], Step(new double[3], [1, 2, 3], new GradientCentralisation<double>()));
    }

    // m: 1/2·8 = 4, over 1/2: 8; then 2 + 1/2·4 = 4, over 3/4: 16/3
    [Fact]
    public void Gradients_are_averaged()
    {
        var chain = new Chain<double>(new Sgd<double> { LearningRate = 1 }, new GradientEma<double> { Decay = 0.5 });
        double[] p = [0];
        chain.Step(p, [8]);
        Assert.Equal(-8, p[0]);
        chain.Step(p, [4]);
        Assert.Equal(-8 - 16.0 / 3, p[0], 1e-14);
    }

    // p: -1, -2, -4; a: -1, -1 + 1/4·(-1) = -1.25, -1.25 + 1/4·(-2.75) = -1.9375
    [Fact]
    public void Parameters_are_averaged()
    {
        var ema = new ParameterEma<double> { Decay = 0.75 };
        Assert.Throws<InvalidOperationException>(() => ema.Average(new double[1]));
        var chain = new Chain<double>(new Sgd<double> { LearningRate = 1 }, ema);
        double[] p = [0], average = [0];
        foreach (double gradient in (double[])[1, 1, 2])
            chain.Step(p, [gradient]);
        ema.Average(average);
        Assert.Equal((-4, -1.9375), (p[0], average[0]));
        Assert.Throws<ArgumentException>(() => ema.Average(new double[2]));
    }

    // From 8: two steps of 1 lead to 6, half of the way to 7; then to 5, and 6.
    [Fact]
    public void Lookahead_goes_half_of_the_way()
    {
        var chain = new Chain<double>(new Sgd<double> { LearningRate = 1 }, new Lookahead<double> { Interval = 2 });
        double[] p = [8];
        Assert.Equal([7, 7, 6, 6], Enumerable.Range(0, 4).Select(_ =>
        {
            chain.Step(p, [1]);
            return p[0];
        }));
    }

    [Fact]
    public void Gradients_that_arent_finite_are_passed_over()
    {
        var skip = new SkipNonFinite<double>();
        var momentum = new Sgd<double> { LearningRate = 1, Momentum = 0.5 };
        var chain = new Chain<double>(momentum, skip);
        Assert.True(chain.SkipsNonFinite);
        double[] p = [0, 0];
        chain.Step(p, [1, 1]);
        chain.Step(p, [double.NaN, 1]);
        chain.Step(p, [1, double.NegativeInfinity]);
        Assert.Equal((2L, 2L, 1L, 3L), (skip.Skipped, skip.SkippedInARow, momentum.Steps, chain.Steps));
        Assert.Equal([-1, -1], p);
        chain.Step(p, [1, 1]);
        Assert.Equal([-2.5, -2.5], p);
        Assert.Equal((2L, 0L), (skip.Skipped, skip.SkippedInARow));
    }

    // Clipped and then decayed: 1 + 4 = 5; decayed and then clipped: 1
    [Fact]
    public void Order_matters()
    {
        Assert.Equal([3], Step([8], [3], new ClipByValue<double>(), new WeightDecay<double> { Decay = 0.5 }));
        Assert.Equal([7], Step([8], [3], new WeightDecay<double> { Decay = 0.5 }, new ClipByValue<double>()));
    }

    [Fact]
    public void Chains_nest_and_leave_the_gradient_alone()
    {
        var inner = new Chain<double>(new Sgd<double> { LearningRate = 1 }, new ClipByValue<double>());
        var outer = new Chain<double>(inner, new WeightDecay<double> { Decay = 0.5 }) { LearningRate = 2 };
        double[] p = [8], gradient = [3];
        outer.Step(p, gradient);
        Assert.Equal((6, 3, 2), (p[0], gradient[0], inner.LearningRate));
    }

    [Fact]
    public void A_transform_cant_be_in_two_places()
    {
        var clip = new ClipByValue<double>();
        Assert.Throws<ArgumentException>(() => new Chain<double>(new Sgd<double>(), clip, clip));
        Assert.Throws<ArgumentNullException>(() => new Chain<double>(null!, clip));
        Assert.Throws<ArgumentNullException>(() => new Chain<double>(new Sgd<double>(), [null!]));
    }

    [Fact]
    public void Options_are_checked()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new ClipByValue<double> { Limit = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ClipByNorm<double> { Limit = double.NaN });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ClipByGlobalNorm<double> { Limit = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new WeightDecay<double> { Decay = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new GradientEma<double> { Decay = 1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ParameterEma<double> { Decay = -0.1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Lookahead<double> { Interval = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Lookahead<double> { Part = 0 });
    }

    private static double[] Step(double[] p, double[] gradient, params GradientTransform<double>[] transforms)
    {
        new Chain<double>(new Sgd<double> { LearningRate = 1 }, transforms).Step(p, gradient);
        return p;
    }
}
