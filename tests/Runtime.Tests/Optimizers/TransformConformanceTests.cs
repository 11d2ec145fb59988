using System.Numerics;
using DiffGen.Optimizers;

namespace DiffGen.Tests.Optimizers;

/// <summary>What every transform must do; the types are found in the assembly.</summary>
public class TransformConformanceTests
{
    public static TheoryData<Type> Transforms => [.. OptimizerCatalog.Transforms];

    [Fact]
    public void All_are_found() => Assert.Equal(9, OptimizerCatalog.Transforms.Count);

    [Theory, MemberData(nameof(Transforms))]
    public void Double_conforms(Type type) => RunAll<double>(type);

    [Theory, MemberData(nameof(Transforms))]
    public void Single_conforms(Type type) => RunAll<float>(type);

    private static void RunAll<T>(Type type) where T : unmanaged, IFloatingPointIeee754<T>
    {
        Minimises<T>(type);
        AllocatesNothing<T>(type);
        ChecksLengths<T>(type);
        LayersAreIndependent<T>(type);
        Chain<T>(type).Step([], []);
    }

    // f(p) = ‖p - c‖² / 2, by gradient descent
    private static void Minimises<T>(Type type) where T : unmanaged, IFloatingPointIeee754<T>
    {
        // Decay draws to zero a little; centralisation keeps the sum of the parameters, which is that of the centre.
        T[] centre = [T.One, T.CreateChecked(-3), T.CreateChecked(2)], p = new T[3];
        var chain = new Chain<T>(new Sgd<T> { LearningRate = 0.05 }, OptimizerCatalog.CreateTransform<T>(type));
        for (int step = 0; step < 500; step++)
            chain.Step(p, [.. p.Zip(centre, (x, c) => x - c)]);

        for (int i = 0; i < 3; i++)
            Assert.Equal(double.CreateChecked(centre[i]), double.CreateChecked(p[i]), 0.05);
    }

    private static void AllocatesNothing<T>(Type type) where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] p = Samples.Parameters<T>(1001), gradient = Samples.Gradient<T>(1001, 1);
        Chain<T> chain = Chain<T>(type);
        Assert.Equal(0, Allocation.Of(() => chain.Step(p, gradient)));
    }

    private static void ChecksLengths<T>(Type type) where T : unmanaged, IFloatingPointIeee754<T>
    {
        Chain<T> chain = Chain<T>(type);
        Assert.Throws<ArgumentException>(() => chain.Step(new T[2], new T[3]));
        chain.Step(new T[2], new T[2]);
        Assert.Throws<ArgumentException>(() => chain.Step(new T[3], new T[3]));
    }

    // With a layout, each parameter as if it were alone; only the global norm is of all of them.
    private static void LayersAreIndependent<T>(Type type) where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int size = 1; size <= 20; size++)
        {
            var matrix = new ParameterInfo("W", 0, new[] { 2, size });
            var vector = new ParameterInfo("B", 2 * size, new[] { size });
            Chain<T> both = Chain<T>(type, matrix, vector), first = Chain<T>(type, matrix), second = Chain<T>(type, vector with { Offset = 0 });
            T[] p = Samples.Parameters<T>(3 * size), q = [.. p];
            for (int step = 0; step < 6; step++)
            {
                T[] gradient = Samples.Gradient<T>(3 * size, step);
                both.Step(p, gradient);
                first.Step(q.AsSpan(0, 2 * size), gradient.AsSpan(0, 2 * size));
                second.Step(q.AsSpan(2 * size), gradient.AsSpan(2 * size));
            }

            if (type != typeof(ClipByGlobalNorm<>))
                Assert.Equal(q, p);
        }
    }

    private static Chain<T> Chain<T>(Type type, params ParameterInfo[] entries) where T : unmanaged, IFloatingPointIeee754<T>
    {
        ParameterLayout? layout = entries.Length == 0 ? null : new ParameterLayout(entries);
        return new Chain<T>(new Adam<T>(), OptimizerCatalog.CreateTransform<T>(type, layout));
    }
}
