using DiffGen.Optimizers;

namespace DiffGen.Tests.Optimizers;

/// <summary>Trajectories derived by hand from the formulas in the papers.</summary>
public class AdamTests
{
    // Bias correction makes the first step η·g / (|g| + ε), whatever β₁ and β₂ are.
    [Theory]
    [InlineData(1e-3)]
    [InlineData(-5)]
    [InlineData(1e6)]
    public void FirstStepIsTheLearningRate(double gradient)
    {
        double[] p = [0];
        new Adam<double> { LearningRate = 0.25 }.Step(p, [gradient]);
        Assert.Equal(-0.25 * gradient / (Math.Abs(gradient) + 1e-8), p[0], 1e-14);
    }

    // β₁ = 1/2, β₂ = 3/4, ε = 1/4, η = 1; g = 2, then -1:
    // t = 1: m = 1, v = 1;     m̂ = 2,                 v̂ = 4;               step 2 / 2.25
    // t = 2: m = 0, v = 3/4 + 1/4 = 1; m̂ = 0;                              step 0
    // t = 3, g = 3: m = 3/2, v = 3/4 + 9/4 = 3; m̂ = 3/2 / (7/8) = 12/7, v̂ = 3 / (37/64) = 192/37
    [Fact]
    public void FollowsTheReference()
    {
        var adam = new Adam<double> { LearningRate = 1, Beta1 = 0.5, Beta2 = 0.75, Epsilon = 0.25 };
        double[] p = [0];
        adam.Step(p, [2]);
        Assert.Equal(-8.0 / 9, p[0], 1e-15);
        adam.Step(p, [-1]);
        Assert.Equal(-8.0 / 9, p[0], 1e-15);
        adam.Step(p, [3]);
        Assert.Equal(-8.0 / 9 - 12.0 / 7 / (Math.Sqrt(192.0 / 37) + 0.25), p[0], 1e-14);
    }

    // The same with λ = 1/8 and p₀ = 8: every step first takes an eighth off.
    [Fact]
    public void DecoupledDecayFollowsTheReference()
    {
        var adam = new AdamW<double> { LearningRate = 1, Beta1 = 0.5, Beta2 = 0.75, Epsilon = 0.25, WeightDecay = 0.125 };
        double[] p = [8];
        adam.Step(p, [2]);
        double first = 8 * 0.875 - 8.0 / 9;
        Assert.Equal(first, p[0], 1e-14);
        adam.Step(p, [-1]);
        Assert.Equal(first * 0.875, p[0], 1e-14);
    }

    [Fact]
    public void DecayScalesWithTheLearningRate()
    {
        double[] p = [8];
        new AdamW<double> { LearningRate = 0.5, WeightDecay = 0.5 }.Step(p, [0]);
        Assert.Equal(6, p[0]);
    }

    [Fact]
    public void WithoutDecayBothAreTheSame()
    {
        double[] p = [1, 2, 3, 4, 5], q = [1, 2, 3, 4, 5];
        var adam = new Adam<double> { LearningRate = 0.1 };
        var adamW = new AdamW<double> { LearningRate = 0.1, WeightDecay = 0 };
        for (int i = 0; i < 10; i++)
        {
            adam.Step(p, [1, -2, 0.5, i, -i]);
            adamW.Step(q, [1, -2, 0.5, i, -i]);
        }

        Assert.Equal(p, q);
    }

    [Fact]
    public void OptionsAreChecked()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Adam<double> { Beta1 = 1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Adam<double> { Beta2 = -0.1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Adam<double> { Epsilon = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new AdamW<double> { Beta1 = double.NaN });
        Assert.Throws<ArgumentOutOfRangeException>(() => new AdamW<double> { Beta2 = 1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new AdamW<double> { Epsilon = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new AdamW<double> { WeightDecay = -1 });
        var adam = new Adam<float>();
        Assert.Equal((0.001, 0.9, 0.999, 1e-8), (adam.LearningRate, adam.Beta1, adam.Beta2, adam.Epsilon));
        var adamW = new AdamW<float>();
        Assert.Equal(
            (0.001, 0.9, 0.999, 1e-8, 0.01),
            (adamW.LearningRate, adamW.Beta1, adamW.Beta2, adamW.Epsilon, adamW.WeightDecay));
    }
}
