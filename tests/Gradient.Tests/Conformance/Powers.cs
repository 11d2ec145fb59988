using DiffGen.Tests.Infrastructure;

namespace DiffGen.Tests.Conformance;

/// <summary>Group F: powers.</summary>
public static partial class Powers
{
    internal static TestProgram[] Programs =>
    [
        new("F1", at => F1(at[0]), (at, g) => F1Gradient(at[0], out g[0]), (at, s, d) => F1Pullback(at[0], s, ref d[0])),
        new("F1 by products", at => F1Products(at[0]),
            (at, g) => F1ProductsGradient(at[0], out g[0]),
            (at, s, d) => F1ProductsPullback(at[0], s, ref d[0])),
        new("F2", at => F2(at[0], at[1]),
            (at, g) => F2Gradient(at[0], at[1], out g[0], out g[1]),
            (at, s, d) => F2Pullback(at[0], at[1], s, ref d[0], ref d[1])),
        new("F3", at => F3(at[0]), (at, g) => F3Gradient(at[0], out g[0]), (at, s, d) => F3Pullback(at[0], s, ref d[0])),
    ];

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double F1(double x) => Math.Pow(x, 3.0);

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double F1Products(double x) => x * x * x;

    [Differentiable]
    public static double PowerZero(double x) => Math.Pow(x, 0.0);

    [Differentiable]
    public static double PowerOne(double x) => Math.Pow(x, 1.0);

    [Differentiable]
    public static double PowerTwo(double x) => Math.Pow(x, 2.0);

    [Differentiable]
    public static double PowerMinusOne(double x) => Math.Pow(x, -1.0);

    /// <summary>The same with an exponent that the compiler doesn't know.</summary>
    [Differentiable]
    public static double Power(double x, [NoDiff] double exponent) => Math.Pow(x, exponent);

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double F2(double x, double y) => Math.Pow(x, y);

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double F3(double x) => Math.Pow(x, x);
}
