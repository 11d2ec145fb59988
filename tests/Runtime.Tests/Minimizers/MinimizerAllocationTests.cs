using DiffGen.Minimizers;

namespace DiffGen.Tests.Minimizers;

public class MinimizerAllocationTests
{
    public static TheoryData<Type> Types { get; } = [.. AnyMinimizer.Types.Select(row => row.Data)];

    // An iteration allocates nothing but its line in the history, whose list doubles now and then.
    [Theory, MemberData(nameof(Types))]
    public void IterationsAllocateTheHistoryOnly(Type type)
    {
        const int n = 50;
        long few = Bytes(type, n, 30), many = Bytes(type, n, 90);
        Assert.True(many - few < 9000, $"{many - few} bytes for 60 iterations in {n} variables");
    }

    private static long Bytes(Type type, int n, int iterations)
    {
        object minimizer = Activator.CreateInstance(type)!;
        type.GetProperty(nameof(Minimizer.MaxIterations))!.SetValue(minimizer, iterations);
        type.GetProperty(nameof(Minimizer.GradientTolerance))!.SetValue(minimizer, 0.0);
        double[] start = [.. Enumerable.Range(0, n).Select(i => i % 2 == 0 ? -1.2 : 1.0)];
        return Allocation.Of(() => Run(minimizer, start), repetitions: 1);
    }

    private static MinimizationResult Run(object minimizer, double[] start) => minimizer switch
    {
        IMinimizer first => first.Minimize(Flat, start),
        NewtonCg newton => newton.Minimize(Flat, FlatHvp, start),
        TrustRegionNewton newton => newton.Minimize(Flat, FlatHvp, start),
        TrustRegionExact exact => exact.Minimize(FlatHessian, start),
        _ => throw new NotSupportedException($"{minimizer.GetType()} is not known here: add a line"),
    };

    // Σ wᵢ·xᵢ⁶, so flat that no method ends soon.
    private static double Flat(ReadOnlySpan<double> x, Span<double> gradient)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += (1 + i) * Math.Pow(x[i], 6);
            gradient[i] = 6 * (1 + i) * Math.Pow(x[i], 5);
        }

        return sum;
    }

    private static double FlatHvp(ReadOnlySpan<double> x, ReadOnlySpan<double> direction, Span<double> product)
    {
        for (int i = 0; i < x.Length; i++)
            product[i] = 30 * (1 + i) * Math.Pow(x[i], 4) * direction[i];
        return 0;
    }

    private static double FlatHessian(ReadOnlySpan<double> x, Span<double> gradient, Span<double> hessian)
    {
        hessian.Clear();
        for (int i = 0; i < x.Length; i++)
            hessian[i * x.Length + i] = 30 * (1 + i) * Math.Pow(x[i], 4);
        return Flat(x, gradient);
    }
}
