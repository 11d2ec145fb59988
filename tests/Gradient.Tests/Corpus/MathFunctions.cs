namespace DiffGen.Tests.Corpus;

/// <summary>Mixtures of elementary functions.</summary>
public static partial class MathFunctions
{
    internal static CorpusProgram[] Programs =>
    [
        CorpusProgram.OfScalar(nameof(Trigonometric), Trigonometric, TrigonometricGradient, TrigonometricPullback, 0.3, -0.6),
        CorpusProgram.OfScalar(nameof(Hyperbolic), Hyperbolic, HyperbolicGradient, HyperbolicPullback, 0.3, -0.6),
        CorpusProgram.OfScalar(nameof(ExponentsAndLogarithms), ExponentsAndLogarithms, ExponentsAndLogarithmsGradient, ExponentsAndLogarithmsPullback, 0.3, 2.6),
        CorpusProgram.OfVector(nameof(Powers), at => Powers(at[0], at[1]), (at, g) => PowersGradient(at[0], at[1], out g[0], out g[1]),
            (at, s, d) => PowersPullback(at[0], at[1], s, ref d[0], ref d[1]), [1.2, 0.4], [0.3, 2.1]),
        CorpusProgram.OfVector(nameof(TwoArguments), at => TwoArguments(at[0], at[1]), (at, g) => TwoArgumentsGradient(at[0], at[1], out g[0], out g[1]),
            (at, s, d) => TwoArgumentsPullback(at[0], at[1], s, ref d[0], ref d[1]), [1.2, 0.4], [-0.3, 2.1], [-2, -1]),
        CorpusProgram.OfScalar(nameof(Steps), Steps, StepsGradient, StepsPullback, 0.3, -2.6, 1.7),
        CorpusProgram.OfVector(nameof(Clamped), at => Clamped(at[0], at[1], at[2]),
            (at, g) => ClampedGradient(at[0], at[1], at[2], out g[0], out g[1], out g[2]),
            (at, s, d) => ClampedPullback(at[0], at[1], at[2], s, ref d[0], ref d[1], ref d[2]), [0.5, 0, 1], [-0.5, 0.1, 1], [1.5, 0.1, 1]),
        CorpusProgram.OfVector(nameof(Loss), at => Loss(at), (at, g) => LossGradient(at, g), (at, s, d) => LossPullback(at, s, d), [1.2, 0.4, -0.7]),
    ];

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Trigonometric(double x) =>
        Math.Sin(x) * Math.Cos(2 * x) + Math.Tan(x) + Math.Asin(x) * Math.Acos(x) - Math.Atan(3 * x);

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Hyperbolic(double x) =>
        Math.Sinh(x) + Math.Cosh(x) * Math.Tanh(x) + Math.Asinh(x) - Math.Atanh(x) * Math.Acosh(2 + x);

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double ExponentsAndLogarithms(double x) =>
        Math.Exp(-x) * Math.Log(1 + x) + Math.Log2(x) - Math.Log10(x + 2) * Math.Log(x + 3, 5) + Math.Sqrt(x) * Math.Cbrt(x);

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Powers(double x, double y) =>
        Math.Pow(x, y) + Math.Pow(x, 3) - Math.Pow(x, 0.5) * Math.Pow(2, y) + Math.Pow(x, -2);

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double TwoArguments(double x, double y) =>
        Math.Atan2(y, x) + Math.Max(x, y) * Math.Min(x, y * y) + Math.CopySign(x, y) + Math.FusedMultiplyAdd(x, y, x) + double.Hypot(x, y);

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Steps(double x) =>
        x * Math.Floor(x) + Math.Ceiling(x) * x * x + Math.Round(x) + Math.Truncate(x) * x + Math.Sign(x) * x + Math.Abs(x) * Math.Abs(x - 1);

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Clamped(double x, double lo, double hi)
    {
        double c = Math.Clamp(x, lo, hi);
        return c * c + x * c;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Loss(ReadOnlySpan<double> a)
    {
        double s = 0;
        for (int i = 0; i < a.Length; i++)
        {
            double z = a[i] * 2 - 1;
            s += Math.Max(z, 0) + Math.Log(1 + Math.Exp(-Math.Abs(z)));
            s -= Math.Log(1 / (1 + Math.Exp(-z))) * 0.25;
        }

        return s / a.Length;
    }
}
