namespace DiffGen.Tests.Corpus;

/// <summary>Arrays that are made in a loop or branch and used after it.</summary>
public static partial class Arenas
{
    internal static CorpusProgram[] Programs =>
    [
        CorpusProgram.WithScalar(nameof(FunctionalSteps), (a, k) => FunctionalSteps(a, k, 4), (double[] a, double k, double[] g, out double d) => FunctionalStepsGradient(a, k, 4, g, out d),
            (double[] a, double k, double s, double[] d, ref double e) => FunctionalStepsPullback(a, k, 4, s, d, ref e), [0.4, 0.7, 1.1], [1.5, -0.3]),
        CorpusProgram.OfVector(nameof(History), at => History(at, 3), (at, g) => HistoryGradient(at, 3, g), (at, s, d) => HistoryPullback(at, 3, s, d), [0.4, 0.7, 1.1], [1.5, -0.3]),
        CorpusProgram.OfScalar(nameof(OneOfTwo), OneOfTwo, OneOfTwoGradient, OneOfTwoPullback, 0.4, -1.3),
        CorpusProgram.OfVector(nameof(CloneInHelper), at => CloneInHelper(at, 2), (at, g) => CloneInHelperGradient(at, 2, g), (at, s, d) => CloneInHelperPullback(at, 2, s, d), [0.4, 0.7], [1.5, -0.3]),
        CorpusProgram.OfScalar(nameof(StructHistory), StructHistory, StructHistoryGradient, StructHistoryPullback, 0.4, -1.3),
    ];

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double FunctionalSteps(double[] a, double k, int n)
    {
        double[] state = a;
        for (int t = 0; t < n; t++)
            state = Step(state, k);
        double r = 0;
        foreach (double e in state)
            r += e * e;
        return r;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double History(ReadOnlySpan<double> x, int n)
    {
        double[] previous = new double[x.Length];
        double s = 0;
        for (int t = 0; t < n; t++)
        {
            double[] current = new double[x.Length];
            for (int i = 0; i < x.Length; i++)
                current[i] = Math.Sin(previous[i] + x[i]);
            previous = current;
            s += previous[0] * s + current[1];
        }

        return s + previous[1];
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double OneOfTwo(double x)
    {
        double[] t;
        if (x > 0)
            t = [x, x * x];
        else
            t = [1, x, x * x * x];
        double s = 0;
        foreach (double e in t)
            s += e * x;
        return s;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double CloneInHelper(double[] x, int n)
    {
        double s = 0;
        for (int i = 0; i < n; i++)
            s += Doubled(x) * x[i];
        return s;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double StructHistory(double x)
    {
        Node[] nodes = [new Node { Value = x, Weight = 1 }];
        for (int i = 0; i < 3; i++)
        {
            Node[] grown = new Node[nodes.Length + 1];
            for (int j = 0; j < nodes.Length; j++)
                grown[j] = new Node { Value = nodes[j].Value * x, Weight = nodes[j].Weight + nodes[j].Value };
            grown[^1].Value = x * x;
            nodes = grown;
        }

        double s = 0;
        foreach (Node node in nodes)
            s += node.Value * node.Weight + node.Value;
        return s;
    }

    private static double[] Step(double[] x, double k)
    {
        var next = new double[x.Length];
        for (int i = 0; i < x.Length; i++)
            next[i] = x[i] * k + Math.Cos(x[(i + 1) % x.Length]);
        return next;
    }

    private static double Doubled(double[] x)
    {
        double[] y = x;
        for (int i = 0; i < 2; i++)
        {
            y = (double[])y.Clone();
            y[0] *= 2 + y[1];
        }

        double s = 0;
        foreach (double e in y)
            s += e * e;
        return s;
    }

    private struct Node
    {
        public double Value, Weight;
    }
}
