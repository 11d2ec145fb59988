using DiffGen.Tests.Infrastructure;

namespace DiffGen.Tests.Conformance;

/// <summary>Group E: structs by value, classes by reference, records.</summary>
public static partial class Types
{
    internal static TestProgram[] Programs =>
    [
        new("E11", at => E11(at[0], at[1], at[2], at[3], at[4]),
            (at, g) => E11Gradient(at[0], at[1], at[2], at[3], at[4], out g[0], out g[1], out g[2], out g[3], out g[4]),
            (at, s, d) => E11Pullback(at[0], at[1], at[2], at[3], at[4], s, ref d[0], ref d[1], ref d[2], ref d[3], ref d[4])),
        new("E11 by parameters", at => E11Parameters(new(at[0], at[1]), new(at[2], at[3]), at[4]), GradientE11, PullbackE11),
        new("E12", at => E12(at[0]), (at, g) => E12Gradient(at[0], out g[0]), (at, s, d) => E12Pullback(at[0], s, ref d[0])),
        new("E13", at => E13(at[0]), (at, g) => E13Gradient(at[0], out g[0]), (at, s, d) => E13Pullback(at[0], s, ref d[0])),
        new("E14", at => E14(at[0], at[1]),
            (at, g) => E14Gradient(at[0], at[1], out g[0], out g[1]),
            (at, s, d) => E14Pullback(at[0], at[1], s, ref d[0], ref d[1])),
        new("E14 by a record class", at => E14Class(at[0], at[1]),
            (at, g) => E14ClassGradient(at[0], at[1], out g[0], out g[1]),
            (at, s, d) => E14ClassPullback(at[0], at[1], s, ref d[0], ref d[1])),
        new("E15", at => E15(at[0], at[1]),
            (at, g) => E15Gradient(at[0], at[1], out g[0], out g[1]),
            (at, s, d) => E15Pullback(at[0], at[1], s, ref d[0], ref d[1])),
    ];

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double E11(double px, double py, double qx, double qy, double s)
    {
        Vector p = new(px, py), q = new(qx, qy);
        Vector sum = p + q;
        return Vector.Dot(sum, sum) * s;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double E11Parameters(Vector p, Vector q, double s) => Vector.Dot(p + q, p + q) * s;

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double E12(double x)
    {
        var a = new Value { X = x };
        Value b = a;
        b.X *= 2;
        return a.X * b.X;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double E13(double x)
    {
        var a = new Reference { X = x };
        Reference b = a;
        b.X *= 2;
        return a.X * b.X;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double E14(double x, double y)
    {
        var p = new Pair(x, y);
        Pair q = p with { X = p.X * p.Y };
        return q.X + q.Y;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double E14Class(double x, double y)
    {
        var p = new PairClass(x, y);
        PairClass q = p with { X = p.X * p.Y };
        return q.X + q.Y;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double E15(double a, double b)
    {
        var s = new Fields { A = a, B = b };
        (s.A, s.B) = (s.B * s.B, s.A);
        return s.A * s.B;
    }

    private static double GradientE11(double[] at, double[] g)
    {
        double value = E11ParametersGradient(new(at[0], at[1]), new(at[2], at[3]), at[4], out Vector dP, out Vector dQ, out g[4]);
        (g[0], g[1], g[2], g[3]) = (dP.X, dP.Y, dQ.X, dQ.Y);
        return value;
    }

    private static double PullbackE11(double[] at, double seed, double[] d)
    {
        Vector dP = new(d[0], d[1]), dQ = new(d[2], d[3]);
        double value = E11ParametersPullback(new(at[0], at[1]), new(at[2], at[3]), at[4], seed, ref dP, ref dQ, ref d[4]);
        (d[0], d[1], d[2], d[3]) = (dP.X, dP.Y, dQ.X, dQ.Y);
        return value;
    }

    public readonly struct Vector(double x, double y)
    {
        public double X { get; } = x;

        public double Y { get; } = y;

        public static Vector operator +(Vector a, Vector b) => new(a.X + b.X, a.Y + b.Y);

        public static double Dot(Vector a, Vector b) => a.X * b.X + a.Y * b.Y;
    }

    private readonly record struct Pair(double X, double Y);

    private sealed record PairClass(double X, double Y);

    private struct Value
    {
        public double X;
    }

    private sealed class Reference
    {
        public double X { get; set; }
    }

    private struct Fields
    {
        public double A, B;
    }
}
