using DiffGen.Optimizers;

namespace DiffGen.Tests.Optimizers;

/// <summary>Trajectories derived by hand from the formulas in the documentation of <see cref="Sgd{T}"/>.</summary>
public class SgdTests
{
    [Fact]
    public void PlainStepIsRateTimesGradient()
    {
        double[] p = [1, -2, 0.5];
        new Sgd<double> { LearningRate = 0.5 }.Step(p, [1, 2, -4]);
        Assert.Equal([0.5, -3, 2.5], p);
    }

    // b: 1, 0.5·1 + 1 = 1.5, 0.5·1.5 + 1 = 1.75; p: 10 - 1 - 1.5 - 1.75
    [Fact]
    public void MomentumAccumulates()
        => Assert.Equal([9, 7.5, 5.75], Trajectory(new Sgd<double> { LearningRate = 1, Momentum = 0.5 }, 10, 1, 1, 1));

    // b: the first gradient as it is, 4; then 0.5·4 + (1 - 0.75)·4 = 3, 0.5·3 + 1 = 2.5
    [Fact]
    public void DampeningBeginsAtTheSecondStep()
        => Assert.Equal(
            [6, 3, 0.5], Trajectory(new Sgd<double> { LearningRate = 1, Momentum = 0.5, Dampening = 0.75 }, 10, 4, 4, 4));

    // steps g + 0.5·b: 1.5, 1.75, 1.875
    [Fact]
    public void NesterovLooksAhead()
        => Assert.Equal(
            [8.5, 6.75, 4.875],
            Trajectory(new Sgd<double> { LearningRate = 1, Momentum = 0.5, Nesterov = true }, 10, 1, 1, 1));

    // g = 1 + 0.25·8 = 3, p = 5; g = 1 + 0.25·5 = 2.25, p = 2.75
    [Fact]
    public void WeightDecayIsAddedToTheGradient()
        => Assert.Equal([5, 2.75], Trajectory(new Sgd<double> { LearningRate = 1, WeightDecay = 0.25 }, 8, 1, 1));

    // b = 1 + 0.25·8 = 3, p = 5; b = 0.5·3 + (1 + 0.25·5) = 3.75, p = 1.25
    [Fact]
    public void WeightDecayEntersTheMomentum()
        => Assert.Equal(
            [5, 1.25],
            Trajectory(new Sgd<double> { LearningRate = 1, WeightDecay = 0.25, Momentum = 0.5 }, 8, 1, 1));

    [Fact]
    public void LearningRateAppliesFromTheNextStepOn()
    {
        var sgd = new Sgd<double> { LearningRate = 1, Momentum = 0.5 };
        double[] p = [0];
        sgd.Step(p, [1]);
        sgd.LearningRate = 0.5;
        sgd.Step(p, [1]);
        Assert.Equal(-1 - 0.5 * 1.5, p[0]);
    }

    [Fact]
    public void OptionsAreChecked()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Sgd<double> { Momentum = 1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Sgd<double> { Momentum = -0.1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Sgd<double> { Momentum = double.NaN });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Sgd<double> { WeightDecay = -1 });
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => new Sgd<double> { LearningRate = -1 });
        Assert.Equal("LearningRate", error.ParamName);
        var defaults = new Sgd<float>();
        Assert.Equal((0.01, 0.0, false, 0.0), (defaults.LearningRate, defaults.Momentum, defaults.Nesterov, defaults.WeightDecay));
    }

    private static double[] Trajectory(Sgd<double> optimizer, double start, params double[] gradients)
    {
        double[] p = [start];
        return [.. gradients.Select(gradient =>
        {
            optimizer.Step(p, [gradient]);
            return p[0];
        })];
    }
}
