using DiffGen.Tests.Infrastructure;

namespace DiffGen.Tests.Conformance;

/// <summary>Group G: what the derivative doesn't see.</summary>
public static partial class Dependence
{
    internal static TestProgram[] Programs =>
    [
        new("G1", at => G1(at[0]), (at, g) => G1Gradient(at[0], out g[0]), (at, s, d) => G1Pullback(at[0], s, ref d[0]))
        {
            Differenced = at => at[0] * 9,
        },
        new("G2", at => G2(at[0]), (at, g) => G2Gradient(at[0], out g[0]), (at, s, d) => G2Pullback(at[0], s, ref d[0]))
        {
            // The rule says that rounding has derivative 1: around 2.6 as if it added 0.4.
            Differenced = at => (at[0] + 0.4) * (at[0] + 0.4),
        },
        new("G3", at => G3(at[0], at[1]),
            (at, g) => G3Gradient(at[0], at[1], out g[0], out g[1]),
            (at, s, d) => G3Pullback(at[0], at[1], s, ref d[0], ref d[1])),
        new("G4", at => G4(at[0], at[1]),
            (at, g) => G4Gradient(at[0], at[1], out g[0], out g[1]),
            (at, s, d) => G4Pullback(at[0], at[1], s, ref d[0], ref d[1])),
        new("G5", at => G5(at[0]), (at, g) => G5Gradient(at[0], out g[0]), (at, s, d) => G5Pullback(at[0], s, ref d[0])),
        new("G6", at => G6(at[0]), (at, g) => G6Gradient(at[0], out g[0]), (at, s, d) => G6Pullback(at[0], s, ref d[0])),
    ];

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double G1(double x) => x * Gradient.Stop(x * x);

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double G2(double x)
    {
        double g = StraightThrough(x);
        return g * g;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double G3(double x, double y) => x;

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double G4(double x, double y) => 5;

    [Differentiable]
    public static double Power(double x) => x * x * x * x * x;

    [Differentiable]
    public static double Slope(double x)
    {
        PowerGradient(x, out double slope);
        return slope;
    }

    /// <summary>The second derivative of a power; its slope is the third.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double G5(double x)
    {
        SlopeGradient(x, out double second);
        return second;
    }

    [Differentiable]
    public static double Sum(double x, double y) => x + y;

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double G6(double x)
    {
        SumGradient(x, 1, out _, out double dY);
        return x * dY;
    }

    private static double StraightThrough(double x) => Math.Round(x);

    [PullbackOf(nameof(StraightThrough))]
    private static double StraightThroughPullback(double x, double seed, ref double dX)
    {
        dX += seed;
        return Math.Round(x);
    }
}
