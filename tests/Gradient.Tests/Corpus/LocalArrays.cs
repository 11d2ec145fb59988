namespace DiffGen.Tests.Corpus;

/// <summary>Arrays made in the method.</summary>
public static partial class LocalArrays
{
    internal static CorpusProgram[] Programs =>
    [
        CorpusProgram.OfVector(nameof(Cumulative), at => Cumulative(at), (at, g) => CumulativeGradient(at, g),
            (at, s, d) => CumulativePullback(at, s, d), [1, 2, 3], [0.4, -0.2]),
        CorpusProgram.OfVector(nameof(Initialiser), at => Initialiser(at[0], at[1]), (at, g) => InitialiserGradient(at[0], at[1], out g[0], out g[1]),
            (at, s, d) => InitialiserPullback(at[0], at[1], s, ref d[0], ref d[1]), [1, 2], [0.4, -0.2]),
        CorpusProgram.OfScalar(nameof(NewInLoop), NewInLoop, NewInLoopGradient, NewInLoopPullback, 0.7, -1.2),
        CorpusProgram.OfVector(nameof(ChosenArray), at => ChosenArray(at), (at, g) => ChosenArrayGradient(at, g),
            (at, s, d) => ChosenArrayPullback(at, s, d), [1, 2], [2, 1]),
    ];

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Cumulative(ReadOnlySpan<double> a)
    {
        double[] c = new double[a.Length + 1];
        for (int i = 0; i < a.Length; i++)
            c[i + 1] = c[i] + a[i] * a[i];
        double p = 1;
        for (int i = 1; i < c.Length; i++)
            p *= c[i];
        return p;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Initialiser(double x, double y)
    {
        double[] t = { x, x * y, Math.Sin(y), 3 };
        double[] w = new double[] { 1, y, x, -1 };
        double s = 0;
        for (int i = 0; i < t.Length; i++)
            s += t[i] * w[i];
        return s;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double NewInLoop(double x)
    {
        double s = x;
        for (int i = 1; i < 4; i++)
        {
            double[] t = new double[i];
            for (int j = 0; j < i; j++)
                t[j] = s * (j + 1);
            s = 0.2 * t[i - 1] * t[0] + Math.Cos(s);
        }

        return s;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double ChosenArray(ReadOnlySpan<double> a)
    {
        double[] left = new double[2];
        double[] right = new double[2];
        double[] chosen = a[0] > a[1] ? left : right;
        chosen[0] = a[0] * a[1];
        chosen[1] = a[1];
        return left[0] * 2 + right[0] * 3 + left[1] * right[1] + chosen[0] * chosen[1];
    }
}
