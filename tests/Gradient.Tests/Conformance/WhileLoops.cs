using DiffGen.Tests.Infrastructure;

namespace DiffGen.Tests.Conformance;

/// <summary>Group C: loops whose number of rounds depends on the data.</summary>
public static partial class WhileLoops
{
    internal static TestProgram[] Programs =>
    [
        new("C4", at => C4(at[0]), (at, g) => C4Gradient(at[0], out g[0]), (at, s, d) => C4Pullback(at[0], s, ref d[0])),
        new("C7", at => C7(at[0]), (at, g) => C7Gradient(at[0], out g[0]), (at, s, d) => C7Pullback(at[0], s, ref d[0])),
        new("C9", at => C9(at[0]), (at, g) => C9Gradient(at[0], out g[0]), (at, s, d) => C9Pullback(at[0], s, ref d[0])),
        new("C10", at => C10(at[0], at[1]),
            (at, g) => C10Gradient(at[0], at[1], out g[0], out g[1]),
            (at, s, d) => C10Pullback(at[0], at[1], s, ref d[0], ref d[1])),
        new("C12", at => C12(at[0]), (at, g) => C12Gradient(at[0], out g[0]), (at, s, d) => C12Pullback(at[0], s, ref d[0])),
        new("C19", at => C19(at.AsSpan(0, 3), at[3]),
            (at, g) => C19Gradient(at.AsSpan(0, 3), at[3], g.AsSpan(0, 3), out g[3]),
            (at, s, d) => C19Pullback(at.AsSpan(0, 3), at[3], s, d.AsSpan(0, 3), ref d[3])),
    ];

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double C4(double x)
    {
        double t = x;
        while (t < 100)
            t *= x;
        return t;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double C7(double x)
    {
        double t = x;
        do
            t = t * t;
        while (t < 10);
        return t;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double C9(double x)
    {
        double t = 1;
        for (int i = 0; i < 4; i++)
        {
            int j = 0;
            while (j < i && t < 50)
            {
                t = t * x + 1;
                j++;
            }
        }

        return t;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double C10(double lo, double up)
    {
        double s = 0;
        for (double t = lo; t <= up; t += 0.25)
            s += t * t;
        return s;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double C12(double x)
    {
        double s = 0;
        for (int i = 0; i < 10; i++)
        {
            s += i * x;
            i++;
        }

        return s;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double C19(ReadOnlySpan<double> a, double x)
    {
        int k = 0;
        for (int i = 0; i < a.Length; i++)
        {
            if (a[i] > 0)
                k++;
        }

        double s = 1;
        for (int j = 0; j < k; j++)
            s = s * x + 1;
        return s;
    }
}
