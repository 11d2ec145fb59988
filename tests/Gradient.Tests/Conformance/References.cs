using DiffGen.Tests.Infrastructure;

namespace DiffGen.Tests.Conformance;

/// <summary>Group E: out and ref parameters of helpers, functions that capture locals.</summary>
public static partial class References
{
    internal static TestProgram[] Programs =>
    [
        new("E4", at => E4(at[0]), (at, g) => E4Gradient(at[0], out g[0]), (at, s, d) => E4Pullback(at[0], s, ref d[0])),
        new("E4 by Math.SinCos", at => E4Tuple(at[0]),
            (at, g) => E4TupleGradient(at[0], out g[0]),
            (at, s, d) => E4TuplePullback(at[0], s, ref d[0])),
        new("E5", at => E5(at[0]), (at, g) => E5Gradient(at[0], out g[0]), (at, s, d) => E5Pullback(at[0], s, ref d[0])),
        new("E9", at => E9(at[0], at[1]),
            (at, g) => E9Gradient(at[0], at[1], out g[0], out g[1]),
            (at, s, d) => E9Pullback(at[0], at[1], s, ref d[0], ref d[1])),
        new("E9 by a lambda", at => E9Lambda(at[0], at[1]),
            (at, g) => E9LambdaGradient(at[0], at[1], out g[0], out g[1]),
            (at, s, d) => E9LambdaPullback(at[0], at[1], s, ref d[0], ref d[1])),
        new("E10", at => E10(at[0], at[1]),
            (at, g) => E10Gradient(at[0], at[1], out g[0], out g[1]),
            (at, s, d) => E10Pullback(at[0], at[1], s, ref d[0], ref d[1])),
    ];

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double E4(double x)
    {
        SinCos(x, out double s, out double c);
        return s * c;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double E4Tuple(double x)
    {
        (double s, double c) = Math.SinCos(x);
        return s * c;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double E5(double x)
    {
        double s = 1;
        Accumulate(ref s, x);
        Accumulate(ref s, x);
        Accumulate(ref s, x);
        return s;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double E9(double x, double y)
    {
        double k = x * x;
        return G(G(y));

        double G(double t) => t * k;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double E9Lambda(double x, double y)
    {
        double k = x * x;
        return Twice(t => t * k, y);
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double E10(double x, double y)
    {
        double k = x;
        double r = G(y);
        k = 2 * k;
        r += G(y);
        return r;

        double G(double t) => t * k;
    }

    private static void SinCos(double x, out double s, out double c)
    {
        s = Math.Sin(x);
        c = Math.Cos(x);
    }

    private static void Accumulate(ref double s, double x) => s = s * x + x;

    private static double Twice(Func<double, double> f, double x) => f(f(x));
}
