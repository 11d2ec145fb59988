using DiffGen.Tests.Infrastructure;

namespace DiffGen.Tests.Conformance;

/// <summary>Group D: a matrix as an array of two dimensions.</summary>
public static partial class Grids
{
    [ThreadStatic]
    private static double[,]? _a, _dA;

    internal static TestProgram[] Programs =>
    [
        new("D13 on a grid", PlainD13, GradientD13, PullbackD13),
        new("D13 on a local grid", at => D13Local(at.AsSpan(0, 2), at.AsSpan(2, 4), at.AsSpan(6, 2)),
            (at, g) => D13LocalGradient(
                at.AsSpan(0, 2), at.AsSpan(2, 4), at.AsSpan(6, 2), g.AsSpan(0, 2), g.AsSpan(2, 4), g.AsSpan(6, 2)),
            (at, s, d) => D13LocalPullback(
                at.AsSpan(0, 2), at.AsSpan(2, 4), at.AsSpan(6, 2), s, d.AsSpan(0, 2), d.AsSpan(2, 4), d.AsSpan(6, 2))),
    ];

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double D13(ReadOnlySpan<double> x, double[,] a, ReadOnlySpan<double> y)
    {
        double sum = 0;
        for (int i = 0; i < a.GetLength(0); i++)
        {
            for (int j = 0; j < a.GetLength(1); j++)
                sum += x[i] * a[i, j] * y[j];
        }

        return sum;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double D13Local(ReadOnlySpan<double> x, ReadOnlySpan<double> flat, ReadOnlySpan<double> y)
    {
        var a = new double[x.Length, y.Length];
        for (int i = 0; i < flat.Length; i++)
            a[i / y.Length, i % y.Length] = flat[i];
        return D13(x, a, y);
    }

    private static double PlainD13(double[] at) => D13(at.AsSpan(0, 2), Filled(ref _a, at), at.AsSpan(6, 2));

    private static double GradientD13(double[] at, double[] g)
    {
        double[,] dA = Filled(ref _dA, g);
        double value = D13Gradient(at.AsSpan(0, 2), Filled(ref _a, at), at.AsSpan(6, 2), g.AsSpan(0, 2), dA, g.AsSpan(6, 2));
        (g[2], g[3], g[4], g[5]) = (dA[0, 0], dA[0, 1], dA[1, 0], dA[1, 1]);
        return value;
    }

    private static double PullbackD13(double[] at, double seed, double[] d)
    {
        double[,] dA = Filled(ref _dA, d);
        double value = D13Pullback(at.AsSpan(0, 2), Filled(ref _a, at), at.AsSpan(6, 2), seed, d.AsSpan(0, 2), dA, d.AsSpan(6, 2));
        (d[2], d[3], d[4], d[5]) = (dA[0, 0], dA[0, 1], dA[1, 0], dA[1, 1]);
        return value;
    }

    private static double[,] Filled(ref double[,]? grid, double[] from)
    {
        grid ??= new double[2, 2];
        (grid[0, 0], grid[0, 1], grid[1, 0], grid[1, 1]) = (from[2], from[3], from[4], from[5]);
        return grid;
    }
}
