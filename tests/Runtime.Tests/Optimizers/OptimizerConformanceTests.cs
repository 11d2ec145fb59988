using System.Numerics;
using DiffGen.Optimizers;

namespace DiffGen.Tests.Optimizers;

/// <summary>What every optimizer must do; the types are found in the assembly, for <c>double</c> and <c>float</c>.</summary>
public class OptimizerConformanceTests
{
    public static TheoryData<Type, Type> Optimizers { get; } = Find();

    [Fact]
    public void AllAreFound() => Assert.True(Optimizers.Count >= 6, $"found {Optimizers.Count}");

    [Theory, MemberData(nameof(Optimizers))]
    public void Conforms(Type optimizer, Type element)
        => typeof(OptimizerConformanceTests)
            .GetMethod(nameof(RunAll), System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.NonPublic)!
            .MakeGenericMethod(element)
            .Invoke(null, System.Reflection.BindingFlags.DoNotWrapExceptions, null, [optimizer], null);

    private static void RunAll<T>(Type type) where T : unmanaged, IFloatingPointIeee754<T>
    {
        IOptimizer<T> Create() => (IOptimizer<T>)Activator.CreateInstance(type.MakeGenericType(typeof(T)))!;
        MinimizesParabola(Create());
        MinimizesIllConditionedQuadratic(Create());
        ChecksLengths(Create());
        ChecksLearningRate(Create());
        AllocatesNothing(Create());
        DoesNotDependOnVectorWidth(Create);
        AcceptsNoParameters(Create());
        LearningRateZeroStaysPut(Create());
    }

    // f(p) = (p - 3)²
    private static void MinimizesParabola<T>(IOptimizer<T> optimizer) where T : unmanaged, IFloatingPointIeee754<T>
    {
        T three = T.CreateChecked(3), two = T.CreateChecked(2);
        T[] p = [T.Zero];
        for (int step = 0; step < 6000; step++)
        {
            optimizer.LearningRate = 0.1 / (1 + step / 50.0);
            optimizer.Step(p, [two * (p[0] - three)]);
        }

        Assert.Equal(3.0, double.CreateChecked(p[0]), 0.01);
    }

    // f(p) = (p₀² + 100·p₁²) / 2
    private static void MinimizesIllConditionedQuadratic<T>(IOptimizer<T> optimizer)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T hundred = T.CreateChecked(100);
        T[] p = [T.One, T.One];
        for (int step = 0; step < 8000; step++)
        {
            optimizer.LearningRate = 0.01 / (1 + step / 4000.0);
            optimizer.Step(p, [p[0], hundred * p[1]]);
        }

        Assert.Equal(0.0, double.CreateChecked(p[0]), 1e-3);
        Assert.Equal(0.0, double.CreateChecked(p[1]), 1e-3);
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

    private static void DoesNotDependOnVectorWidth<T>(Func<IOptimizer<T>> create) where T : unmanaged, IFloatingPointIeee754<T>
    {
        // One parameter takes the scalar path, many the vector path.
        const int Length = 131;
        IOptimizer<T> together = create();
        var alone = Enumerable.Range(0, Length).Select(_ => create()).ToArray();
        T[] p = [.. Enumerable.Range(0, Length).Select(i => T.CreateChecked(Math.Sin(i)))];
        T[] q = [.. p];
        for (int step = 0; step < 5; step++)
        {
            T[] gradient = [.. Enumerable.Range(0, Length).Select(i => T.CreateChecked(Math.Cos(i * (step + 1))))];
            together.Step(p, gradient);
            for (int i = 0; i < Length; i++)
                alone[i].Step(q.AsSpan(i, 1), gradient.AsSpan(i, 1));
        }

        Assert.Equal(q, p);
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

    private static TheoryData<Type, Type> Find()
    {
        var data = new TheoryData<Type, Type>();
        foreach (Type type in typeof(IOptimizer<>).Assembly.GetTypes())
        {
            bool isOptimizer = type is { IsClass: true, IsAbstract: false, IsGenericTypeDefinition: true }
                && type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IOptimizer<>));
            if (isOptimizer)
            {
                data.Add(type, typeof(double));
                data.Add(type, typeof(float));
            }
        }

        return data;
    }
}
