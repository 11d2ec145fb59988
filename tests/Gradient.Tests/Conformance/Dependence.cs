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
        new("G3", at => G3(at[0], at[1]),
            (at, g) => G3Gradient(at[0], at[1], out g[0], out g[1]),
            (at, s, d) => G3Pullback(at[0], at[1], s, ref d[0], ref d[1])),
        new("G4", at => G4(at[0], at[1]),
            (at, g) => G4Gradient(at[0], at[1], out g[0], out g[1]),
            (at, s, d) => G4Pullback(at[0], at[1], s, ref d[0], ref d[1])),
    ];

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double G1(double x) => x * Gradient.Stop(x * x);

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double G3(double x, double y) => x;

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double G4(double x, double y) => 5;
}
