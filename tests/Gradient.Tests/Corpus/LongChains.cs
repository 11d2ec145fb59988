namespace DiffGen.Tests.Corpus;

/// <summary>Long expressions and long straight-line code.</summary>
public static partial class LongChains
{
    internal static CorpusProgram[] Programs =>
    [
        CorpusProgram.OfScalar(nameof(Sum), Sum, SumGradient, SumPullback, 0.7, -1.4),
        CorpusProgram.OfScalar(nameof(Reassigned), Reassigned, ReassignedGradient, ReassignedPullback, 0.7, -0.4),
        CorpusProgram.OfVector(nameof(ManyUses), at => ManyUses(at[0], at[1], at[2]),
            (at, g) => ManyUsesGradient(at[0], at[1], at[2], out g[0], out g[1], out g[2]),
            (at, s, d) => ManyUsesPullback(at[0], at[1], at[2], s, ref d[0], ref d[1], ref d[2]), [0.3, 1.2, -0.8]),
    ];

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Sum(double x) =>
        x + x * x - x * x * x + 2 * x - 3 / (1 + x * x) + x - x * 4 + x * x + x + x * 0.5 - x * x * x * x + 7
        - x + 2 * x * x - x + x + x - -x + x * (x + (x - (x * (x + 1)))) + x * x + x - 1 + x + x + x - x * 0.125;

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Reassigned(double x)
    {
        double a = x, b = 1, c = 0;
        c += a * b;
        b = c + a;
        a = a * c - b;
        c -= a;
        a = -a;
        b *= b;
        c = a + b + c;
        a /= 1 + b;
        b = a * c;
        c = b - a / 3;
        a = +c;
        a++;
        b--;
        return a * b * c;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double ManyUses(double x, double y, double z)
    {
        double u = x * y, v = y * z, w = z * x;
        double p = u + v * w, q = v + w * u, r = w + u * v;
        double s = p * q + r, t = q * r - p;
        double f = s * s + t * t + u * s - v * t;
        return f * (p - q) + Math.Atan(s * t) * r;
    }
}
