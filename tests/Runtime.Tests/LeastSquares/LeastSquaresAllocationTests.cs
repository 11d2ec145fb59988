using DiffGen.Minimizers;

namespace DiffGen.Tests.LeastSquares;

/// <summary>An iteration allocates no more than its line of the history.</summary>
public class LeastSquaresAllocationTests
{
    private const int Size = 40;

    public static TheoryData<Type> Methods => LeastSquaresMethods.All;

    [Theory, MemberData(nameof(Methods))]
    public void Dense(Type type)
        => AssertFrugal(type, (minimizer, start) => minimizer.Minimize(DenseChain, 2 * (Size - 1), start));

    [Theory, MemberData(nameof(Methods))]
    public void Sparse(Type type)
    {
        (SparsityPattern pattern, JacobianFunction<double> sparse, _) = Residuals.Chain(Size);
        AssertFrugal(type, (minimizer, start) => minimizer.Minimize(sparse, pattern, start));
    }

    private static void AssertFrugal(Type type, Func<LeastSquaresMinimizer, double[], LeastSquaresResult> minimize)
    {
        double[] start = [.. Enumerable.Range(0, Size).Select(i => i % 2 == 0 ? -1.2 : 1.0)];
        LeastSquaresMinimizer few = LeastSquaresMethods.Create(type, (nameof(Minimizer.MaxIterations), 4));
        LeastSquaresMinimizer more = LeastSquaresMethods.Create(type, (nameof(Minimizer.MaxIterations), 12));
        Assert.Equal(12, minimize(more, start).Iterations);
        long bytes = Allocation.Of(() => minimize(more, start), 10) - Allocation.Of(() => minimize(few, start), 10);

        // The list of the history doubles; an array of the parameters per iteration would be 2 560 bytes more.
        Assert.InRange(bytes / 10, 0, 1500);
    }

    private static void DenseChain(ReadOnlySpan<double> x, Span<double> r, Span<double> jacobian)
    {
        jacobian.Clear();
        for (int i = 0; i < Size - 1; i++)
        {
            (r[2 * i], r[2 * i + 1]) = (10 * (x[i + 1] - x[i] * x[i]), 1 - x[i]);
            (jacobian[2 * i * Size + i], jacobian[2 * i * Size + i + 1]) = (-20 * x[i], 10);
            jacobian[(2 * i + 1) * Size + i] = -1;
        }
    }
}
