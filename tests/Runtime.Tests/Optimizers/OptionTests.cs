using DiffGen.Optimizers;

namespace DiffGen.Tests.Optimizers;

/// <summary>Every numeric option of every optimizer and transform refuses what is out of range: it is found by reflection, and set to NaN,
/// an infinity, and numbers that are too small for any of them.</summary>
public class OptionTests
{
    public static TheoryData<Type, string> Options { get; } = Find();

    [Theory, MemberData(nameof(Options))]
    public void Is_checked(Type type, string option)
    {
        Type closed = type.MakeGenericType(typeof(double));
        System.Reflection.PropertyInfo property = closed.GetProperty(option)!;
        object owner = Activator.CreateInstance(closed)!;
        object before = property.GetValue(owner)!;
        object[] bad = property.PropertyType == typeof(int) ? [-1] : [double.NaN, double.PositiveInfinity, -1.0];
        foreach (object value in bad)
        {
            var error = Assert.Throws<System.Reflection.TargetInvocationException>(() => property.SetValue(owner, value));
            Assert.Equal(option, Assert.IsType<ArgumentOutOfRangeException>(error.InnerException).ParamName);
        }

        // The default is in the range.
        property.SetValue(owner, before);
        Assert.Equal(before, property.GetValue(owner));
    }

    [Fact]
    public void Defaults_are_those_of_the_papers()
    {
        Assert.Equal((0.001, 0.9, 0.999, 1e-8), Adaptive(new AmsGrad<double>()));
        Assert.Equal((0.002, 0.9, 0.999, 1e-8), Adaptive(new Adamax<double>()));
        Assert.Equal((0.002, 0.9, 0.999, 1e-8), Adaptive(new NAdam<double>()));
        Assert.Equal((0.001, 0.9, 0.999, 1e-8), Adaptive(new RAdam<double>()));
        Assert.Equal((0.01, 0.9, 0.999, 1e-3), Adaptive(new Yogi<double>()));
        Assert.Equal((0.001, 0.9, 0.999, 1e-16), Adaptive(new AdaBelief<double>()));
        Assert.Equal((0.001, 0.9, 0.999, 1e-6), Adaptive(new Lamb<double>()));
        Assert.Equal((1, 0.95, 1e-6), (new Adadelta<double>().LearningRate, new Adadelta<double>().Decay, new Adadelta<double>().Epsilon));
        Assert.Equal((1e-4, 0.9, 0.99), (new Lion<double>().LearningRate, new Lion<double>().Beta1, new Lion<double>().Beta2));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Muon<double> { Scale = (MuonScale)7 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Rprop<double> { Increase = 0.9 });
    }

    [Fact]
    public void Averages_are_where_the_gradient_isnt()
    {
        var sgd = new ScheduleFreeSgd<double> { LearningRate = 1, Beta1 = 0.5 };
        Assert.Throws<InvalidOperationException>(() => sgd.Average(new double[1]));
        double[] p = [0], average = [0];

        // z: -1, then -3; x: -1, then -2; p: -1, then -2.5
        sgd.Step(p, [1]);
        sgd.Step(p, [2]);
        sgd.Average(average);
        Assert.Equal((-2.5, -2), (p[0], average[0]));
        Assert.Throws<ArgumentException>(() => sgd.Average(new double[2]));
    }

    private static (double, double, double, double) Adaptive(AdaptiveOptimizer<double> optimizer)
        => (optimizer.LearningRate, optimizer.Beta1, optimizer.Beta2, optimizer.Epsilon);

    private static TheoryData<Type, string> Find()
    {
        var data = new TheoryData<Type, string>();
        foreach (Type type in OptimizerCatalog.Types.Where(OptimizerCatalog.HasDefaults).Concat(OptimizerCatalog.Transforms))
        {
            foreach (System.Reflection.PropertyInfo property in type.GetProperties())
            {
                if (property.SetMethod?.IsPublic == true && (property.PropertyType == typeof(double) || property.PropertyType == typeof(int)))
                    data.Add(type, property.Name);
            }
        }

        return data;
    }
}
