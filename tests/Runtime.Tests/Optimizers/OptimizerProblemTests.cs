using System.Numerics;
using System.Reflection;
using DiffGen.Optimizers;

namespace DiffGen.Tests.Optimizers;

/// <summary>Every optimizer minimises small functions.</summary>
public class OptimizerProblemTests
{
    public static TheoryData<Type, Type> Optimizers => OptimizerConformanceTests.Optimizers;

    [Theory, MemberData(nameof(Optimizers))]
    public void Minimises(Type optimizer, Type element)
        => typeof(OptimizerProblemTests)
            .GetMethod(nameof(RunAll), BindingFlags.Static | BindingFlags.NonPublic)!
            .MakeGenericMethod(element)
            .Invoke(null, BindingFlags.DoNotWrapExceptions, null, [optimizer], null);

    private static void RunAll<T>(Type type) where T : unmanaged, IFloatingPointIeee754<T>
    {
        Parabola<T>(type);
        IllConditionedQuadratic<T>(type);
        Rosenbrock<T>(type);
    }

    // f(p) = (p - 3)²
    private static void Parabola<T>(Type type) where T : unmanaged, IFloatingPointIeee754<T>
    {
        T three = T.CreateChecked(3), two = T.CreateChecked(2);
        T[] p = Run<T>(type, [T.Zero], 6000, step => ProblemProfile.Of(type).Parabola * 0.1 / (1 + step / 50.0), (x, g) => g[0] = two * (x[0] - three));
        Assert.Equal(3.0, double.CreateChecked(p[0]), 0.01);
    }

    // f(p) = (p₀² + 100·p₁²) / 2
    private static void IllConditionedQuadratic<T>(Type type) where T : unmanaged, IFloatingPointIeee754<T>
    {
        T hundred = T.CreateChecked(100);
        T[] p = Run<T>(
            type, [T.One, T.One], 8000, step => ProblemProfile.Of(type).Quadratic * 0.01 / (1 + step / 4000.0),
            (x, g) => (g[0], g[1]) = (x[0], hundred * x[1]));
        Assert.Equal(0.0, double.CreateChecked(p[0]), 1e-3);
        Assert.Equal(0.0, double.CreateChecked(p[1]), 1e-3);
    }

    // f(p) = (1 - p₀)² + 100·(p₁ - p₀²)², from (-1.2, 1), where it is 24.2, through its valley to where it is below 0.1
    private static void Rosenbrock<T>(Type type) where T : unmanaged, IFloatingPointIeee754<T>
    {
        T two = T.CreateChecked(2), hundred = T.CreateChecked(100);
        ProblemProfile profile = ProblemProfile.Of(type);
        T[] p = Run<T>(type, [T.CreateChecked(-1.2), T.One], 20000, step => profile.Rosenbrock * 0.001 / (1 + step / 20000.0), (x, g) =>
        {
            T a = T.One - x[0], b = x[1] - x[0] * x[0];
            g[0] = -two * a - two * two * hundred * x[0] * b;
            g[1] = two * hundred * b;
        });
        (double x, double y) = (double.CreateChecked(p[0]), double.CreateChecked(p[1]));
        Assert.InRange((1 - x) * (1 - x) + 100 * (y - x * x) * (y - x * x), 0, profile.RosenbrockValue);
    }

    // The point where the optimizer ends: its average, where it keeps one.
    private static T[] Run<T>(Type type, T[] p, int steps, Func<int, double> rate, Action<T[], T[]> gradient)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        IOptimizer<T> optimizer = ProblemProfile.Create<T>(type, p.Length);
        var g = new T[p.Length];
        for (int step = 0; step < steps; step++)
        {
            optimizer.LearningRate = rate(ProblemProfile.Of(type).IsScheduled ? step : 0);
            gradient(p, g);
            optimizer.Step(p, g);
        }

        if (optimizer is IAveraging<T> averaging)
            averaging.Average(p);
        return p;
    }
}
