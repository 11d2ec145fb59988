using System.Numerics;
using System.Reflection;
using DiffGen.Optimizers;

namespace DiffGen.Tests.Optimizers;

/// <summary>What every optimizer must do; the types are found in the assembly, for <c>double</c> and <c>float</c>.</summary>
public class OptimizerConformanceTests
{
    public static TheoryData<Type, Type> Optimizers { get; } = Pairs();

    [Fact]
    public void AllAreFound() => Assert.Equal(22, OptimizerCatalog.Types.Count);

    [Theory, MemberData(nameof(Optimizers))]
    public void Conforms(Type optimizer, Type element)
        => typeof(OptimizerConformanceTests)
            .GetMethod(nameof(RunAll), BindingFlags.Static | BindingFlags.NonPublic)!
            .MakeGenericMethod(element)
            .Invoke(null, BindingFlags.DoNotWrapExceptions, null, [optimizer], null);

    private static void RunAll<T>(Type type) where T : unmanaged, IFloatingPointIeee754<T>
    {
        IOptimizer<T> Create(int length) => OptimizerCatalog.Create<T>(type, length);
        ChecksLengths(Create(3));
        ChecksLearningRate(Create(3));
        AllocatesNothing(Create(1001));
        AcceptsNoParameters(Create(0));
        LearningRateZeroStaysPut(Create(1));
        GradientZeroGivesNoNaN(Create(5));
        if (!OptimizerCatalog.WorksByLayers(type))
        {
            ElementsAreIndependent(Create);
            NaNStaysWhereItIs(Create, type != typeof(Chain<>));
        }
    }

    private static void ChecksLengths<T>(IOptimizer<T> optimizer) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var p = new T[3];
        var error = Assert.Throws<ArgumentException>(() => optimizer.Step(p, new T[2]));
        Assert.Equal("gradient", error.ParamName);
        optimizer.Step(p, [T.One, T.One, T.One]);
        T[] before = [.. p];
        Assert.Throws<ArgumentException>(() => optimizer.Step(p, new T[4]));
        error = Assert.Throws<ArgumentException>(() => optimizer.Step(new T[4], new T[4]));
        Assert.Equal("parameters", error.ParamName);
        Assert.Equal(before, p);
        optimizer.Step(p, [T.One, T.One, T.One]);
        Assert.Equal(2, optimizer.SaveState().Steps);
    }

    private static void ChecksLearningRate<T>(IOptimizer<T> optimizer) where T : unmanaged, IFloatingPointIeee754<T>
    {
        foreach (double bad in (double[])[-1, double.NaN, double.PositiveInfinity])
            Assert.Throws<ArgumentOutOfRangeException>(() => optimizer.LearningRate = bad);
        optimizer.LearningRate = 0.25;
        Assert.Equal(0.25, optimizer.LearningRate);
    }

    private static void AllocatesNothing<T>(IOptimizer<T> optimizer) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var p = new T[1001];
        var gradient = new T[1001];
        Array.Fill(gradient, T.One);
        Assert.Equal(0, Allocation.Of(() => optimizer.Step(p, gradient)));
    }

    // One parameter takes the scalar path, many the vector path, and all but few both: the bits must be the same.
    private static void ElementsAreIndependent<T>(Func<int, IOptimizer<T>> create) where T : unmanaged, IFloatingPointIeee754<T>
    {
        const int Longest = 40;
        T[] all = Trajectory(create(Longest), Longest);
        for (int length = 1; length < Longest; length++)
            Assert.Equal(all[..length], Trajectory(create(length), length));
    }

    private static T[] Trajectory<T>(IOptimizer<T> optimizer, int length) where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] p = Samples.Parameters<T>(length);
        for (int step = 0; step < 6; step++)
            optimizer.Step(p, Samples.Gradient<T>(length, step));
        return p;
    }

    private static void NaNStaysWhereItIs<T>(Func<int, IOptimizer<T>> create, bool expectsNaN) where T : unmanaged, IFloatingPointIeee754<T>
    {
        const int Length = 37;
        foreach (int bad in (int[])[0, 3, 36])
        {
            IOptimizer<T> optimizer = create(Length), other = create(Length);
            T[] p = Samples.Parameters<T>(Length), q = [.. p], gradient = Samples.Gradient<T>(Length, 0);
            optimizer.Step(p, gradient);
            other.Step(q, gradient);
            T[] spoilt = [.. gradient];
            spoilt[bad] = T.NaN;
            T[] before = [.. p];
            optimizer.Step(p, spoilt);
            other.Step(q, gradient);
            if (expectsNaN)
                q[bad] = T.NaN;
            Assert.Equal(expectsNaN ? q : before, p);
        }
    }

    private static void AcceptsNoParameters<T>(IOptimizer<T> optimizer) where T : unmanaged, IFloatingPointIeee754<T>
    {
        optimizer.Step([], []);
        Assert.Throws<ArgumentException>(() => optimizer.Step(new T[1], new T[1]));
    }

    private static void LearningRateZeroStaysPut<T>(IOptimizer<T> optimizer) where T : unmanaged, IFloatingPointIeee754<T>
    {
        optimizer.LearningRate = 0;
        T[] p = [T.One];
        optimizer.Step(p, [T.One]);
        Assert.Equal(T.One, p[0]);
    }

    private static void GradientZeroGivesNoNaN<T>(IOptimizer<T> optimizer) where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] p = [T.Zero, T.One, T.NegativeOne, T.One, T.Zero];
        for (int step = 0; step < 3; step++)
            optimizer.Step(p, new T[5]);
        Assert.All(p, x => Assert.True(T.IsFinite(x)));
    }

    private static TheoryData<Type, Type> Pairs()
    {
        var data = new TheoryData<Type, Type>();
        foreach (Type type in OptimizerCatalog.Types)
        {
            data.Add(type, typeof(double));
            data.Add(type, typeof(float));
        }

        return data;
    }
}
