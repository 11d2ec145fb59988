using System.Numerics;
using DiffGen.Optimizers;

namespace DiffGen.Tests.Optimizers.References;

/// <summary>A hundred steps of every optimizer against its published algorithm in decimal arithmetic.</summary>
public class ReferenceTests
{
    private const int Steps = 100;

    public static TheoryData<string> Names { get; } = [.. Cases<double>().Select(row => row.Name)];

    [Fact]
    public void Every_optimizer_has_a_reference()
    {
        var compared = Cases<double>().Select(row => row.Optimizer.GetType().GetGenericTypeDefinition()).ToHashSet();
        Assert.DoesNotContain(OptimizerCatalog.Types, type => OptimizerCatalog.HasDefaults(type) && !compared.Contains(type));
    }

    [Theory, MemberData(nameof(Names))]
    public void Double_follows_it(string name) => Compare<double>(name, 1e-10, 1e-3);

    [Theory, MemberData(nameof(Names))]
    public void Single_follows_it(string name) => Compare<float>(name, 1e-4, 1);

    // The tolerance is relative to the parameter, or to a bound where that is smaller.
    private static void Compare<T>(string name, double tolerance, double bound) where T : unmanaged, IFloatingPointIeee754<T>
    {
        ReferenceCase<T> row = Cases<T>().Single(row => row.Name == name);
        T[] p = [.. Enumerable.Range(0, Layers.Length).Select(i => T.CreateChecked((float)(Math.Sin(3 * i + 1) * 2)))];
        decimal[] expected = [.. p.Select(x => (decimal)double.CreateChecked(x))];
        for (int t = 1; t <= Steps; t++)
        {
            float[] gradient = [.. Enumerable.Range(0, Layers.Length).Select(i => (float)Gradient(i, t))];
            row.Optimizer.Step(p, [.. gradient.Select(T.CreateChecked)]);
            row.Reference(expected, [.. gradient.Select(g => (decimal)(double)g)], t);
            for (int i = 0; i < p.Length; i++)
            {
                double actual = double.CreateChecked(p[i]), exact = (double)expected[i];
                Assert.True(
                    Math.Abs(actual - exact) <= tolerance * Math.Max(Math.Abs(exact), bound),
                    $"{name}, step {t}, parameter {i}: {actual:R} instead of {exact:R}");
            }
        }
    }

    // A drift of its own for each parameter, a slow wave and noise: signs change now and then.
    private static double Gradient(int i, int t)
        => (0.3 * Math.Cos(i) + Math.Sin(0.11 * t + i) + 0.5 * Math.Sin(12.9898 * t + 78.233 * i)) * Math.Pow(4, i % 3 - 1);

