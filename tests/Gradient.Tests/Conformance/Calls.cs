using DiffGen.Tests.Infrastructure;

namespace DiffGen.Tests.Conformance;

/// <summary>Group E: helpers, out arrays, in-place helpers.</summary>
public static partial class Calls
{
    internal static TestProgram[] Programs =>
    [
        new("E1", at => E1(at[0], at[1]),
            (at, g) => E1Gradient(at[0], at[1], out g[0], out g[1]),
            (at, s, d) => E1Pullback(at[0], at[1], s, ref d[0], ref d[1])),
        new("E2", at => E2(at), (at, g) => E2Gradient(at, g), (at, s, d) => E2Pullback(at, s, d)),
        TestProgram.InPlace("E3", at => E3(at.AsSpan(0, 2), at[2]),
            (at, s, d) => E3Pullback(at.AsSpan(0, 2), at[2], s, d.AsSpan(0, 2), ref d[2])),
    ];

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double E1(double x, double y) => Cube(x) * Cube(y) + Cube(x * y);

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double E2(double[] a)
    {
        var b = new double[a.Length];
        var c = new double[a.Length];
        Square(a, b);
        Square(b, c);
        double sum = 0;
        foreach (double value in c)
            sum += value;
        return sum;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double E3(Span<double> a, double x)
    {
        Scale(a, x);
        Scale(a, x);
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
            sum += a[i];
        return sum;
    }

    private static double Cube(double t)
    {
        double p = 1;
        for (int i = 0; i < 3; i++)
            p *= t;
        return p;
    }

    private static void Square(double[] source, double[] target)
    {
        for (int i = 0; i < source.Length; i++)
            target[i] = source[i] * source[i];
    }

    private static void Scale(Span<double> a, double x)
    {
        for (int i = 0; i < a.Length; i++)
            a[i] *= x;
    }
}
