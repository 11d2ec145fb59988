using DiffGen.Tests.Infrastructure;

namespace DiffGen.Tests.Conformance;

/// <summary>Group C: continue, break, conditions with effects.</summary>
public static partial class LoopExits
{
    internal static TestProgram[] Programs =>
    [
        new("C5", at => C5(at[0]), (at, g) => C5Gradient(at[0], out g[0]), (at, s, d) => C5Pullback(at[0], s, ref d[0])),
        new("C6", at => C6(at.AsSpan(0, 4), at[4]),
            (at, g) => C6Gradient(at.AsSpan(0, 4), at[4], g.AsSpan(0, 4), out g[4]),
            (at, s, d) => C6Pullback(at.AsSpan(0, 4), at[4], s, d.AsSpan(0, 4), ref d[4])),
        new("C17", at => C17(at[0], at[1]),
            (at, g) => C17Gradient(at[0], at[1], out g[0], out g[1]),
            (at, s, d) => C17Pullback(at[0], at[1], s, ref d[0], ref d[1])),
    ];

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double C5(double x)
    {
        double t = x;
        for (int i = 0; i < 3; i++)
        {
            if (t > 5)
                continue;
            t = t * t;
        }

        return t;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double C6(ReadOnlySpan<double> a, double x)
    {
        double s = 0;
        for (int i = 0; i < a.Length; i++)
        {
            s += a[i];
            if (s > 4)
                break;
            s *= x;
        }

        return s;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double C17(double x, double y)
    {
        double r;
        for (int c = 0; (r = x * y) > 0; c++)
        {
            if (c == 1)
                break;
        }

        return r;
    }
}
