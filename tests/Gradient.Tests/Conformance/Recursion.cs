using DiffGen.Tests.Infrastructure;

namespace DiffGen.Tests.Conformance;

/// <summary>Group E: recursion.</summary>
public static partial class Recursion
{
    internal static TestProgram[] Programs =>
    [
        new("E6", at => E6(at[0]), (at, g) => E6Gradient(at[0], out g[0]), (at, s, d) => E6Pullback(at[0], s, ref d[0])),
        new("E8", at => E8(at), (at, g) => E8Gradient(at, g), (at, s, d) => E8Pullback(at, s, d)),
    ];

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double E6(double x) => x < 1.5 ? 1 : x * E6(x - 1);

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double E8(ReadOnlySpan<double> a) => Product(a, 0, a.Length);

    private static double Product(ReadOnlySpan<double> a, int lo, int hi)
    {
        if (hi - lo == 1)
            return a[lo];
        int middle = (lo + hi) / 2;
        return Product(a, lo, middle) * Product(a, middle, hi);
    }
}
