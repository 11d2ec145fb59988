using DiffGen.Tests.Infrastructure;

namespace DiffGen.Tests.Conformance;

/// <summary>Group B: switch statements and expressions.</summary>
public static partial class Switches
{
    private static readonly int[] Operations = [0, 1, 2, 1];

    internal static TestProgram[] Programs =>
    [
        new("B9", at => B9(2, at[0], at[1]),
            (at, g) => B9Gradient(2, at[0], at[1], out g[0], out g[1]),
            (at, s, d) => B9Pullback(2, at[0], at[1], s, ref d[0], ref d[1])),
        new("B10", at => B10(at[0]), (at, g) => B10Gradient(at[0], out g[0]), (at, s, d) => B10Pullback(at[0], s, ref d[0])),
        new("B11", at => B11(Operations, at[0]),
            (at, g) => B11Gradient(Operations, at[0], out g[0]),
            (at, s, d) => B11Pullback(Operations, at[0], s, ref d[0])),
    ];

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double B9(int k, double x, double y)
    {
        switch (k)
        {
            case 0:
                return x * x;
            case 1:
                return Math.Sin(x);
            default:
                return x * y;
        }
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double B10(double x) => x switch
    {
        < 0 => -x,
        < 1 => x * x,
        _ => 2 * x - 1,
    };

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double B11(ReadOnlySpan<int> operations, double x)
    {
        double t = 1;
        foreach (int operation in operations)
        {
            switch (operation)
            {
                case 0:
                    t += x;
                    break;
                case 1:
                    t *= x;
                    break;
                case 2:
                    t = Math.Sin(t);
                    break;
            }
        }

        return t;
    }
}
