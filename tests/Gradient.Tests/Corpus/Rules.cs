using System.Numerics.Tensors;

namespace DiffGen.Tests.Corpus;

/// <summary>Methods with a pullback of their own: written by hand here, or of the runtime.</summary>
public static partial class Rules
{
    internal static CorpusProgram[] Programs =>
    [
        CorpusProgram.OfScalar(nameof(OwnRule), OwnRule, OwnRuleGradient, OwnRulePullback, 0.4, 1.3),
        CorpusProgram.OfScalar(nameof(RuleOfStruct), RuleOfStruct, RuleOfStructGradient, RuleOfStructPullback, 0.4, -1.3),
        CorpusProgram.OfVector(nameof(RuleInLoop), at => RuleInLoop(at, 3), (at, g) => RuleInLoopGradient(at, 3, g), (at, s, d) => RuleInLoopPullback(at, 3, s, d),
            [0.4, 0.7, 1.1], [-0.3, 0.9, 0.2]),
        CorpusProgram.OfVector(nameof(TensorReductions), at => TensorReductions(at), (at, g) => TensorReductionsGradient(at, g), (at, s, d) => TensorReductionsPullback(at, s, d),
            [0.4, 0.7, 1.1], [1.5, -0.3, 0.9, 0.2, 2]),
        CorpusProgram.OfVector(nameof(TensorsInPlace), at => TensorsInPlace(at), (at, g) => TensorsInPlaceGradient(at, g), (at, s, d) => TensorsInPlacePullback(at, s, d),
            [0.4, 0.7, 1.1], [1.5, 0.3, 0.9, 0.2, 2]),
        CorpusProgram.OfVector(nameof(TensorsInLoop), at => TensorsInLoop(at, 3), (at, g) => TensorsInLoopGradient(at, 3, g), (at, s, d) => TensorsInLoopPullback(at, 3, s, d),
            [0.4, 0.7, 1.1], [1.5, -0.3, 0.9, 0.2]),
        CorpusProgram.OfVector(nameof(SoftMaxLoss), at => SoftMaxLoss(at), (at, g) => SoftMaxLossGradient(at, g), (at, s, d) => SoftMaxLossPullback(at, s, d),
            [0.4, 0.7, 1.1], [1.5, -0.3, 0.9, 0.2, 2]),
    ];

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double OwnRule(double x)
    {
        double y = Cube(x);
        return y * Math.Sin(y) + Cube(2 * x) * x;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double RuleOfStruct(double x)
    {
        var p = new Point { X = x, Y = x * x };
        Turn(ref p, x, out double area);
        return p.X * p.Y + area * x;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double RuleInLoop(ReadOnlySpan<double> x, int n)
    {
        double s = 0.5;
        for (int i = 0; i < n; i++)
        {
            foreach (double e in x)
            {
                if (s > -10)
                    s += Cube(e * s) * 0.1;
            }
        }

        return s * s;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double TensorReductions(ReadOnlySpan<double> x)
        => TensorPrimitives.Dot(x, x) * TensorPrimitives.Norm(x) + TensorPrimitives.Sum(x) * TensorPrimitives.Max(x) + TensorPrimitives.SumOfSquares(x[1..]);

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double TensorsInPlace(ReadOnlySpan<double> x)
    {
        Span<double> t = stackalloc double[x.Length];
        TensorPrimitives.Multiply(x, x, t);
        TensorPrimitives.Exp<double>(t, t);
        double s = TensorPrimitives.Sum<double>(t);
        TensorPrimitives.Add(t, x, t);
        TensorPrimitives.Multiply(t, s, t);
        t[0] *= 2;
        return TensorPrimitives.Dot(t, x) + s;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double TensorsInLoop(ReadOnlySpan<double> x, int n)
    {
        Span<double> t = stackalloc double[x.Length];
        x.CopyTo(t);
        double s = 0.1;
        for (int i = 0; i < n; i++)
        {
            TensorPrimitives.Multiply(t, x, t);
            TensorPrimitives.Tanh<double>(t, t);
            s += TensorPrimitives.Sum<double>(t) * s + x[0];
        }

        return s;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double SoftMaxLoss(ReadOnlySpan<double> x)
    {
        double[] p = new double[x.Length];
        TensorPrimitives.SoftMax(x, p);
        return -Math.Log(p[1]) + TensorPrimitives.CosineSimilarity<double>(x, p);
    }

    [PullbackOf(nameof(Cube))]
    private static double CubePullback(double x, double seed, ref double dX)
    {
        dX += seed * 3 * x * x;
        return x * x * x;
    }

    private static double Cube(double x) => x * x * x;

    private static void Turn(ref Point p, double angle, out double area)
    {
        (double s, double c) = Math.SinCos(angle);
        p = new Point { X = c * p.X - s * p.Y, Y = s * p.X + c * p.Y };
        area = p.X * p.Y;
    }

    [PullbackOf(nameof(Turn))]
    private static void TurnPullback(ref Point p, double angle, out double area, ref Point dP, ref double dAngle, ref double dArea)
    {
        Point old = p;
        Turn(ref p, angle, out area);
        (double s, double c) = Math.SinCos(angle);
        double dX = dP.X + dArea * p.Y, dY = dP.Y + dArea * p.X;
        dAngle += dX * (-s * old.X - c * old.Y) + dY * (c * old.X - s * old.Y);
        dP = new Point { X = c * dX + s * dY, Y = c * dY - s * dX };
        dArea = 0;
    }

    private struct Point
    {
        public double X, Y;
    }
}