    private static IEnumerable<ReferenceCase<T>> Cases<T>() where T : unmanaged, IFloatingPointIeee754<T>
    {
        ParameterLayout layout = Layers.Layout;
        yield return new("", new Sgd<T> { LearningRate = 0.02 }, ElementReferences.Sgd(0.02m, 0, 0, false, 0));
        yield return new(
            "with momentum, dampening and decay",
            new Sgd<T> { LearningRate = 0.02, Momentum = 0.8, Dampening = 0.3, WeightDecay = 0.1 },
            ElementReferences.Sgd(0.02m, 0.8m, 0.3m, false, 0.1m));
        yield return new(
            "of Nesterov", new Sgd<T> { LearningRate = 0.02, Momentum = 0.9, Nesterov = true }, ElementReferences.Sgd(0.02m, 0.9m, 0, true, 0));
        yield return new("", new Adam<T> { LearningRate = 0.01 }, ElementReferences.Adam(0.01m, 0.9m, 0.999m, 1e-8m, 0));
        yield return new(
            "with other decays",
            new Adam<T> { LearningRate = 0.01, Beta1 = 0.8, Beta2 = 0.95, Epsilon = 0.01 },
            ElementReferences.Adam(0.01m, 0.8m, 0.95m, 0.01m, 0));
        yield return new(
            "", new AdamW<T> { LearningRate = 0.01, WeightDecay = 0.2 }, ElementReferences.Adam(0.01m, 0.9m, 0.999m, 1e-8m, 0.2m));
        yield return new("", new AmsGrad<T> { LearningRate = 0.01, Beta2 = 0.9 }, ElementReferences.AmsGrad(0.01m, 0.9m, 0.9m, 1e-8m));
        yield return new("", new Adamax<T> { LearningRate = 0.01 }, ElementReferences.Adamax(0.01m, 0.9m, 0.999m, 1e-8m));
        yield return new("", new NAdam<T> { LearningRate = 0.01 }, ElementReferences.NAdam(0.01m, 0.9m, 0.999m, 1e-8m));
        yield return new("", new RAdam<T> { LearningRate = 0.01 }, ElementReferences.RAdam(0.01m, 0.9m, 0.999m, 1e-8m));
        yield return new(
            "that never rectifies", new RAdam<T> { LearningRate = 0.01, Beta2 = 0.5 }, ElementReferences.RAdam(0.01m, 0.9m, 0.5m, 1e-8m));
        yield return new("", new RmsProp<T>(), ElementReferences.RmsProp(0.01m, 0.99m, 1e-8m, 0, false));
        yield return new(
            "with momentum", new RmsProp<T> { Decay = 0.9, Momentum = 0.5 }, ElementReferences.RmsProp(0.01m, 0.9m, 1e-8m, 0.5m, false));
        yield return new(
            "centred", new RmsProp<T> { Centred = true, Epsilon = 0.01 }, ElementReferences.RmsProp(0.01m, 0.99m, 0.01m, 0, true));
        yield return new(
            "centred with momentum",
            new RmsProp<T> { Centred = true, Momentum = 0.7, Epsilon = 0.01 },
            ElementReferences.RmsProp(0.01m, 0.99m, 0.01m, 0.7m, true));
        yield return new("", new Adagrad<T> { LearningRate = 0.1 }, ElementReferences.Adagrad(0.1m, 1e-10m));
        yield return new("", new Adadelta<T>(), ElementReferences.Adadelta(1, 0.95m, 1e-6m));
        yield return new("", new Rprop<T> { LearningRate = 0.01 }, ElementReferences.Rprop(0.01m, 1.2m, 0.5m, 1e-7m, 5));
        yield return new(
            "at its bounds",
            new Rprop<T> { LearningRate = 0.01, SmallestSize = 0.5, LargestSize = 2 },
            ElementReferences.Rprop(0.01m, 1.2m, 0.5m, 0.005m, 0.02m));
        yield return new("", new Lion<T> { LearningRate = 0.01, WeightDecay = 0.2 }, ElementReferences.Lion(0.01m, 0.9m, 0.99m, 0.2m));
        yield return new("", new Yogi<T>(), ElementReferences.Yogi(0.01m, 0.9m, 0.999m, 1e-3m));
        yield return new("", new AdaBelief<T> { LearningRate = 0.01 }, ElementReferences.AdaBelief(0.01m, 0.9m, 0.999m, 1e-16m));
        yield return new(
            "with a large epsilon", new AdaBelief<T> { LearningRate = 0.01, Epsilon = 0.01 }, ElementReferences.AdaBelief(0.01m, 0.9m, 0.999m, 0.01m));
        yield return new(
            "with a large epsilon", new AmsGrad<T> { LearningRate = 0.01, Epsilon = 0.5 }, ElementReferences.AmsGrad(0.01m, 0.9m, 0.999m, 0.5m));
        yield return new(
            "with a large epsilon", new NAdam<T> { LearningRate = 0.01, Epsilon = 0.5 }, ElementReferences.NAdam(0.01m, 0.9m, 0.999m, 0.5m));
        yield return new(
            "with a large epsilon", new RAdam<T> { LearningRate = 0.01, Epsilon = 0.5 }, ElementReferences.RAdam(0.01m, 0.9m, 0.999m, 0.5m));
        yield return new(
            "with a large epsilon", new Adamax<T> { LearningRate = 0.01, Epsilon = 0.5 }, ElementReferences.Adamax(0.01m, 0.9m, 0.999m, 0.5m));
        yield return new("with a large epsilon", new Adagrad<T> { Epsilon = 0.5 }, ElementReferences.Adagrad(0.01m, 0.5m));
        yield return new(
            "", new ScheduleFreeSgd<T> { LearningRate = 0.05, WeightDecay = 0.1 }, ElementReferences.ScheduleFreeSgd(0.05m, 0.9m, 0.1m));
        yield return new(
            "",
            new ScheduleFreeAdamW<T> { LearningRate = 0.01, WeightDecay = 0.1 },
            ElementReferences.ScheduleFreeAdamW(0.01m, 0.9m, 0.999m, 1e-8m, 0.1m));
        yield return new(
            "", new Lamb<T> { LearningRate = 0.01, Layout = layout }, LayerReferences.Lamb(0.01m, 0.9m, 0.999m, 1e-6m, 0.01m));
        yield return new("", new Lars<T> { Layout = layout }, LayerReferences.Lars(0.1m, 0.9m, 0.001m, 0.0005m));
        yield return new("", new Adafactor<T> { Layout = layout }, LayerReferences.Adafactor(0.01m, 0.001m, 1));
        yield return new(
            "with other thresholds",
            new Adafactor<T> { Layout = layout, LearningRate = 0.2, ClipThreshold = 0.5, ScaleEpsilon = 1 },
            LayerReferences.Adafactor(0.2m, 1, 0.5m));
        yield return new(
            "like Adam", new Muon<T> { LearningRate = 0.01, Layout = layout }, LayerReferences.Muon(0.01m, 0.95m, true, 0, true));
        yield return new(
            "by shape",
            new Muon<T> { LearningRate = 0.01, Layout = layout, Momentum = 0.8, Nesterov = false, WeightDecay = 0.1, Scale = MuonScale.ByShape },
            LayerReferences.Muon(0.01m, 0.8m, false, 0.1m, false));
    }
}
